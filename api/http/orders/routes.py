"""Orders: take them, list them, look at one, and tell what happens to it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Response

from api.http.access.needs import needs
from api.http.access.sight import SightDep
from api.http.bodies import require_json
from api.http.moments import Day
from api.http.orders.life_schemas import OrderEventIn, OrderOut
from api.http.orders.schemas import (
    ArrangeIn,
    KeptOrderOut,
    KeptOrdersOut,
    OrderCancelIn,
    OrdersIn,
    PlacedOut,
)
from api.http.paging import PageSize, PageToken, page_of
from api.http.responses import problems
from api.http.revisions import etag_of, required, seen_revision
from api.http.world import World, WorldDep
from api.services.access.scopes import Scope
from api.services.locate_orders import place_located, rule_faults
from api.services.order_rules import modes_known, order_rules, refuse_ahead, refuse_arrangement
from core.errors import InvalidInput
from data.store.order_rows import OrderChanged
from orders.life_cycle import Event, State

router = APIRouter(prefix="/v1/orders", tags=["orders"])

OrderId = Annotated[str, Path(max_length=36, examples=["0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]
IfMatch = Annotated[
    str,
    Header(max_length=100, description="The ETag that the order had when it was looked at, or *; required."),
]


@router.post(
    "",
    operation_id="place_orders",
    summary="Take one order or many",
    status_code=201,
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses={
        200: {"model": PlacedOut, "description": "All of them were there already."},
        **problems(403, 415, 422, 503),
    },
)
def place_orders(
    sent: OrdersIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    idempotency_key: Annotated[
        str, Header(max_length=255, description="The same key with the same orders has one effect.")
    ] = "",
) -> PlacedOut:
    """Keep all orders or, unless partial, none; the same again has no second effect."""
    made, faults = sent.read()
    rules = order_rules(world.store, modes_known(world.quotes), world.clock())
    places = {each.id: f"/orders/{number}" for number, each in sent.sold.items()}
    faults += sent.unsold(rules, {each.id for each in made})
    if faults and not (sent.partial and made):
        wrong = rule_faults(world.store, made, source=sent.source, where=places, rules=rules)
        raise InvalidInput(
            "None of the orders is kept.", faults=[*faults, *(it for found in wrong.values() for it in found)]
        )
    placed, lost = place_located(
        world.store,
        world.addresses,
        made,
        source=sent.source,
        now=world.clock(),
        where=places,
        rules=rules,
        key=idempotency_key,
        partial=sent.partial,
    )
    faults += lost
    if not placed.new:
        response.status_code = 200
    seen = replace(placed, orders=tuple(sight.order(each) for each in placed.orders))
    return PlacedOut.of(seen, faults)


@router.get(
    "",
    operation_id="list_orders",
    summary="List orders, newest first",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(422, 503),
)
def list_orders(
    world: WorldDep,
    sight: SightDep,
    state: Annotated[State | None, Query(description="Only those in this state.")] = None,
    day: Annotated[Day | None, Query(description="Only those wanted on this day.")] = None,
    review: Annotated[
        bool | None, Query(description="Only those whose address somebody has to look at, or the others.")
    ] = None,
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> KeptOrdersOut:
    """Return one page of the orders that the database holds."""
    page, token = page_of(
        partial(world.store.orders.some, state=state, day=day, review=review), page_size, page_token
    )
    return KeptOrdersOut(orders=[KeptOrderOut.of(sight.order(each)) for each in page], next_page_token=token)


@router.get(
    "/{order_id}",
    operation_id="get_order",
    summary="An order and its events",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(404, 422, 503),
)
def get_order(order_id: OrderId, world: WorldDep, sight: SightDep, response: Response) -> OrderOut:
    """Return an order as it is now; its ETag is needed to change it."""
    kept, life = world.store.orders.whole(order_id)
    response.headers["ETag"] = etag_of(kept.revision)
    rounds = world.store.published.rounds_of([order_id]).get(order_id, ())
    return OrderOut.whole(sight.order(kept), sight.life(life), rounds)


@router.post(
    "/{order_id}/events",
    operation_id="add_order_event",
    summary="Tell what happened to an order",
    dependencies=[needs(Scope.ORDERS_EVENTS), Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def add_order_event(
    order_id: OrderId,
    told: OrderEventIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    if_match: IfMatch = "",
) -> KeptOrderOut:
    """Move an order on by a step that may follow; the same event again has no second effect."""
    event = told.event(order_id)
    refuse_ahead(event.at, world.clock())
    return _advanced(world, sight, response, event, if_match, private=told.private())


@router.post(
    "/{order_id}:cancel",
    operation_id="cancel_order",
    summary="Cancel an order",
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def cancel_order(
    order_id: OrderId,
    why: OrderCancelIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    if_match: IfMatch = "",
) -> KeptOrderOut:
    """Cancel an order that is not on a vehicle yet; one that is cancelled stays so."""
    kept = world.store.orders.one(order_id)
    if kept.state is State.CANCELLED and if_match:
        response.headers["ETag"] = etag_of(kept.revision)
        return KeptOrderOut.of(sight.order(kept))
    # What was told last may be ahead of our clock, as clocks of devices are; this comes after it.
    at = max(world.clock(), kept.since)
    event = Event(id="cancelled", order=order_id, state=State.CANCELLED, at=at, reason=why.reason)
    return _advanced(world, sight, response, event, if_match)


@router.post(
    "/{order_id}:arrange",
    operation_id="arrange_order",
    summary="Have an order come on another day or to another place",
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def arrange_order(
    order_id: OrderId,
    wanted: ArrangeIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    if_match: IfMatch = "",
) -> KeptOrderOut:
    """Arrange another day, window or place for an order that waits; the same again has no second effect."""
    arranged = wanted.arranged(world.clock())
    rules = order_rules(world.store, modes_known(world.quotes), world.clock())
    refuse_arrangement(world.store, rules, order_id, arranged)
    seen = revision_of(world, order_id, if_match)
    kept = world.store.order_plans.arrange(order_id, arranged, revision=seen)
    response.headers["ETag"] = etag_of(kept.revision)
    return KeptOrderOut.of(sight.order(kept))


def _advanced(
    world: WorldDep,
    sight: SightDep,
    response: Response,
    event: Event,
    if_match: str,
    *,
    private: Mapping[str, Any] | None = None,
) -> KeptOrderOut:
    revision = revision_of(world, event.order, if_match)
    kept = world.store.orders.advance(event, revision=revision, now=world.clock(), private=private)
    response.headers["ETag"] = etag_of(kept.revision)
    return KeptOrderOut.of(sight.order(kept))


def revision_of(world: World, order_id: str, if_match: str) -> int:
    """Return the revision that a caller has seen; * stands for the one that the order has now."""
    revision = seen_revision(required(if_match))
    if revision is None:
        return world.store.orders.one(order_id).revision
    if revision < 0:
        raise OrderChanged(f"No revision of an order is called {if_match}.")
    return revision
