"""Stock: what is there and can be promised, and reservations of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.moments import Day
from api.http.problems import MEDIA_TYPE, problem
from api.http.responses import problems, schema
from api.http.stock.schemas import ReservationIn, ReservationOut, ReservedOut, ShelfOut, StockOut
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from core.errors import fault, refuse
from data.store.store import Store
from inventory.ledger.move import LONGEST_NAME
from inventory.ledger.problems import StockShort
from inventory.ledger.reservation import LONGEST_ID, Reservation
from inventory.ledger.shelves import ShelfKey

router = APIRouter(prefix="/v1/stock", tags=["stock"])

Sku = Annotated[str, Query(min_length=1, max_length=LONGEST_NAME)]
ReservationId = Annotated[str, Path(max_length=LONGEST_ID, examples=["O-1001"])]


@router.get(
    "",
    operation_id="get_stock",
    summary="What is there of some SKUs",
    dependencies=[needs(Scope.STOCK_READ)],
    responses=problems(422, 503),
)
def get_stock(
    world: WorldDep,
    sku: Annotated[list[Sku], Query(min_length=1, max_length=100, description="SKUs, several times.")],
    day: Annotated[Day | None, Query(description="When units would leave; today if left out.")] = None,
) -> StockOut:
    """Return on hand, reserved, inbound and available to promise, by SKU and warehouse."""
    now = world.clock()
    asked = day or now.date()
    shelves = world.store.shelves(now, skus=sku)
    return StockOut(day=asked, shelves=[ShelfOut.of(key, each, asked) for key, each in shelves.items()])


@router.post(
    "/reservations",
    operation_id="reserve_stock",
    summary="Hold units: every line or none",
    status_code=201,
    response_model=ReservedOut,
    dependencies=[needs(Scope.STOCK_WRITE), Depends(require_json)],
    responses={
        200: {"model": ReservedOut, "description": "It was there already, by the same request."},
        **problems(403, 415, 422, 503),
        409: {"description": "Conflict", "content": {MEDIA_TYPE: {"schema": schema("StockProblemOut")}}},
    },
)
def reserve_stock(wanted: ReservationIn, world: WorldDep, response: Response) -> ReservedOut | Response:
    """Promise units for a time, or for good.

    Where too little is free, the problem `stock-short` says by line how many units can be promised; where the
    reservation of this id has ended, `reservation-over` says so. SKUs and warehouses that the ledger does not
    know are faults of the body.
    """
    now = world.clock()
    asked = wanted.wanted(now)
    answer = world.store.reservations.reserve(asked, now)
    if answer.reservation is None:
        _refuse_unknown(world.store, asked, now)
        short = StockShort(asked.lines, answer.shortages)
        shortages = [each.model_dump(mode="json") for each in ReservedOut.of(answer).shortages]
        return problem(short, more={"shortages": shortages})
    if answer.again:
        response.status_code = 200
    return ReservedOut.of(answer)


def _refuse_unknown(store: Store, asked: Reservation, now: datetime) -> None:
    """Raise `InvalidInput` for lines of SKUs that the ledger has nowhere, or not in the warehouse named."""
    shelves = store.shelves(now, skus=sorted({each.sku for each in asked.lines}))
    skus = {sku for sku, _ in shelves}
    faults = [
        fault(f"/lines/{number}", "sku", each.sku, "a SKU of the stock ledger")
        if each.sku not in skus
        else fault(f"/lines/{number}", "warehouse", each.warehouse, _where(each.sku, shelves))
        for number, each in enumerate(asked.lines)
        if (each.sku, each.warehouse) not in shelves
    ]
    refuse("Nothing is reserved.", faults)


def _where(sku: str, shelves: Iterable[ShelfKey]) -> str:
    return (
        f"a warehouse that has kept {sku}: {', '.join(sorted(name for key, name in shelves if key == sku))}"
    )


@router.get(
    "/reservations/{reservation_id}",
    operation_id="get_reservation",
    summary="A reservation as it is now",
    dependencies=[needs(Scope.STOCK_READ)],
    responses=problems(404, 422, 503),
)
def get_reservation(reservation_id: ReservationId, world: WorldDep) -> ReservationOut:
    """Return a reservation; a hold that is over is expired."""
    world.store.reservations.expire(world.clock())
    return ReservationOut.of(world.store.reservations.one(reservation_id))


@router.post(
    "/reservations/{reservation_id}:confirm",
    operation_id="confirm_reservation",
    summary="Turn a hold into a promise",
    dependencies=[needs(Scope.STOCK_WRITE)],
    responses=problems(403, 404, 422, 503),
)
def confirm_reservation(reservation_id: ReservationId, world: WorldDep) -> ReservationOut:
    """Confirm a hold; one that is confirmed stays so."""
    return ReservationOut.of(world.store.reservations.settle(reservation_id, "confirmed", world.clock()))


@router.post(
    "/reservations/{reservation_id}:release",
    operation_id="release_reservation",
    summary="Give back what is held or promised",
    dependencies=[needs(Scope.STOCK_WRITE)],
    responses=problems(403, 404, 422, 503),
)
def release_reservation(reservation_id: ReservationId, world: WorldDep) -> ReservationOut:
    """Release a reservation; one that is released stays so."""
    return ReservationOut.of(world.store.reservations.settle(reservation_id, "released", world.clock()))


@router.post(
    "/reservations/{reservation_id}:ship",
    operation_id="ship_reservation",
    summary="Let a reservation leave its warehouses",
    dependencies=[needs(Scope.STOCK_WRITE)],
    responses=problems(403, 404, 422, 503),
)
def ship_reservation(reservation_id: ReservationId, world: WorldDep) -> ReservationOut:
    """Write the moves by which it leaves, the earliest to expire first."""
    return ReservationOut.of(world.store.reservations.ship(reservation_id, world.clock()))
