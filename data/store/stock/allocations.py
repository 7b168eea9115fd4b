"""Orders that are kept get their warehouses and their units, as a part of something larger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, select

from core.errors import Fault, fault
from data.store.database import Database
from data.store.order_moves import Seen, held, move
from data.store.order_rows import KeptOrder
from data.store.patience import patiently
from data.store.stock import rows
from data.store.stock.reservation_rows import promise_on
from data.store.stock.tables import STOCK_LEVELS, STOCK_RESERVATIONS
from inventory.ledger.promise import Shelf
from inventory.ledger.reservation import Reservation
from inventory.ledger.shelves import ShelfKey
from inventory.sourcing.answer import Rejection, Sourcing
from inventory.sourcing.in_turn import Unsourced, lines_of, sourced_in_turn
from inventory.sourcing.terms import Terms
from orders.life_cycle import State

UNPROMISED = (State.RECEIVED, State.PROMISED, State.ALLOCATED)
"""States of orders whose goods lie in warehouses, promised or not."""


def unsourced(
    connection: Connection, kept: Iterable[KeptOrder], terms: Mapping[str, Terms], day: date
) -> list[Unsourced]:
    """Return what orders want of SKUs that the ledger keeps, those left out that have a reservation.

    terms
        by order; usual ones for all others.
    """
    waiting = [each for each in kept if each.state in UNPROMISED]
    known = _reserved(connection, [each.id for each in waiting])
    counted = {sku for sku, _ in _keys(connection, {it.sku for each in waiting for it in each.order.lines})}
    found = []
    for each in waiting:
        units = {it.sku: it.quantity for it in each.order.lines if it.sku in counted}
        if units and each.id not in known:
            wanted = Unsourced(order=each.id, units=units, day=day)
            found.append(replace(wanted, terms=terms.get(each.id, wanted.terms)))
    return found


def shelves_for(
    connection: Connection, wanted: Iterable[Unsourced], *, today: date, locked: bool
) -> dict[ShelfKey, Shelf]:
    """Return the shelves that orders may get units from; `locked` until the transaction ends."""
    keys = _keys(connection, {sku for each in wanted for sku in each.units})
    if locked:
        rows.lock(connection, keys)
    return rows.shelves_on(connection, keys, rows.balances_on(connection, keys), today=today)


def keeping_stock(connection: Connection, names: Iterable[str]) -> set[str]:
    """Return which of some names are warehouses of the ledger."""
    level = STOCK_LEVELS.c
    chosen = [(each, select(level.sku).where(level.warehouse == each).limit(1)) for each in sorted(names)]
    return {name for name, each in chosen if connection.execute(each).first() is not None}


def promise_sourced(
    connection: Connection, wanted: Sequence[Unsourced], found: Mapping[str, Sourcing], now: datetime
) -> None:
    """Promise what was chosen of locked shelves to each order that gets all it wants, under its own id."""
    for each in wanted:
        lines = lines_of(found[each.order], each.day)
        if lines and not found[each.order].missing:
            promise_on(connection, Reservation(id=each.order, lines=lines, state="confirmed"), now)


def stock_faults(
    wanted: Sequence[Unsourced], found: Mapping[str, Sourcing], number: Mapping[str, str]
) -> dict[str, Fault]:
    """Return, by order, what cannot be promised of it after those before it, and why by warehouse.

    number
        the shop's, by order.
    """
    faults = {}
    for each in wanted:
        chosen = found[each.order]
        if chosen.missing:
            told = ", ".join(f"{units:,} {sku}" for sku, units in sorted(chosen.missing.items()))
            why = "; ".join(f"{it.warehouse}: {_why(it)}" for it in chosen.rejections)
            expected = f"what a warehouse can promise for {each.day} ({why or 'none keeps it'})"
            faults[each.order] = fault(f"order {number[each.order]!r}", "stock", told, expected)
    return faults


def _why(rejection: Rejection) -> str:
    return "its vehicle does not load there" if rejection.code == "not-allowed" else rejection.text


def allocate_kept(
    database: Database, order_ids: Sequence[str], terms: Mapping[str, Terms], *, day: date, now: datetime
) -> dict[str, Sourcing]:
    """Choose warehouses for orders in their sequence, promise the units and allocate the orders.

    Orders that have a reservation, and those of which nobody keeps stock, are left out of the answer. An
    order that cannot be covered stays as it is, and says what is missing.
    """
    return patiently(lambda: _allocate_kept(database, order_ids, terms, day, now))


def _allocate_kept(
    database: Database, order_ids: Sequence[str], terms: Mapping[str, Terms], day: date, now: datetime
) -> dict[str, Sourcing]:
    with database.write() as connection:
        kept = held(connection, list(order_ids))
        ordered = [kept[each] for each in order_ids if each in kept]
        wanted = unsourced(connection, ordered, terms, max(day, now.date()))
        shelves = shelves_for(connection, wanted, today=now.date(), locked=True)
        found = sourced_in_turn(wanted, shelves)
        promise_sourced(connection, wanted, found, now)
        for name, chosen in found.items():
            if chosen.shipments and not chosen.missing and kept[name].state is not State.ALLOCATED:
                move(
                    connection,
                    kept[name],
                    Seen(target=State.ALLOCATED, at=now, cause=f"allocated {name}"),
                    now,
                )
        return found


def _reserved(connection: Connection, order_ids: Iterable[str]) -> set[str]:
    """Return which orders have a reservation that holds or has held for them."""
    column, found = STOCK_RESERVATIONS.c, set[str]()
    for piece in rows.in_pieces(order_ids):
        found.update(connection.execute(select(column.id).where(column.id.in_(piece))).scalars())
    return found


def _keys(connection: Connection, skus: Iterable[str]) -> list[ShelfKey]:
    level, found = STOCK_LEVELS.c, []
    for piece in rows.in_pieces(sorted(skus)):
        chosen = select(level.sku, level.warehouse).where(level.sku.in_(piece))
        found += [(row.sku, row.warehouse) for row in connection.execute(chosen)]
    return sorted(found)
