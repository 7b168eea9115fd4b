"""The server: routes, guards and the plans behind them, made from a world."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from anyio.to_thread import run_sync
from fastapi import FastAPI, Request, Response

from api.http import (
    error_pages,
    health,
    instances,
    order_routes,
    plan_check,
    plan_edits,
    plan_events,
    plan_files,
    plans,
    quotes,
    stock,
    vroom,
)
from api.http.desk import Desk
from api.http.guards import LOOPBACK, BodyLimit, LastResort, OwnHost, SafeHeaders
from api.http.openapi import describe
from api.http.page import page_routes
from api.http.plan_events import NothingFollows
from api.http.problems import install
from api.http.service import Service
from api.http.vroom_desk import VroomDesk
from api.http.world import World

_PARTS: Final = (
    plans,
    plan_check,
    plan_edits,
    plan_files,
    plan_events,
    quotes,
    stock,
    order_routes,
    instances,
    vroom,
    health,
    error_pages,
)


def create_app(world: World) -> FastAPI:
    """Return the server of `world`; its plans are open from its start to its shutdown."""
    # The documentation page that comes with FastAPI loads its scripts from elsewhere.
    app = FastAPI(title="Roundsman", lifespan=_lifespan, docs_url=None, redoc_url=None)
    app.state.world = world
    app.state.service = Service(world)
    app.state.desk = Desk(most_waiting=world.settings.queue_size)
    app.state.vroom = VroomDesk(world, app.state.desk)
    for module in _PARTS:
        app.include_router(module.router)
    app.include_router(plan_files.formats_router())
    if world.page is not None:
        app.router.routes.extend(page_routes(world.page))
    _guard(app, world)
    _describe(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    await run_sync(app.state.service.open)
    try:
        yield
    finally:
        await run_sync(app.state.service.close)


def _guard(app: FastAPI, world: World) -> None:
    """Put the guards around `app`; the last one added is passed first."""
    install(app)
    app.add_exception_handler(NothingFollows, _nothing_follows)
    app.add_middleware(BodyLimit, most=world.settings.max_body_bytes)
    app.add_middleware(OwnHost, hosts=LOOPBACK | frozenset(world.settings.allowed_hosts))
    app.add_middleware(LastResort)
    app.add_middleware(SafeHeaders)


def _nothing_follows(_: Request, __: Exception) -> Response:
    return Response(status_code=204)


def _describe(app: FastAPI) -> None:
    """Have /openapi.json serve our description, made at the first call."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
