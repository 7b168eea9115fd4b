"""Parcel lockers: banks as they are, deposits, codes, other banks, and what is out of service."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response

from api.http.access.needs import needs
from api.http.access.sight import SightDep
from api.http.bodies import require_json
from api.http.lockers.schemas import (
    BankOut,
    BanksOut,
    BringBackIn,
    CodeIn,
    CodeOut,
    CollectIn,
    DepositIn,
    FetchIn,
    LockerEventOut,
    MoveIn,
    ParcelLifeOut,
    ParcelOut,
    ParcelsOut,
    ServiceIn,
    SubstituteOut,
    SubstitutesOut,
)
from api.http.paging import PageSize, PageToken, page_of
from api.http.problems import MEDIA_TYPE, problem
from api.http.responses import problems, schema
from api.http.world import World, WorldDep
from api.services.access.scopes import Scope
from api.services.locker_rooms import bank_named, banks_now, banks_of, substitutes
from core.errors import NotFound
from data.store.lockers.deposit import Deposit
from orders.lockers.parcel import LockerParcel, ParcelState
from orders.lockers.problems import LockerFull, LockerOut
from orders.lockers.room import Outage

router = APIRouter(prefix="/v1/lockers", tags=["lockers"])

BankId = Annotated[str, Path(max_length=100, examples=["station"])]
OrderId = Annotated[str, Path(max_length=36, examples=["0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]


def _conflicts(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {MEDIA_TYPE: {"schema": schema("LockerProblemOut")}}
    return {**problems(*statuses), 409: {"description": "The locker cannot do this now.", "content": content}}


@router.get(
    "/parcels",
    operation_id="list_locker_parcels",
    summary="List parcels in lockers, and those on their way to one",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(422, 503),
)
def list_parcels(
    world: WorldDep,
    bank: Annotated[str, Query(max_length=100, description="Only those of this bank.")] = "",
    state: Annotated[ParcelState | None, Query(description="Only those in this state.")] = None,
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> ParcelsOut:
    """Return one page of parcels, those of the latest moment first."""
    some = partial(world.store.lockers.some, bank=bank, states=[] if state is None else [state])
    page, token = page_of(partial(_listed, some), page_size, page_token)
    return ParcelsOut(parcels=[ParcelOut.of(each.parcel) for each in page], next_page_token=token)


@router.get(
    "/parcels/{order_id}",
    operation_id="get_locker_parcel",
    summary="The parcel of an order, and what happened to it",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(404, 422, 503),
)
def get_parcel(order_id: OrderId, world: WorldDep, sight: SightDep) -> ParcelLifeOut:
    """Return a parcel as it is now; its code is told to nobody."""
    parcel, events = world.store.lockers.one(order_id)
    told = ParcelOut.of(parcel).model_dump()
    return ParcelLifeOut(
        **told, events=[LockerEventOut.of(replace(each, note=sight.words(each.note))) for each in events]
    )


@router.post(
    "/parcels/{order_id}:move",
    operation_id="move_locker_parcel",
    summary="Have a parcel go to another bank",
    response_model=ParcelOut,
    dependencies=[needs(Scope.TRACKING_WRITE), Depends(require_json)],
    responses=_conflicts(403, 404, 415, 422, 503),
)
def move_parcel(order_id: OrderId, wanted: MoveIn, world: WorldDep) -> ParcelOut | Response:
    """Take a compartment there and give the other back, both or neither; again without effect."""
    bank = bank_named(banks_of(world.quotes), wanted.bank)
    try:
        return ParcelOut.of(world.store.lockers.move(order_id, bank, world.clock()))
    except (LockerFull, LockerOut) as refused:
        return _refused(refused, world, order_id, bank.id)


@router.post(
    "/parcels/{order_id}:code",
    operation_id="new_locker_code",
    summary="Make a new pickup code",
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def new_code(order_id: OrderId, wanted: CodeIn, world: WorldDep) -> CodeOut:
    """Make a new code for a parcel that waits; the one before opens nothing any more."""
    to_caller = wanted.tell == "caller"
    bank = banks_of(world.quotes).get(world.store.lockers.one(order_id)[0].bank)
    code = world.store.lockers.new_code(order_id, world.clock(), bank=bank, tell=not to_caller)
    parcel = ParcelOut.of(world.store.lockers.one(order_id)[0])
    return CodeOut(parcel=parcel, code=code.shown if to_caller else None)


@router.post(
    "/parcels/{order_id}:fetch",
    operation_id="fetch_locker_parcel",
    summary="Take a parcel out that was not collected",
    dependencies=[needs(Scope.TRACKING_WRITE), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def fetch_parcel(order_id: OrderId, told: FetchIn, world: WorldDep) -> ParcelOut:
    """Free its compartment; its order is returned from then on. Again without effect."""
    now = world.clock()
    kept = world.store.lockers.fetch(
        order_id, at=_at(told.at, now), now=now, reason=told.reason, event=told.id
    )
    return ParcelOut.of(kept)


@router.post(
    "/parcels/{order_id}:bring-back",
    operation_id="bring_back_locker_parcel",
    summary="Say that a parcel that was fetched is back at a warehouse",
    dependencies=[needs(Scope.STOCK_WRITE), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def bring_back_parcel(order_id: OrderId, told: BringBackIn, world: WorldDep) -> ParcelOut:
    """Put its goods among the returns of the warehouse, where the ledger knows them; again without effect."""
    now, at = world.clock(), _at(told.at, world.clock())
    return ParcelOut.of(world.store.lockers.bring_back(order_id, told.warehouse, at=at, now=now))


@router.get(
    "/banks",
    operation_id="list_locker_banks",
    summary="Banks of lockers as they are now",
    dependencies=[needs(Scope.FLEET_READ)],
    responses=problems(422, 503),
)
def list_banks(world: WorldDep) -> BanksOut:
    """Tell of every bank how many compartments hold something, are kept, broken and free."""
    found = banks_now(world.store, list(banks_of(world.quotes).values()), world.clock())
    return BanksOut(banks=[BankOut.of(each) for each in found])


@router.get(
    "/banks/{bank_id}",
    operation_id="get_locker_bank",
    summary="A bank of lockers as it is now",
    dependencies=[needs(Scope.FLEET_READ)],
    responses=problems(404, 422, 503),
)
def get_bank(bank_id: BankId, world: WorldDep) -> BankOut:
    """Tell how many compartments of a bank hold something, are kept, broken and free."""
    return _bank(world, bank_id)


@router.put(
    "/banks/{bank_id}/service",
    operation_id="set_locker_service",
    summary="Take a bank or compartment out of service, or put it in again",
    dependencies=[needs(Scope.FLEET_WRITE), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 503),
)
def set_service(bank_id: BankId, told: ServiceIn, world: WorldDep) -> BankOut:
    """Have nothing promised or put into what is out of service; what lies there can still be collected."""
    bank_named(banks_of(world.quotes), bank_id)
    now = world.clock()
    if told.in_service:
        world.store.lockers.put_in(bank_id, told.compartment, now)
    else:
        outage = Outage(
            bank=bank_id,
            compartment=told.compartment,
            reason=told.reason,
            since=now,
            until=told.until,
        )
        world.store.lockers.take_out(outage, now)
    return _bank(world, bank_id)


@router.get(
    "/banks/{bank_id}/substitutes",
    operation_id="locker_substitutes",
    summary="Banks near by that take a parcel now",
    dependencies=[needs(Scope.TRACKING_READ)],
    responses=problems(404, 422, 503),
)
def get_substitutes(
    bank_id: BankId,
    order_id: Annotated[str, Query(max_length=36, description="Our id of the order.")],
    world: WorldDep,
) -> SubstitutesOut:
    """Tell where the parcel of an order can go instead, with distance and compartment."""
    return SubstitutesOut(substitutes=_substitutes(world, order_id, bank_id))


@router.post(
    "/banks/{bank_id}/deposits",
    operation_id="deposit_parcel",
    summary="Put a parcel into a bank",
    status_code=201,
    response_model=ParcelOut,
    dependencies=[needs(Scope.TRACKING_WRITE), Depends(require_json)],
    responses={
        200: {"model": ParcelOut, "description": "It lay there already."},
        **_conflicts(403, 404, 415, 422, 503),
    },
)
def deposit(bank_id: BankId, told: DepositIn, world: WorldDep, response: Response) -> ParcelOut | Response:
    """Give the parcel of an order a compartment and its recipient a code; the same again has no effect."""
    now = world.clock()
    deposited = Deposit(
        bank=bank_id,
        at=_at(told.at, now),
        compartment=told.compartment,
        event=told.id,
        tables=banks_of(world.quotes),
    )
    try:
        kept = world.store.lockers.deposit(told.order_id, deposited, now)
    except (LockerFull, LockerOut) as refused:
        return _refused(refused, world, told.order_id, bank_id)
    if kept.again:
        response.status_code = 200
    return ParcelOut.of(kept.parcel)


@router.post(
    "/banks/{bank_id}/collections",
    operation_id="collect_parcel",
    summary="Open a compartment with a code",
    dependencies=[needs(Scope.ORDERS_EVENTS), Depends(require_json)],
    responses=_conflicts(403, 415, 422, 503),
)
def collect(bank_id: BankId, typed: CollectIn, world: WorldDep) -> ParcelOut:
    """Tell which compartment opens; a code opens once, and a few wrong ones block the compartment a while."""
    found = world.store.lockers.collect(bank_id, typed.code, now=world.clock(), event=typed.id)
    return ParcelOut.of(found.parcel)


class _Listed:
    """A parcel with what pages need of it."""

    def __init__(self, parcel: LockerParcel) -> None:
        self.parcel, self.id, self.created = parcel, parcel.id, parcel.at


def _listed(some: partial[list[LockerParcel]], *, after: tuple[int, str] | None, most: int) -> list[_Listed]:
    return [_Listed(each) for each in some(after=after, most=most)]


def _bank(world: World, bank_id: str) -> BankOut:
    bank = bank_named(banks_of(world.quotes), bank_id)
    return BankOut.of(banks_now(world.store, [bank], world.clock())[0])


def _substitutes(world: World, order_id: str, bank_id: str) -> list[SubstituteOut]:
    if world.quotes is None:
        raise NotFound("This server has no delivery modes; `roundsman serve --modes FOLDER` gives them.")
    kept, modes = world.store.orders.one(order_id), world.quotes.current().modes
    return [SubstituteOut.of(each) for each in substitutes(world.store, modes, kept, bank_id, world.clock())]


def _refused(refused: LockerFull | LockerOut, world: World, order_id: str, bank_id: str) -> Response:
    """Return why there is no room, with the banks near by that have some."""
    near = _substitutes(world, order_id, bank_id) if bank_id in banks_of(world.quotes) else []
    return problem(refused, more={"substitutes": [each.model_dump(mode="json") for each in near]})


def _at(told: datetime | None, now: datetime) -> datetime:
    return now if told is None else told
