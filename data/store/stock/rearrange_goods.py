"""The units that an order has reserved leave on another day, all of them or none."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from core.errors import InvalidInput, fault
from data.store.stock import rows
from data.store.stock.reservation_rows import find_on, give_back, promise_again, write_lines
from inventory.ledger.guard import keys_of, line_shortages
from inventory.ledger.promise import Shelf
from inventory.ledger.reservation import Reservation, ReservedLine, Shortage
from inventory.ledger.shelves import ShelfKey


def move_goods_on(
    connection: Connection, order_id: str, before: date | None, to: date | None, now: datetime
) -> None:
    """Let the reservation of an order follow it from one day to another, as a part of something larger.

    Each line leaves as many days earlier or later as the order comes, and not before today. Raises
    `InvalidInput` where that would break a promise made to others, or the goods are not there by then.
    """
    if before is None or to is None or before == to:
        return
    there = find_on(connection, order_id, locked=True)
    if there is None or not there.open:
        return
    moved = replace(there, lines=_moved(there.lines, before, to, now.date()))
    keys = keys_of(there.lines)
    rows.lock(connection, keys)
    shelves = rows.shelves_on(connection, keys, rows.balances_on(connection, keys), today=now.date())
    wrong = _cannot(shelves, there, moved)
    if wrong:
        found = [
            fault(
                f"stock of {each.line.warehouse}",
                each.line.sku,
                each.line.quantity,
                f"at most {each.available:,} on {each.line.day}; another day of the order",
            )
            for each in wrong
        ]
        raise InvalidInput("What is reserved for the order cannot leave for that day.", faults=found)
    give_back(connection, there)
    write_lines(connection, moved)
    promise_again(connection, moved)


def _moved(lines: tuple[ReservedLine, ...], before: date, to: date, today: date) -> tuple[ReservedLine, ...]:
    units: Counter[tuple[str, str, date]] = Counter()
    for each in lines:
        units[each.sku, each.warehouse, max(today, each.day + (to - before))] += each.quantity
    return tuple(
        ReservedLine(sku=sku, warehouse=warehouse, day=day, quantity=count)
        for (sku, warehouse, day), count in units.items()
    )


def _cannot(shelves: dict[ShelfKey, Shelf], there: Reservation, moved: Reservation) -> tuple[Shortage, ...]:
    """Return what stands against other days; what was short before, after a loss, stands against none."""
    free = dict(shelves)
    for each in there.lines:
        key = (each.sku, each.warehouse)
        free[key] = free[key].promising(each.day, -each.quantity)
    short = {(each.line.sku, each.line.warehouse) for each in line_shortages(free, there.lines)}
    after = dict(free)
    for each in moved.lines:
        key = (each.sku, each.warehouse)
        after[key] = after[key].promising(each.day, each.quantity)
    return tuple(
        each
        for each in line_shortages(free, moved.lines)
        if (key := (each.line.sku, each.line.warehouse)) not in short or after[key].short > shelves[key].short
    )
