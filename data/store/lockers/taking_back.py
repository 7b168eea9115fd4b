"""A parcel leaves its locker on a vehicle, and its goods come back to a warehouse."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from core.errors import fault, refuse
from data.store.audit.act import about
from data.store.holds.rows import bank_key, grow, lock
from data.store.lockers import rows
from data.store.moments import microseconds
from data.store.order_moves import Seen, move
from data.store.order_rows import KeptOrder
from data.store.stock.carried import carried_to, customer, lasting
from data.store.stock.known_warehouses import unknown_faults
from data.store.stock.moves import write_moves
from inventory.ledger.move import Move
from inventory.ledger.place import RETURN, StockPlace, stock_place
from orders.life_cycle import State
from orders.lockers.parcel import LockerParcel, ParcelState

NOT_COLLECTED: Final = "not collected in time"


def fetch_on(
    connection: Connection, kept: KeptOrder, at: datetime, now: datetime, *, reason: str = "", event: str = ""
) -> LockerParcel:
    """Take a parcel out of its compartment; again without effect. Its order counts as returned from then on.

    reason
        why it is fetched although it could still be collected; needed in that case alone.
    """
    about(connection, kept.id)
    bank = rows.parcel_of(rows.found_on(connection, kept.id)).bank
    lock(connection, [bank_key(bank)])
    parcel = rows.parcel_of(rows.found_on(connection, kept.id, locked=True))
    if parcel.state in (ParcelState.FETCHED, ParcelState.BACK):
        return parcel
    rows.refuse_step(parcel, ParcelState.FETCHED, now)
    if parcel.at_moment(now) is ParcelState.DEPOSITED and not reason.strip():
        expected = f"why it is fetched before {parcel.until}: until then its recipient may come"
        refuse("The parcel can still be collected.", [fault("/", "reason", "", expected)])
    values = {
        "state": ParcelState.FETCHED.value,
        "left_us": microseconds(at),
        "code": None,
        "remind_us": None,
    }
    fetched = rows.write_on(connection, kept.id, values)
    rows.tell_on(connection, fetched, "fetched", at, event_id=event, note=reason)
    seen = Seen(
        target=State.RETURNED,
        at=max(at, kept.since),
        cause=f"fetched {kept.id}",
        place=bank,
        reason=reason or NOT_COLLECTED,
    )
    move(connection, kept, seen, now)
    grow(connection, [bank_key(bank)])
    return fetched


def bring_back_on(
    connection: Connection, parcel_id: str, warehouse: str, at: datetime, now: datetime
) -> LockerParcel:
    """Put what was fetched among the returns of a warehouse, if the ledger knows that it left; only once."""
    about(connection, parcel_id)
    place = stock_place(warehouse)
    wrong = [] if place.kind == "warehouse" else [fault("/", "warehouse", warehouse, "a warehouse, as north")]
    refuse("The goods cannot be put there.", wrong)
    parcel = rows.parcel_of(rows.found_on(connection, parcel_id, locked=True))
    if parcel.state is ParcelState.BACK:
        return parcel
    rows.refuse_step(parcel, ParcelState.BACK, now)
    refuse("The goods cannot be put there.", list(unknown_faults(connection, [("/", warehouse)])))
    write_moves(connection, list(_moves(connection, parcel_id, place, at)), now)
    back = rows.write_on(connection, parcel_id, {"state": ParcelState.BACK.value})
    rows.tell_on(connection, back, "back", at, note=warehouse)
    return back


def _moves(connection: Connection, order_id: str, warehouse: StockPlace, at: datetime) -> Iterator[Move]:
    """Yield the way back of everything that left warehouses for an order and is not back yet."""
    gone = carried_to(connection, customer(order_id))
    for number, (lot, _, units) in enumerate(lasting(gone), 1):
        yield Move(
            key=f"locker {order_id} back {number}",
            moment=at,
            lot=lot,
            quantity=units,
            source=gone.place,
            target=StockPlace(warehouse.first, RETURN),
            reason="not collected from a locker",
        )
