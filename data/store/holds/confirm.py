"""A hold becomes an order, exactly once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from data.store.database import Database
from data.store.holds import rows
from data.store.holds.tables import HOLD_STOPS, HOLDS, LOCKER_PARCELS
from data.store.order_rows import KeptOrder
from data.store.orders import advance_on, kept_on, place_on
from data.store.patience import patiently
from data.store.stock.reservation_rows import find_on, settle_on
from orders.holds.hold import Hold, HoldState
from orders.life_cycle import Event, State
from orders.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The order that a hold has become; again: whether it had before."""

    hold: Hold
    order: KeptOrder
    again: bool = False


def confirm_hold(
    database: Database,
    hold_id: str,
    *,
    check: Callable[[Hold], tuple[Hold, Order]],
    source: str,
    now: datetime,
) -> Confirmed:
    """Turn a hold into an order with the same id, or return the one that it has become.

    check
        returns the hold with its final price and the order that it becomes, or raises why it cannot.
    """
    return patiently(lambda: _confirm(database, hold_id, check, source, now))


def _confirm(
    database: Database,
    hold_id: str,
    check: Callable[[Hold], tuple[Hold, Order]],
    source: str,
    now: datetime,
) -> Confirmed:
    with database.write() as connection:
        there = rows.hold_on(connection, hold_id, locked=True).at(now)
        if there.state is HoldState.CONFIRMED:
            return Confirmed(hold=there, order=kept_on(connection, hold_id), again=True)
        hold, order = check(there)
        content = rows.hold_values(hold, token="", key="")["content"]
        connection.execute(update(HOLDS).where(HOLDS.c.id == hold_id).values(content=content))
        rows.step_on(connection, hold_id, HoldState.CONFIRMED, now)
        kept = place_on(connection, order, source=source, order_id=hold_id, now=now)
        kept = _advance(connection, kept, State.PROMISED, now)
        _grow(connection, hold)
        parcel = update(LOCKER_PARCELS).filter_by(id=hold_id, state="held")
        connection.execute(parcel.values(state="confirmed"))
        if find_on(connection, hold_id) is not None:
            settle_on(connection, hold_id, "confirmed")
            kept = _advance(connection, kept, State.ALLOCATED, now)
        return Confirmed(hold=rows.hold_on(connection, hold_id), order=kept)


def _advance(connection: Connection, kept: KeptOrder, state: State, now: datetime) -> KeptOrder:
    event = Event(id=state.value, order=kept.id, state=state, at=now)
    return advance_on(connection, event, revision=kept.revision, now=now)


def _grow(connection: Connection, hold: Hold) -> None:
    """Let others see that what was held until a moment is now ordered."""
    days = connection.execute(select(HOLD_STOPS.c.day).filter_by(hold_id=hold.id)).scalars().all()
    keys = rows.keys_of(hold, days)
    rows.lock(connection, keys)
    rows.grow(connection, keys)
