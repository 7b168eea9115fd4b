"""Everything that follows from moves, receipts and reservations, worked out anew and compared."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select, update

from data.store.database import Database
from data.store.stock import rows
from data.store.stock.moves import balance_changes
from data.store.stock.tables import (
    STOCK_BALANCES,
    STOCK_EXPECTED,
    STOCK_LEVELS,
    STOCK_MOVES,
    STOCK_PROMISED,
    STOCK_RESERVATION_LINES,
    STOCK_RESERVATIONS,
)
from inventory.ledger.place import stock_place

Sums = Counter[tuple[Any, ...]]
"""Units by the key of a row."""


def rebuild_stock(database: Database) -> list[str]:
    """Put right every sum that is not what it follows from; return what was wrong, a sentence each."""
    with database.write() as connection:
        chosen = select(STOCK_LEVELS.c.sku, STOCK_LEVELS.c.warehouse)
        rows.lock(connection, [(each.sku, each.warehouse) for each in connection.execute(chosen)])
        balances = _balances(connection)
        on_hand: Sums = Counter()
        for (sku, warehouse, place, _), units in balances.items():
            if stock_place(place).on_hand:
                on_hand[sku, warehouse] += units
        promised, inbound = _promised(connection), _inbound(connection)
        reserved: Sums = Counter()
        for (sku, warehouse, _), units in promised.items():
            reserved[sku, warehouse] += units
        return [
            *_put_right(connection, STOCK_BALANCES, "quantity", balances),
            *_put_right(connection, STOCK_PROMISED, "units", promised),
            *_put_right(connection, STOCK_LEVELS, "on_hand", on_hand),
            *_put_right(connection, STOCK_LEVELS, "reserved", reserved),
            *_put_right(connection, STOCK_LEVELS, "inbound", inbound),
        ]


def _balances(connection: Connection) -> Sums:
    found: Sums = Counter()
    for row in connection.execute(select(STOCK_MOVES)):
        found.update(balance_changes([rows.move_of(row, None)]))
    return found


def _promised(connection: Connection) -> Sums:
    line, owner = STOCK_RESERVATION_LINES.c, STOCK_RESERVATIONS.c
    chosen = select(line.sku, line.warehouse, line.day, line.quantity)
    chosen = chosen.join(STOCK_RESERVATIONS, owner.id == line.reservation_id)
    found: Sums = Counter()
    for row in connection.execute(chosen.where(owner.state.in_(["held", "confirmed"]))):
        found[row.sku, row.warehouse, row.day] += row.quantity
    return found


def _inbound(connection: Connection) -> Sums:
    found: Sums = Counter()
    for row in connection.execute(select(STOCK_EXPECTED)):
        found[row.sku, row.warehouse] += row.outstanding
    return found


def _put_right(connection: Connection, table: Table, name: str, right: Mapping[Any, int]) -> Iterator[str]:
    """Set a column of a table to what is right where it is not; yield what was."""
    keys: Sequence[str] = [each.name for each in table.primary_key]
    there = {tuple(row._mapping[key] for key in keys): row for row in connection.execute(select(table)).all()}
    for key in sorted({*there, *(each for each, units in right.items() if units)}, key=str):
        row = there.get(key)
        found, wanted = (0 if row is None else row._mapping[name]), right.get(key, 0)
        if found == wanted:
            continue
        named = dict(zip(keys, key, strict=True))
        if row is None:
            rows.add_to(connection, table, [{**named, name: wanted}], name)
        else:
            connection.execute(update(table).filter_by(**named).values({name: wanted}))
        told = ", ".join(str(each) for each in key if each != "")
        yield f"{table.name} of {told}: {name} was {found:,}, is {wanted:,}"
