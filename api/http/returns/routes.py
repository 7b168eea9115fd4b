"""Returns: ask for one, list them, tell what happens to the goods, and decide about the money."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Response

from api.http.access.needs import needs
from api.http.access.sight import SightDep
from api.http.bodies import require_json
from api.http.moments import Day
from api.http.paging import PageSize, PageToken, page_of
from api.http.responses import problems
from api.http.returns.schemas import (
    ExchangeIn,
    ReturnDecisionIn,
    ReturnEventIn,
    ReturnIn,
    ReturnOut,
    ReturnsOut,
)
from api.http.revisions import etag_of, required, seen_revision
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from api.services.exchange_return import exchange_return as exchanged
from api.services.order_rules import modes_known, order_rules, refuse_ahead, refuse_pickup
from data.store.returns.rows import KeptReturn
from orders.returns.event import ReturnStep

router = APIRouter(prefix="/v1/returns", tags=["returns"])

ReturnId = Annotated[str, Path(max_length=36, examples=["0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]
IfMatch = Annotated[
    str, Header(max_length=100, description="The ETag that the return had when it was looked at; required.")
]


@router.post(
    "",
    operation_id="ask_return",
    summary="Ask for a return",
    status_code=201,
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses={
        200: {"model": ReturnOut, "description": "It was there already."},
        **problems(403, 404, 415, 422, 503),
    },
)
def ask_return(
    wanted: ReturnIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    idempotency_key: Annotated[
        str, Header(max_length=255, description="The same key with the same return has one effect.")
    ] = "",
) -> ReturnOut:
    """Keep a return of pieces that were delivered; the same number or key again has no second effect."""
    kept = world.store.returns.ask(
        wanted.order_id,
        [each.line() for each in wanted.lines],
        way=wanted.way,
        now=world.clock(),
        at=wanted.at,
        number=wanted.number,
        key=idempotency_key,
    )
    if not kept.new:
        response.status_code = 200
    return _told(kept, sight, response)


@router.get(
    "",
    operation_id="list_returns",
    summary="List returns, newest first",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(422, 503),
)
def list_returns(
    world: WorldDep,
    sight: SightDep,
    state: Annotated[ReturnStep | None, Query(description="Only those in this state.")] = None,
    order_id: Annotated[str, Query(max_length=36, description="Only those of this order.")] = "",
    day: Annotated[Day | None, Query(description="Only those that a vehicle fetches on this day.")] = None,
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> ReturnsOut:
    """Return one page of the returns that the database holds."""
    some = partial(world.store.returns.some, state=state, order_id=order_id, day=day)
    page, token = page_of(some, page_size, page_token)
    return ReturnsOut(returns=[ReturnOut.of(sight.returned(each)) for each in page], next_page_token=token)


@router.get(
    "/{return_id}",
    operation_id="get_return",
    summary="A return and its events",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(404, 422, 503),
)
def get_return(return_id: ReturnId, world: WorldDep, sight: SightDep, response: Response) -> ReturnOut:
    """Return a return as it is now; its ETag is needed to change it."""
    return _told(world.store.returns.one(return_id), sight, response)


@router.post(
    "/{return_id}/events",
    operation_id="add_return_event",
    summary="Tell what happened to the goods of a return",
    dependencies=[needs(Scope.ORDERS_EVENTS), Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def add_return_event(
    return_id: ReturnId,
    told: ReturnEventIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    if_match: IfMatch = "",
) -> ReturnOut:
    """Move a return on, with its goods in the stock ledger; the same event again has no second effect."""
    now, revision = world.clock(), _revision(world, return_id, if_match)
    event = told.event(return_id, now)
    refuse_ahead(event.at, now)
    refuse_pickup(world.store, order_rules(world.store, modes_known(world.quotes), now), event)
    kept = world.store.returns.advance(event, revision=revision, now=now)
    return _told(kept, sight, response)


@router.post(
    "/{return_id}:decide",
    operation_id="decide_return",
    summary="Approve, refuse, refund, close or cancel a return",
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def decide_return(
    return_id: ReturnId,
    said: ReturnDecisionIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    if_match: IfMatch = "",
) -> ReturnOut:
    """Decide about a return; a refund moves no goods, and never is more than was paid."""
    now, revision = world.clock(), _revision(world, return_id, if_match)
    kept = world.store.returns.advance(said.event(return_id, now), revision=revision, now=now)
    return _told(kept, sight, response)


@router.post(
    "/{return_id}:exchange",
    operation_id="exchange_return",
    summary="Take a new order in exchange for a return",
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def exchange_return(
    return_id: ReturnId,
    wanted: ExchangeIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    if_match: IfMatch = "",
) -> ReturnOut:
    """Keep the new order and note it with the return, both or neither; what is exchanged is not refunded.

    The new order is of the same customer and goes to the same place where it does not say otherwise.
    """
    kept = exchanged(
        world.store,
        return_id,
        wanted.order.order(),
        event_id=wanted.id,
        revision=_revision(world, return_id, if_match),
        rules=order_rules(world.store, modes_known(world.quotes), world.clock()),
        desk=world.addresses,
        now=world.clock(),
    )
    return _told(kept, sight, response)


def _told(kept: KeptReturn, sight: SightDep, response: Response) -> ReturnOut:
    response.headers["ETag"] = etag_of(kept.revision)
    return ReturnOut.of(sight.returned(kept))


def _revision(world: WorldDep, return_id: str, if_match: str) -> int:
    """Return the revision that a caller has seen; * stands for the one that it has now."""
    seen = seen_revision(required(if_match))
    return world.store.returns.one(return_id).revision if seen is None else seen
