"""Rows of stock as objects of the ledger, and sums that are added to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from data.store.moments import moment_of
from data.store.stock.tables import (
    STOCK_BALANCES,
    STOCK_EXPECTED,
    STOCK_LEVELS,
    STOCK_LOTS,
    STOCK_PROMISED,
)
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import StockPlace, stock_place
from inventory.ledger.promise import Inbound, Shelf
from inventory.ledger.shelves import ShelfKey

MOST_AT_ONCE = 300
"""Values in one statement; databases have a limit."""


def add_to(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *sums: str) -> None:
    """Add to the columns `sums` of rows, which are made where they are not there."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    if sums:
        values = {name: table.c[name] + statement.excluded[name] for name in sums}
        changed = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
        connection.execute(changed, list(rows))
    else:
        connection.execute(statement.on_conflict_do_nothing(), list(rows))


def lock(connection: Connection, keys: Sequence[ShelfKey]) -> None:
    """Hold shelves until the transaction ends; always in the same order, so that nobody waits in a circle."""
    none = {"on_hand": 0, "reserved": 0, "inbound": 0, "withheld": 0}
    add_to(connection, STOCK_LEVELS, [{"sku": sku, "warehouse": name, **none} for sku, name in sorted(keys)])
    if connection.dialect.name == "postgresql":
        for sku, warehouse in sorted(keys):
            level = STOCK_LEVELS.c
            row = select(level.sku).where(level.sku == sku, level.warehouse == warehouse)
            connection.execute(row.with_for_update())


def in_pieces(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Yield values in pieces that fit into a statement."""
    listed = list(values)
    for begin in range(0, len(listed), MOST_AT_ONCE):
        yield listed[begin : begin + MOST_AT_ONCE]


def rows_of(connection: Connection, table: Table, keys: Iterable[ShelfKey]) -> list[Any]:
    """Return the rows of a table that belong to shelves."""
    found: list[Any] = []
    for piece in in_pieces(keys):
        found += connection.execute(_of_shelves(table), {"shelves": piece}).all()
    return found


@cache
def _of_shelves(table: Table) -> Select[Any]:
    """Return the statement, made once: every quote asks it of several tables."""
    named = tuple_(table.c.sku, table.c.warehouse)
    return select(table).where(named.in_(bindparam("shelves", expanding=True)))


def lots_of(connection: Connection, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], date | None]:
    """Return when lots expire, by SKU and name; those that are not known are left out."""
    columns = STOCK_LOTS.c
    found: dict[tuple[str, str], date | None] = {}
    for piece in in_pieces(sorted(set(names))):
        rows = connection.execute(select(STOCK_LOTS).where(tuple_(columns.sku, columns.lot).in_(piece)))
        found.update({(row.sku, row.lot): row.expires for row in rows})
    return found


def balances_on(connection: Connection, keys: Iterable[ShelfKey]) -> dict[tuple[StockPlace, Lot], int]:
    """Return what lies where on shelves, whatever place of the warehouse it is in."""
    rows = [row for row in rows_of(connection, STOCK_BALANCES, keys) if row.quantity]
    expiry = lots_of(connection, ((row.sku, row.lot) for row in rows))
    found = {}
    for row in rows:
        lot = Lot(sku=row.sku, name=row.lot, expires=expiry[row.sku, row.lot])
        found[stock_place(row.place), lot] = row.quantity
    return found


def shelves_on(
    connection: Connection,
    keys: Sequence[ShelfKey],
    balances: Mapping[tuple[StockPlace, Lot], int],
    *,
    today: date,
) -> dict[ShelfKey, Shelf]:
    """Return everything that promises of these shelves depend on."""
    on_hand: defaultdict[ShelfKey, Counter[Lot]] = defaultdict(Counter)
    for (place, lot), units in balances.items():
        if place.on_hand:
            on_hand[lot.sku, place.warehouse][lot] += units
    coming: defaultdict[ShelfKey, list[Inbound]] = defaultdict(list)
    for row in rows_of(connection, STOCK_EXPECTED, keys):
        if row.outstanding:
            coming[row.sku, row.warehouse].append(inbound_of(row))
    promised: defaultdict[ShelfKey, dict[date, int]] = defaultdict(dict)
    for row in rows_of(connection, STOCK_PROMISED, keys):
        if row.units:
            promised[row.sku, row.warehouse][row.day] = row.units
    withheld = {(row.sku, row.warehouse): row.withheld for row in rows_of(connection, STOCK_LEVELS, keys)}
    return {
        key: Shelf(
            today=today,
            on_hand=on_hand[key],
            inbound=tuple(coming[key]),
            promised=promised[key],
            withheld=withheld.get(key, 0),
        )
        for key in keys
    }


def inbound_of(row: Any) -> Inbound:
    """Return a row of what is expected."""
    lot = Lot(sku=row.sku, name=row.lot, expires=row.expires)
    return Inbound(due=row.due, lot=lot, quantity=row.outstanding, document=row.document)


def move_of(row: Any, expires: date | None) -> Move:
    """Return a row of the ledger."""
    return Move(
        key=row.key,
        moment=moment_of(row.moment_us),
        lot=Lot(sku=row.sku, name=row.lot, expires=expires),
        quantity=row.quantity,
        source=stock_place(row.source),
        target=stock_place(row.target),
        reason=row.reason,
    )
