"""What a hold or an order kept is given back: its units, its place on a round, its compartment."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from data.store.holds import rows
from data.store.holds.tables import HOLD_STOPS, LOCKER_PARCELS
from data.store.stock.reservation_rows import find_on, settle_on
from orders.holds.hold import Hold, HoldState

WAITING = ("held", "confirmed")
"""States of a parcel that is not in its compartment yet."""


def give_back(connection: Connection, hold: Hold, state: HoldState, now: datetime) -> None:
    """End a hold in `state`, as a part of something larger that has locked its row."""
    rows.step_on(connection, hold.id, state, now)
    days = connection.execute(select(HOLD_STOPS.c.day).filter_by(hold_id=hold.id)).scalars().all()
    keys = rows.keys_of(hold, days)
    rows.lock(connection, keys)
    parcel = update(LOCKER_PARCELS).filter_by(id=hold.id)
    connection.execute(parcel.where(LOCKER_PARCELS.c.state.in_(WAITING)).values(state="released"))
    _release(connection, hold.id)
    rows.grow(connection, keys)


def give_back_order(connection: Connection, order_id: str, now: datetime) -> None:
    """Give back what an order that is cancelled kept, as a part of something larger."""
    hold = rows.find_on(connection, order_id, locked=True)
    if hold is None:
        _release(connection, order_id)
    elif hold.state is HoldState.CONFIRMED:
        give_back(connection, hold, HoldState.CANCELLED, now)


def _release(connection: Connection, reservation: str) -> None:
    there = find_on(connection, reservation, locked=True)
    if there is not None and there.open:
        settle_on(connection, reservation, "released")


def parcel_fetched(connection: Connection, order_id: str) -> bool:
    """Whether an order was taken out of its locker and is on its way back: its goods come with the parcel."""
    chosen = select(LOCKER_PARCELS.c.id).filter_by(id=order_id, state="fetched")
    return connection.execute(chosen).first() is not None
