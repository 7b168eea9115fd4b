"""Orders: take them, list them, look at one, and tell what happens to it."""

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Response

from api.http.errors import PreconditionRequired
from api.http.order_schemas import (
    KeptOrderOut,
    KeptOrdersOut,
    OrderCancelIn,
    OrderEventIn,
    OrderOut,
    OrdersIn,
    PlacedOut,
)
from api.http.paging import page_of
from api.http.plans import require_json
from api.http.responses import problems
from api.http.world import WorldDep
from core.errors import InvalidInput
from data.store.order_rows import KeptOrder, OrderChanged
from orders.life_cycle import Event, State

router = APIRouter(prefix="/v1/orders", tags=["orders"])

OrderId = Annotated[str, Path(max_length=36, examples=["0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]
IfMatch = Annotated[
    str, Header(max_length=100, description="The ETag that the order had when it was looked at; required.")
]


@router.post(
    "",
    operation_id="place_orders",
    summary="Take one order or many",
    status_code=201,
    dependencies=[Depends(require_json)],
    responses={
        200: {"model": PlacedOut, "description": "All of them were there already."},
        **problems(403, 415, 422, 503),
    },
)
def place_orders(
    sent: OrdersIn,
    world: WorldDep,
    response: Response,
    idempotency_key: Annotated[
        str, Header(max_length=255, description="The same key with the same orders has one effect.")
    ] = "",
) -> PlacedOut:
    """Keep all orders or, unless partial, none; the same again has no second effect."""
    made, faults = sent.read()
    if faults and not (sent.partial and made):
        raise InvalidInput("None of the orders is kept.", faults=faults)
    placed = world.store.orders.place(
        made, source=sent.source, now=world.clock(), key=idempotency_key, partial=sent.partial
    )
    if not placed.new:
        response.status_code = 200
    return PlacedOut.of(placed, faults)


@router.get("", operation_id="list_orders", summary="List orders, newest first", responses=problems(422, 503))
def list_orders(
    world: WorldDep,
    state: Annotated[State | None, Query(description="Only those in this state.")] = None,
    day: Annotated[date | None, Query(description="Only those wanted on this day.")] = None,
    page_size: Annotated[int, Query(ge=1, le=500)] = 50,
    page_token: Annotated[
        str, Query(max_length=200, description="The next_page_token of the page before.")
    ] = "",
) -> KeptOrdersOut:
    """Return one page of the orders that the database holds."""
    page, token = page_of(partial(world.store.orders.some, state=state, day=day), page_size, page_token)
    return KeptOrdersOut(orders=[KeptOrderOut.of(each) for each in page], next_page_token=token)


@router.get(
    "/{order_id}",
    operation_id="get_order",
    summary="An order and its events",
    responses=problems(404, 422, 503),
)
def get_order(order_id: OrderId, world: WorldDep, response: Response) -> OrderOut:
    """Return an order as it is now; its ETag is needed to change it."""
    kept, life = world.store.orders.whole(order_id)
    response.headers["ETag"] = _etag(kept)
    return OrderOut.whole(kept, life)


@router.post(
    "/{order_id}/events",
    operation_id="add_order_event",
    summary="Tell what happened to an order",
    dependencies=[Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def add_order_event(
    order_id: OrderId, told: OrderEventIn, world: WorldDep, response: Response, if_match: IfMatch = ""
) -> KeptOrderOut:
    """Move an order on by a step that may follow; the same event again has no second effect."""
    return _advanced(world, response, told.event(order_id), if_match)


@router.post(
    "/{order_id}:cancel",
    operation_id="cancel_order",
    summary="Cancel an order",
    dependencies=[Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def cancel_order(
    order_id: OrderId, why: OrderCancelIn, world: WorldDep, response: Response, if_match: IfMatch = ""
) -> KeptOrderOut:
    """Cancel an order that is not on a vehicle yet; one that is cancelled stays so."""
    kept = world.store.orders.one(order_id)
    if kept.state is State.CANCELLED and if_match:
        response.headers["ETag"] = _etag(kept)
        return KeptOrderOut.of(kept)
    event = Event(id="cancelled", order=order_id, state=State.CANCELLED, at=world.clock(), reason=why.reason)
    return _advanced(world, response, event, if_match)


def _advanced(world: WorldDep, response: Response, event: Event, if_match: str) -> KeptOrderOut:
    kept = world.store.orders.advance(event, revision=_revision(if_match), now=world.clock())
    response.headers["ETag"] = _etag(kept)
    return KeptOrderOut.of(kept)


def _etag(kept: KeptOrder) -> str:
    return f'"{kept.revision}"'


def _revision(if_match: str) -> int:
    """Return the revision that a caller has seen."""
    if not if_match.strip():
        raise PreconditionRequired("The header If-Match is missing.")
    text = if_match.strip().strip('"')
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise OrderChanged(f"No revision of an order is called {if_match}.")
    return int(text)
