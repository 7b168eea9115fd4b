"""Rates for the checkouts of Shopify and Saleor, as these ask for them."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Final, TypeVar

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Query, Request

from api.http.access.needs import open_to_all
from api.http.bodies import require_json
from api.http.errors import RatesLate
from api.http.responses import problems
from api.http.shops.signatures import check_shopify
from api.http.turns import QuoteTurns, Turns
from api.http.world import World, WorldDep
from api.services.shop_rates import rates
from api.settings import ShopSettings
from core.errors import NotFound
from data.formats.notices.texts import language_for
from data.formats.shops.saleor import read_saleor, saleor_methods
from data.formats.shops.shopify import read_shopify, shopify_rates
from data.store.tenant import DEFAULT_TENANT

router = APIRouter(prefix="/v1/shops", tags=["shops"])

ANSWER_S: Final = 2.5
"""Shopify waits 3 s where a shop has many checkouts; then the shop's backup rates are shown."""

_Answer = TypeVar("_Answer")

TenantName = Annotated[
    str, Query(max_length=36, description="Whose shop it is; the first tenant's if left out.")
]


def _door(tenant: TenantName = DEFAULT_TENANT, *, world: WorldDep) -> World:
    """Return the world of the tenant whose shop asks. The name opens nothing: its secret has to fit."""
    try:
        if tenant != DEFAULT_TENANT and world.settings_of(tenant).shops == ShopSettings():
            raise NotFound(tenant)
        return world.seen_from(world.store.of(tenant))
    except NotFound:
        raise NotFound("No shop of this tenant is known here.") from None


DoorDep = Annotated[World, Depends(_door)]
"""The world of a shop, for a route."""


@router.post(
    "/shopify/rates",
    operation_id="shopify_rates",
    summary="Rates for a checkout of Shopify",
    dependencies=[open_to_all(), Depends(require_json)],
    responses=problems(401, 403, 404, 413, 415, 422, 503),
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
    },
)
async def shopify(
    request: Request,
    world: DoorDep,
    turns: QuoteTurns,
    x_shopify_hmac_sha256: Annotated[
        str, Header(max_length=200, description="Base64 of the HMAC-SHA256 of the body by the app's secret.")
    ] = "",
    accept_language: Annotated[
        str, Header(max_length=1_000, description="Counts where the body has no locale.")
    ] = "",
) -> dict[str, Any]:
    """Answer the callback of a CarrierService; problems make Shopify show the shop's backup rates."""
    body = await request.body()
    check_shopify(_settings(world), x_shopify_hmac_sha256, body)
    return await _in_time(turns, partial(_for_shopify, world, body, accept_language))


@router.post(
    "/saleor/shipping-methods",
    operation_id="saleor_shipping_methods",
    summary="Shipping methods for a checkout of Saleor",
    dependencies=[open_to_all(), Depends(require_json)],
    responses=problems(401, 403, 404, 413, 415, 422, 503),
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": {}}}}},
)
async def saleor(
    request: Request,
    world: DoorDep,
    turns: QuoteTurns,
    saleor_signature: Annotated[
        str,
        Header(max_length=10_000, description="JWS (RS256) without the body, or hexadecimal HMAC-SHA256."),
    ] = "",
) -> list[dict[str, Any]]:
    """Answer SHIPPING_LIST_METHODS_FOR_CHECKOUT; without an address there are no methods yet."""
    body = await request.body()
    keys = request.app.state.saleor_keys.of(world.store.tenant, _settings(world))
    await run_sync(partial(keys.check, saleor_signature, body))
    return await _in_time(turns, partial(_for_saleor, world, body))


def _settings(world: World) -> ShopSettings:
    return world.settings_of(world.store.tenant).shops


async def _in_time(turns: Turns, work: Callable[[], _Answer]) -> _Answer:
    try:
        with turns.one(), anyio.fail_after(ANSWER_S):
            return await run_sync(work, abandon_on_cancel=True, limiter=turns.limiter)
    except TimeoutError:
        raise RatesLate(f"The rates were not there within {ANSWER_S} s.") from None


def _for_shopify(world: World, body: bytes, accepted: str) -> dict[str, Any]:
    asked = read_shopify(body, accepted)
    if not asked.lines:
        return {"rates": []}
    quote, found = rates(
        asked, quotes=world.quotes, addresses=world.addresses, now=world.clock(), store=world.store
    )
    return shopify_rates(found, quote.currency, language_for(asked.language))


def _for_saleor(world: World, body: bytes) -> list[dict[str, Any]]:
    asked = read_saleor(body)
    if asked is None:
        return []
    quote, found = rates(
        asked, quotes=world.quotes, addresses=world.addresses, now=world.clock(), store=world.store
    )
    return saleor_methods(found, quote.currency, quote.at)
