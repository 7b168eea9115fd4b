"""Reservations within a transaction: found, promised, settled, given back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from core.errors import NotFound
from data.store.audit.act import about
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.outbox.stock_news import levels_of, tell_stock
from data.store.stock import rows
from data.store.stock.tables import (
    STOCK_LEVELS,
    STOCK_PROMISED,
    STOCK_RESERVATION_LINES,
    STOCK_RESERVATIONS,
)
from inventory.ledger.guard import keys_of, line_shortages
from inventory.ledger.reservation import Reservation, ReservedLine, Shortage, State
from inventory.ledger.shelves import ShelfKey


class CannotPromise(Exception):
    """Ends a transaction in which nothing may be kept."""


def promise_on(connection: Connection, wanted: Reservation, now: datetime) -> None:
    """Promise every line of a new reservation; raise `CannotPromise` where the transaction must end."""
    keys = keys_of(wanted.lines)
    for key in keys:
        if not _take_level(connection, key, _units_of(wanted.lines)[key]):
            raise CannotPromise
    balances = rows.balances_on(connection, keys)
    shelves = rows.shelves_on(connection, keys, balances, today=now.date())
    if line_shortages(shelves, wanted.lines):
        raise CannotPromise
    until = None if wanted.held_until is None else microseconds(wanted.held_until)
    row = {"id": wanted.id, "state": wanted.state, "held_until_us": until}
    connection.execute(insert(STOCK_RESERVATIONS).values(**row, created_us=microseconds(now)))
    connection.execute(insert(STOCK_RESERVATION_LINES), list(_line_rows(wanted)))
    about(connection, wanted.id)
    _add_promised(connection, wanted.lines)
    units, after = _units_of(wanted.lines), levels_of(connection, keys)
    before = {key: replace(level, reserved=level.reserved - units[key]) for key, level in after.items()}
    tell_stock(connection, before, now)


def shortages_of(database: Database, wanted: Reservation, now: datetime) -> tuple[Shortage, ...]:
    """Return what stands against a reservation; nothing, where others gave it back meanwhile."""
    keys = keys_of(wanted.lines)
    with database.read() as connection:
        balances = rows.balances_on(connection, keys)
        shelves = rows.shelves_on(connection, keys, balances, today=now.date())
    return line_shortages(shelves, wanted.lines)


def settle_on(connection: Connection, reservation: str, state: State) -> Reservation:
    """Bring a reservation into its next state; what is in it already stays there."""
    there = reservation_on(connection, reservation, locked=True)
    if there.state == state:
        return there
    settled = there.stepping(state)
    set_state(connection, settled)
    if not settled.open:
        give_back(connection, settled)
    return settled


def find_on(connection: Connection, reservation: str, *, locked: bool = False) -> Reservation | None:
    """Return a reservation, or None where there is none of that name; `locked` until the transaction ends."""
    chosen = select(STOCK_RESERVATIONS).where(STOCK_RESERVATIONS.c.id == reservation)
    row = connection.execute(chosen.with_for_update() if locked else chosen).one_or_none()
    if row is None:
        return None
    lines = STOCK_RESERVATION_LINES
    of_it = select(lines).where(lines.c.reservation_id == reservation).order_by(lines.c.number)
    return Reservation(
        id=row.id,
        state=row.state,
        held_until=None if row.held_until_us is None else moment_of(row.held_until_us),
        lines=tuple(_line_of(each) for each in connection.execute(of_it)),
    )


def reservation_on(connection: Connection, reservation: str, *, locked: bool = False) -> Reservation:
    """Return a reservation; raise `NotFound` where there is none of that name."""
    found = find_on(connection, reservation, locked=locked)
    if found is None:
        raise NotFound(f"There is no reservation {reservation}.")
    return found


def _line_of(row: Any) -> ReservedLine:
    return ReservedLine(sku=row.sku, warehouse=row.warehouse, day=row.day, quantity=row.quantity)


def _units_of(lines: Sequence[ReservedLine]) -> Counter[ShelfKey]:
    found: Counter[ShelfKey] = Counter()
    for each in lines:
        found[each.sku, each.warehouse] += each.quantity
    return found


def _take_level(connection: Connection, key: ShelfKey, units: int) -> bool:
    """Reserve units of a shelf where so many are free at all; holds the shelf until the transaction ends."""
    level = STOCK_LEVELS.c
    free = level.on_hand + level.inbound - level.withheld - level.reserved
    row = update(STOCK_LEVELS).where(level.sku == key[0], level.warehouse == key[1], free >= units)
    return connection.execute(row.values(reserved=level.reserved + units)).rowcount == 1


def _line_rows(reservation: Reservation) -> Sequence[dict[str, Any]]:
    return [
        {
            "reservation_id": reservation.id,
            "number": number,
            "sku": each.sku,
            "warehouse": each.warehouse,
            "day": each.day,
            "quantity": each.quantity,
        }
        for number, each in enumerate(reservation.lines)
    ]


def _add_promised(connection: Connection, lines: Sequence[ReservedLine]) -> None:
    listed = [
        {"sku": each.sku, "warehouse": each.warehouse, "day": each.day, "units": each.quantity}
        for each in sorted(lines)
    ]
    rows.add_to(connection, STOCK_PROMISED, listed, "units")


def write_lines(connection: Connection, reservation: Reservation) -> None:
    """Write other lines of a reservation in place of those that are there."""
    connection.execute(delete(STOCK_RESERVATION_LINES).filter_by(reservation_id=reservation.id))
    connection.execute(insert(STOCK_RESERVATION_LINES), list(_line_rows(reservation)))


def set_state(connection: Connection, reservation: Reservation) -> None:
    """Write the state of a reservation down."""
    row = update(STOCK_RESERVATIONS).where(STOCK_RESERVATIONS.c.id == reservation.id)
    connection.execute(row.values(state=reservation.state))


def give_back(connection: Connection, reservation: Reservation) -> None:
    """Let shelves and days forget what a reservation had of them."""
    rows.lock(connection, keys_of(reservation.lines))
    for (sku, warehouse), units in _units_of(reservation.lines).items():
        level = update(STOCK_LEVELS).filter_by(sku=sku, warehouse=warehouse)
        connection.execute(level.values(reserved=STOCK_LEVELS.c.reserved - units))
    for each in reservation.lines:
        day: date = each.day
        row = update(STOCK_PROMISED).filter_by(sku=each.sku, warehouse=each.warehouse, day=day)
        connection.execute(row.values(units=STOCK_PROMISED.c.units - each.quantity))


def promise_again(connection: Connection, reservation: Reservation) -> None:
    """Let shelves and days know again what a reservation has of them, whatever else is promised."""
    rows.lock(connection, keys_of(reservation.lines))
    for (sku, warehouse), units in _units_of(reservation.lines).items():
        level = update(STOCK_LEVELS).filter_by(sku=sku, warehouse=warehouse)
        connection.execute(level.values(reserved=STOCK_LEVELS.c.reserved + units))
    _add_promised(connection, reservation.lines)
