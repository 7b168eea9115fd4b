"""Transfers: stock that goes from one warehouse to another."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.moments import Day
from api.http.paging import PageSize, PageToken, page_of
from api.http.responses import problems
from api.http.transfers.schemas import (
    TransferCameIn,
    TransferCancelIn,
    TransferIn,
    TransferLifeOut,
    TransferMomentIn,
    TransferOut,
    TransfersOut,
    life_out,
)
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from inventory.transfers import TransferState

router = APIRouter(prefix="/v1/transfers", tags=["stock"])

TransferId = Annotated[str, Path(max_length=36, examples=["0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]


@router.post(
    "",
    operation_id="request_transfer",
    summary="Ask for stock to go to another warehouse",
    status_code=201,
    dependencies=[needs(Scope.STOCK_WRITE), Depends(require_json)],
    responses={
        200: {"model": TransferOut, "description": "It was there already."},
        **problems(403, 415, 422, 503),
    },
)
def request_transfer(wanted: TransferIn, world: WorldDep, response: Response) -> TransferOut:
    """Promise the units at the source and expect them at the target; the same number again has no effect."""
    lines = [each.line() for each in wanted.lines]
    found, again = world.store.transfers.request(
        wanted.number, wanted.source, wanted.target, wanted.day, lines, now=world.clock()
    )
    if again:
        response.status_code = 200
    return TransferOut.of(found)


@router.get(
    "",
    operation_id="list_transfers",
    summary="List transfers, newest first",
    dependencies=[needs(Scope.STOCK_READ)],
    responses=problems(422, 503),
)
def list_transfers(
    world: WorldDep,
    state: Annotated[TransferState | None, Query(description="Only those in this state.")] = None,
    day: Annotated[Day | None, Query(description="Only those of this day.")] = None,
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> TransfersOut:
    """Return one page of transfers."""
    some = partial(world.store.transfers.some, state=state, day=day)
    page, token = page_of(some, page_size, page_token)
    return TransfersOut(transfers=[TransferOut.of(each) for each in page], next_page_token=token)


@router.get(
    "/{transfer_id}",
    operation_id="get_transfer",
    summary="A transfer and its steps",
    dependencies=[needs(Scope.STOCK_READ)],
    responses=problems(404, 422, 503),
)
def get_transfer(transfer_id: TransferId, world: WorldDep) -> TransferLifeOut:
    """Return a transfer as it is now."""
    return life_out(*world.store.transfers.one(transfer_id))


@router.post(
    "/{transfer_id}:ship",
    operation_id="ship_transfer",
    summary="Let the units of a transfer leave",
    dependencies=[needs(Scope.STOCK_WRITE), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def ship_transfer(transfer_id: TransferId, told: TransferMomentIn, world: WorldDep) -> TransferOut:
    """Move the units to in-transit/ID, what expires first first; again without effect."""
    now = world.clock()
    return TransferOut.of(world.store.transfers.ship(transfer_id, at=told.at or now, now=now))


@router.post(
    "/{transfer_id}:receive",
    operation_id="receive_transfer",
    summary="Let the units of a transfer arrive",
    dependencies=[needs(Scope.STOCK_WRITE), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def receive_transfer(transfer_id: TransferId, told: TransferCameIn, world: WorldDep) -> TransferOut:
    """Move the units into the target; what is missing goes to loss. Again without effect."""
    now = world.clock()
    found = world.store.transfers.receive(transfer_id, at=told.at or now, now=now, came=told.units())
    return TransferOut.of(found)


@router.post(
    "/{transfer_id}:cancel",
    operation_id="cancel_transfer",
    summary="Cancel a transfer",
    dependencies=[needs(Scope.STOCK_WRITE), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def cancel_transfer(transfer_id: TransferId, told: TransferCancelIn, world: WorldDep) -> TransferOut:
    """Give back what was promised; what was shipped goes back to where it came from."""
    return TransferOut.of(world.store.transfers.cancel(transfer_id, told.reason, world.clock()))
