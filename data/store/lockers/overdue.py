"""Parcels that were not collected in time: their recipients are reminded, then they wait to be fetched."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from data.store.database import Database
from data.store.holds.rows import bank_key, grow, lock
from data.store.holds.tables import LOCKER_PARCELS
from data.store.lockers import rows
from data.store.moments import microseconds
from data.store.order_moves import held
from data.store.patience import patiently
from orders.lockers.parcel import ParcelState

MOST_AT_ONCE: Final = 200

REMINDER: Final = "order.pickup_reminder"
EXPIRED: Final = "order.pickup_expired"


def expire(database: Database, now: datetime) -> int:
    """Write off parcels whose time is over; return how many."""
    return _each(database, LOCKER_PARCELS.c.until_us, now, _expire)


def remind(database: Database, now: datetime) -> int:
    """Remind recipients whose parcels soon go back, each once; return how many."""
    return _each(database, LOCKER_PARCELS.c.remind_us, now, _remind)


def _each(
    database: Database,
    moment: ColumnElement[int],
    now: datetime,
    work: Callable[[Connection, str, datetime], int],
) -> int:
    def once(parcel_id: str) -> int:
        # Nobody ends a stay that is over: it ends by itself.
        with database.by(None).write() as connection:
            return work(connection, parcel_id, now)

    number = 0
    while ids := _due(database, moment, now):
        number += sum(patiently(lambda each=each: once(each)) for each in ids)  # type: ignore[misc]
    return number


def _due(database: Database, moment: ColumnElement[int], now: datetime) -> Sequence[str]:
    column = LOCKER_PARCELS.c
    over = (column.state == ParcelState.DEPOSITED.value) & (moment <= microseconds(now))
    chosen = select(column.id).where(over).order_by(moment).limit(MOST_AT_ONCE)
    with database.read() as connection:
        return connection.execute(chosen).scalars().all()


def _expire(connection: Connection, parcel_id: str, now: datetime) -> int:
    kept = held(connection, [parcel_id])[parcel_id]
    bank = rows.parcel_of(rows.found_on(connection, parcel_id)).bank
    lock(connection, [bank_key(bank)])
    parcel = rows.parcel_of(rows.found_on(connection, parcel_id, locked=True))
    if parcel.state is not ParcelState.DEPOSITED or parcel.until is None or parcel.until > now:
        return 0
    values = {"state": ParcelState.EXPIRED.value, "code": None, "remind_us": None}
    expired = rows.write_on(connection, parcel_id, values)
    rows.tell_on(connection, expired, "expired", parcel.until)
    rows.news_on(connection, EXPIRED, kept, expired, now)
    grow(connection, [bank_key(bank)])
    return 1


def _remind(connection: Connection, parcel_id: str, now: datetime) -> int:
    kept = held(connection, [parcel_id])[parcel_id]
    row = rows.found_on(connection, parcel_id, locked=True)
    parcel = rows.parcel_of(row)
    due = row.remind_us is not None and row.remind_us <= microseconds(now)
    if not due or parcel.state is not ParcelState.DEPOSITED:
        return 0
    rows.write_on(connection, parcel_id, {"remind_us": None})
    if parcel.at_moment(now) is ParcelState.EXPIRED:
        return 0
    until = "" if parcel.until is None else parcel.until.isoformat()
    rows.tell_on(connection, parcel, "reminded", now)
    rows.news_on(connection, REMINDER, kept, parcel, now, {"until": until})
    return 1
