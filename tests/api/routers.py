"""Routes that are worked out once a process: for each server anew, that is most of what its start takes."""

from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from api.http import app as product


class SharingRoutes(FastAPI):
    """An application like any other that takes over what the routers of modules came to before."""

    def include_router(self, router: APIRouter, **options: Any) -> None:
        """Take the routes of a router; one that is made for this application alone is included as ever."""
        shared = None if options else _shared().get(id(router))
        if shared is None:
            super().include_router(router, **options)
        else:
            self.router.routes.extend(shared)


def share_routes() -> None:
    """Have every server of this process share its routes; programs that tests start have their own."""
    product.FastAPI = SharingRoutes  # type: ignore[attr-defined]


@cache
def _shared() -> dict[int, list[BaseRoute]]:
    """Return the routes by the identity of their router, which is there as long as its module is."""
    return {id(module.router): _routes_of(module.router) for module in product._PARTS}


def _routes_of(router: APIRouter) -> list[BaseRoute]:
    holder = APIRouter()
    holder.include_router(router)
    return holder.routes
