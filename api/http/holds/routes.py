"""Holds: keep an option, look at it, make an order of it, or give it back."""

from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Response

from api.http.access.needs import needs
from api.http.access.sight import SightDep
from api.http.bodies import require_json
from api.http.holds.schemas import ConfirmedOut, HoldConfirmIn, HoldIn, HoldOut, HoldsOut
from api.http.paging import PageSize, PageToken, page_of
from api.http.problems import MEDIA_TYPE, problem
from api.http.quotes.schemas import QuoteOut
from api.http.responses import problems, schema
from api.http.world import World, WorldDep
from api.services.access.scopes import Scope
from api.services.hold_option import HoldDesk
from api.services.settle_hold import cancel, confirm
from core.errors import NotFound
from orders.holds.problems import OfferGone

router = APIRouter(prefix="/v1/holds", tags=["holds"])

HoldId = Annotated[str, Path(max_length=36, examples=["0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]


def _declared(*statuses: int) -> dict[int | str, dict[str, Any]]:
    conflict = {"description": "Conflict", "content": {MEDIA_TYPE: {"schema": schema("HoldProblemOut")}}}
    return {**problems(*statuses), 409: conflict}


@router.post(
    "",
    operation_id="hold_option",
    summary="Hold an option of a quote",
    status_code=201,
    response_model=HoldOut,
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses={
        200: {"model": HoldOut, "description": "It was held already, by the same request."},
        **_declared(403, 404, 415, 422, 503),
    },
)
def hold_option(
    asked: HoldIn,
    world: WorldDep,
    response: Response,
    idempotency_key: Annotated[
        str, Header(max_length=255, description="The same key with the same token has one effect.")
    ] = "",
) -> HoldOut | Response:
    """Keep stock, slot and compartment of an option together, or nothing.

    Where somebody was faster, the problem `offer-gone` says what is gone, and its `quote` what is possible.
    """
    desk, now = desk_of(world), world.clock()
    try:
        held = desk.hold(asked.token, now=now, key=idempotency_key)
    except OfferGone as gone:
        quote = QuoteOut.of(desk.again(asked.token, now=now))
        return problem(gone, more={"quote": quote.model_dump(mode="json")})
    if held.again:
        response.status_code = 200
    return HoldOut.of(held.hold, now)


@router.get(
    "",
    operation_id="list_holds",
    summary="List holds, newest first",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(422, 503),
)
def list_holds(
    world: WorldDep,
    open_only: Annotated[bool, Query(description="Only those that can still be confirmed.")] = False,
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> HoldsOut:
    """Return one page of the holds that the database has."""
    now = world.clock()
    some = partial(world.store.holds.some, now, open_only=open_only)
    page, token = page_of(some, page_size, page_token)
    return HoldsOut(holds=[HoldOut.of(each, now) for each in page], next_page_token=token)


@router.get(
    "/{hold_id}",
    operation_id="get_hold",
    summary="A hold as it is now",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(404, 422, 503),
)
def get_hold(hold_id: HoldId, world: WorldDep) -> HoldOut:
    """Return a hold; one whose moment is over is expired, also where nobody has written that down yet."""
    now = world.clock()
    return HoldOut.of(world.store.holds.one(hold_id, now), now)


@router.post(
    "/{hold_id}:confirm",
    operation_id="confirm_hold",
    summary="Make an order of a hold",
    status_code=201,
    response_model=ConfirmedOut,
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses={
        200: {"model": ConfirmedOut, "description": "It had become this order before."},
        **_declared(403, 404, 415, 422, 503),
    },
)
def confirm_hold(
    hold_id: HoldId, said: HoldConfirmIn, world: WorldDep, sight: SightDep, response: Response
) -> ConfirmedOut | Response:
    """Look once more at cut-off, price and plan, and make an order of the hold, exactly once."""
    now = world.clock()
    confirmed = confirm(desk_of(world), hold_id, said.confirmation(), now=now)
    if confirmed.again:
        response.status_code = 200
    return ConfirmedOut.of(replace(confirmed, order=sight.order(confirmed.order)), now)


@router.post(
    "/{hold_id}:cancel",
    operation_id="cancel_hold",
    summary="Give back what a hold keeps",
    dependencies=[needs(Scope.ORDERS_WRITE)],
    responses=_declared(403, 404, 422, 503),
)
def cancel_hold(hold_id: HoldId, world: WorldDep) -> HoldOut:
    """Give back stock, slot and compartment; a hold that was cancelled stays so."""
    now = world.clock()
    return HoldOut.of(cancel(world.store, hold_id, now=now), now)


def desk_of(world: World) -> HoldDesk:
    """Return who holds; raise `NotFound` where the server has no delivery modes."""
    if world.quotes is None:
        raise NotFound("This server has no delivery modes; `roundsman serve --modes FOLDER` gives them.")
    return HoldDesk(quotes=world.quotes, store=world.store)
