"""The server: routes, guards and the plans behind them, made from a world."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, Final

from anyio.to_thread import run_sync
from fastapi import FastAPI, Request, Response
from starlette.routing import BaseRoute
from starlette.types import Scope

from api.http import error_pages, health
from api.http.access import audit, keys, oidc, sessions, users
from api.http.access.attempts import Attempts
from api.http.access.gate import Gate
from api.http.access.operations import Operation, operations_of
from api.http.addresses import routes as addresses
from api.http.compression import Gzip
from api.http.desk import Desk
from api.http.equipment import routes as equipment
from api.http.errors import TooManyRequests
from api.http.events import routes as all_events
from api.http.fleet import routes as fleet
from api.http.guards import LOOPBACK, LastResort, OwnHost, SafeHeaders
from api.http.holds import routes as holds
from api.http.imports import routes as imports
from api.http.kpis import routes as kpis
from api.http.lockers import routes as lockers
from api.http.network import classical
from api.http.network import routes as network_routes
from api.http.observed import Observed
from api.http.openapi import describe
from api.http.operations import routes as operation_routes
from api.http.orders import export as order_export
from api.http.orders import locate, settle
from api.http.orders import routes as order_routes
from api.http.page import page_routes
from api.http.people import routes as people
from api.http.plans import check, edits, events, files, instances, publish
from api.http.plans import routes as plans
from api.http.problems import install, problem
from api.http.quotes import routes as quotes
from api.http.rates import RateLimit, address_of, key_of
from api.http.request_limits import RequestLimits
from api.http.returns import routes as returns
from api.http.service import Service
from api.http.shops import routes as shops
from api.http.shops.signatures import KeysOfShops
from api.http.stock import allocations
from api.http.stock import routes as stock
from api.http.streams import NothingFollows
from api.http.tracking import links
from api.http.tracking import routes as tracking
from api.http.transfers import routes as transfers
from api.http.turns import Turns
from api.http.vroom import routes as vroom
from api.http.vroom.desk import VroomDesk, refusal
from api.http.webhooks import routes as webhooks
from api.http.world import World
from api.services.access.entry import Entry
from api.services.access.oidc.provider import Provider
from api.services.access.oidc.providers import Providers
from core.errors import RoundsmanError

_PARTS: Final = (
    plans,
    check,
    edits,
    files,
    events,
    addresses,
    quotes,
    shops,
    holds,
    stock,
    allocations,
    order_export,
    order_routes,
    returns,
    lockers,
    transfers,
    all_events,
    webhooks,
    operation_routes,
    imports,
    network_routes,
    classical,
    equipment,
    kpis,
    settle,
    locate,
    publish,
    tracking,
    links,
    fleet,
    instances,
    vroom,
    keys,
    users,
    people,
    audit,
    sessions,
    oidc,
    health,
    error_pages,
)


def create_app(world: World) -> FastAPI:
    """Return the server of `world`; its plans are open from its start to its shutdown."""
    # The documentation page that comes with FastAPI loads its scripts from elsewhere.
    app = FastAPI(title="Roundsman", lifespan=_lifespan, docs_url=None, redoc_url=None)
    app.state.world = world
    app.state.service = Service(world)
    app.state.saleor_keys = KeysOfShops(world.outbound, world.resolve)
    app.state.providers = Providers(lambda it: Provider(it, world.outbound, world.resolve, world.clock))
    app.state.attempts = Attempts()
    app.state.quote_turns = Turns(world.settings.quotes_at_once, _many_quotes)
    app.state.desk = Desk(most_waiting=world.settings.queue_size)
    app.state.vroom = VroomDesk(world, app.state.desk)
    app.router.routes.extend(_routes())
    if world.page is not None:
        app.router.routes.extend(page_routes(world.page))
    operations = operations_of(app.routes)
    _guard(app, world, operations)
    _describe(app, operations)
    return app


def _many_quotes() -> TooManyRequests:
    return TooManyRequests("The server works on as many quotes as it can.", retry_after=1)


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Return the routes of all parts: the same for every world, so that what they need is worked out once."""
    routers = (*(module.router for module in _PARTS), files.formats_router())
    # Not by `include_router`, which keeps routers within routers and asks one after the other each time.
    return tuple(route for each in routers for route in each.routes)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    await run_sync(app.state.service.open)
    try:
        yield
    finally:
        await run_sync(app.state.service.close)


def _guard(app: FastAPI, world: World, operations: list[Operation]) -> None:
    """Put the guards around `app`; the last one added is passed first."""
    install(app)
    app.add_exception_handler(NothingFollows, _nothing_follows)
    settings = world.settings
    app.add_middleware(
        RequestLimits,
        most_bytes=settings.max_body_bytes,
        body_s=settings.body_s,
        at_once=settings.requests_at_once,
        answer=_refused,
    )
    per_minute = settings.requests_per_minute
    app.add_middleware(RateLimit, name="key", of=key_of, most=per_minute, answer=_refused)
    app.add_middleware(
        Gate,
        operations=operations,
        entry=Entry(world.store, world.clock, always=settings.keys == "always"),
        this_computer_only=world.this_computer_only,
    )
    attempts = min(per_minute, sessions.SIGN_INS_PER_MINUTE)
    app.add_middleware(RateLimit, name="address", of=sessions.sign_in_of, most=attempts, answer=_refused)
    app.add_middleware(RateLimit, name="address", of=address_of, most=per_minute, answer=_refused)
    app.add_middleware(OwnHost, hosts=LOOPBACK | frozenset(settings.allowed_hosts))
    app.add_middleware(LastResort)
    app.add_middleware(Gzip)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Observed, meters=world.meters, traces=world.traces)


def _refused(scope: Scope, error: RoundsmanError, *, headers: Mapping[str, str] | None = None) -> Response:
    """Return a refusal in the form that callers of the address expect."""
    if scope["method"] == "POST" and scope["path"] in vroom.ADDRESSES:
        return refusal(error, headers=headers)
    return problem(error, headers=headers)


def _nothing_follows(_: Request, __: Exception) -> Response:
    return Response(status_code=204)


def _describe(app: FastAPI, operations: list[Operation]) -> None:
    """Have /openapi.json serve our description, made at the first call."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(app, operations)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
