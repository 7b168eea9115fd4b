"""Stock: what is there and can be promised, and reservations of it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from api.http.plans import require_json
from api.http.responses import problems
from api.http.stock_schemas import ReservationIn, ReservationOut, ReservedOut, ShelfOut, StockOut
from api.http.world import WorldDep
from inventory.ledger.move import LONGEST_NAME
from inventory.ledger.reservation import LONGEST_ID

router = APIRouter(prefix="/v1/stock", tags=["stock"])

Sku = Annotated[str, Query(min_length=1, max_length=LONGEST_NAME)]
ReservationId = Annotated[str, Path(max_length=LONGEST_ID, examples=["O-1001"])]


@router.get("", operation_id="get_stock", summary="What is there of some SKUs", responses=problems(422, 503))
def get_stock(
    world: WorldDep,
    sku: Annotated[list[Sku], Query(min_length=1, max_length=100, description="SKUs, several times.")],
    day: Annotated[date | None, Query(description="When units would leave; today if left out.")] = None,
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
    dependencies=[Depends(require_json)],
    responses={
        200: {"model": ReservedOut, "description": "It was there already, or nothing could be reserved."},
        **problems(403, 415, 422, 503),
    },
)
def reserve_stock(wanted: ReservationIn, world: WorldDep, response: Response) -> ReservedOut:
    """Promise units for a time, or for good; what stands against it is told line by line."""
    now = world.clock()
    answer = world.store.reservations.reserve(wanted.wanted(now), now)
    if answer.reservation is None or answer.again:
        response.status_code = 200
    return ReservedOut.of(answer)


@router.get(
    "/reservations/{reservation_id}",
    operation_id="get_reservation",
    summary="A reservation as it is now",
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
    responses=problems(403, 404, 422, 503),
)
def confirm_reservation(reservation_id: ReservationId, world: WorldDep) -> ReservationOut:
    """Confirm a hold; one that is confirmed stays so."""
    return ReservationOut.of(world.store.reservations.settle(reservation_id, "confirmed", world.clock()))


@router.post(
    "/reservations/{reservation_id}:release",
    operation_id="release_reservation",
    summary="Give back what is held or promised",
    responses=problems(403, 404, 422, 503),
)
def release_reservation(reservation_id: ReservationId, world: WorldDep) -> ReservationOut:
    """Release a reservation; one that is released stays so."""
    return ReservationOut.of(world.store.reservations.settle(reservation_id, "released", world.clock()))


@router.post(
    "/reservations/{reservation_id}:ship",
    operation_id="ship_reservation",
    summary="Let a reservation leave its warehouses",
    responses=problems(403, 404, 422, 503),
)
def ship_reservation(reservation_id: ReservationId, world: WorldDep) -> ReservationOut:
    """Write the moves by which it leaves, the earliest to expire first."""
    return ReservationOut.of(world.store.reservations.ship(reservation_id, world.clock()))
