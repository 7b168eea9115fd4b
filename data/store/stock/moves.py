"""The ledger: moves, counts and what is expected, written such that no promise is broken by them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from core.errors import InvalidInput, NotFound, fault, refuse
from data.store.database import Database
from data.store.moments import microseconds
from data.store.outbox.stock_news import levels_of, tell_stock
from data.store.stock import rows
from data.store.stock.tables import (
    STOCK_BALANCES,
    STOCK_COUNTS,
    STOCK_EXPECTED,
    STOCK_LEVELS,
    STOCK_LOTS,
    STOCK_MOVES,
)
from inventory.ledger.count import Count, count_moves
from inventory.ledger.guard import after_moves, broken_promises, touched
from inventory.ledger.ledger import move_faults
from inventory.ledger.move import LONGEST_NAME, Move, reversal
from inventory.ledger.promise import Inbound, Shelf
from inventory.ledger.shelves import ShelfKey


class StockMoves:
    """The ledger of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def post(self, moves: Sequence[Move], now: datetime) -> int:
        """Write all moves or, raising `InvalidInput` with every fault, none; return how many were new."""
        with self._database.write() as connection:
            return write_moves(connection, moves, now)

    def count(self, counts: Sequence[Count], *, key: str, now: datetime) -> list[Move]:
        """Make the ledger say what was found; return the moves that this took.

        The same count again (its key) finds nothing to do.
        """
        if len(key) > LONGEST_NAME - 10:
            expected = f"a name of up to {LONGEST_NAME - 10} characters"
            raise InvalidInput("Nothing was counted.", faults=[fault("count", "key", key, expected)])
        keys = sorted({(each.lot.sku, each.place.warehouse) for each in counts})
        with self._database.write() as connection:
            rows.lock(connection, keys)
            if _was_counted(connection, key):
                return []
            balances = rows.balances_on(connection, keys)
            said = [(each, balances.get((each.place, each.lot), 0)) for each in counts]
            moves = list(count_moves(said, key=key, moment=now))
            write_moves(connection, moves, now)
            if said:
                connection.execute(insert(STOCK_COUNTS), list(_count_rows(said, key, now)))
            return moves

    def expect(self, inbound: Iterable[tuple[str, Inbound]]) -> None:
        """Count on receipts; the same document, SKU and warehouse again replaces what was told before.

        inbound
            each with its warehouse; no units where nothing is expected any more.
        """
        told = {(each.document, each.lot.sku, warehouse): each for warehouse, each in inbound}
        keys = sorted({(sku, warehouse) for _, sku, warehouse in told})
        with self._database.write() as connection:
            rows.lock(connection, keys)
            for (document, sku, warehouse), each in told.items():
                key = {"document": document, "sku": sku, "warehouse": warehouse}
                new = {"lot": each.lot.name, "expires": each.lot.expires, "due": each.due}
                rows.add_to(connection, STOCK_EXPECTED, [{**key, **new, "outstanding": 0}])
                row = update(STOCK_EXPECTED).filter_by(**key)
                connection.execute(row.values(**new, outstanding=each.quantity))
            sum_inbound(connection, keys)

    def withhold(self, units: Mapping[ShelfKey, int]) -> None:
        """Keep units back from every new promise."""
        with self._database.write() as connection:
            rows.lock(connection, sorted(units))
            for (sku, warehouse), count in units.items():
                row = update(STOCK_LEVELS).filter_by(sku=sku, warehouse=warehouse)
                connection.execute(row.values(withheld=count))

    def expiry(self, lots: Iterable[tuple[str, str]]) -> dict[tuple[str, str], date | None]:
        """Return when lots expire, by SKU and name; those that are not known are left out."""
        with self._database.read() as connection:
            return rows.lots_of(connection, lots)

    def reverse(self, key: str, now: datetime, *, reason: str = "") -> Move:
        """Undo a move by one more; the same again has no second effect."""
        with self._database.read() as connection:
            row = connection.execute(select(STOCK_MOVES).where(STOCK_MOVES.c.key == key)).one_or_none()
            if row is None:
                raise NotFound(f"There is no move {key}.")
            known = connection.execute(
                select(STOCK_MOVES).filter_by(key=f"reverse {row.number}")
            ).one_or_none()
            expiry = rows.lots_of(connection, [(row.sku, row.lot)])[row.sku, row.lot]
        if known is not None:
            return rows.move_of(known, expiry)
        why = reason or f"undoes move {row.number}"
        undone = reversal(rows.move_of(row, expiry), key=f"reverse {row.number}", moment=now, reason=why)
        self.post([undone], now)
        return undone

    def moves(self, *, sku: str = "", after: int = 0, most: int = 1000) -> list[tuple[int, Move]]:
        """Return moves with their numbers, in the order in which they were written.

        after
            the number of the last move that was seen.
        """
        chosen = select(STOCK_MOVES).where(STOCK_MOVES.c.number > after).order_by(STOCK_MOVES.c.number)
        if sku:
            chosen = chosen.where(STOCK_MOVES.c.sku == sku)
        with self._database.read() as connection:
            found = connection.execute(chosen.limit(most)).all()
            expiry = rows.lots_of(connection, ((each.sku, each.lot) for each in found))
        return [(each.number, rows.move_of(each, expiry.get((each.sku, each.lot)))) for each in found]


def write_moves(
    connection: Connection,
    moves: Sequence[Move],
    now: datetime,
    *,
    promised_before: Mapping[ShelfKey, Shelf] | None = None,
) -> int:
    """Write moves within a transaction.

    promised_before
        shelves with the promises that the same transaction has ended by these moves: those that are left
        may be short of what they were short of before.
    """
    keys = touched(moves)
    rows.lock(connection, keys)
    levels = levels_of(connection, keys)
    written = _written(connection, moves)
    balances = rows.balances_on(connection, keys)
    expiry = rows.lots_of(connection, ((each.lot.sku, each.lot.name) for each in moves))
    faults = list(move_faults(moves, written=written, expiry=expiry, balances=balances))
    new = list({each.key: each for each in moves if each.key not in written}.values())
    shelves = rows.shelves_on(connection, keys, balances, today=now.date())
    if not faults:
        faults = list(broken_promises(shelves, new, promised_before))
    refuse("The ledger takes none of these moves.", faults)
    if new:
        _insert(connection, new, now)
        _add_balances(connection, new)
        _change_levels(connection, shelves, new)
        tell_stock(connection, levels, now)
    return len(new)


def _was_counted(connection: Connection, key: str) -> bool:
    counted = select(STOCK_COUNTS.c.key).where(STOCK_COUNTS.c.key == key)
    # Counts of earlier releases have left nothing but their corrections.
    moved = select(STOCK_MOVES.c.key).where(STOCK_MOVES.c.key.startswith(f"{key}/", autoescape=True))
    return any(connection.execute(each.limit(1)).first() is not None for each in (counted, moved))


def _count_rows(said: Iterable[tuple[Count, int]], key: str, now: datetime) -> Iterator[dict[str, Any]]:
    for number, (each, units) in enumerate(said, start=1):
        yield {
            "key": key,
            "number": number,
            "moment_us": microseconds(now),
            "place": str(each.place),
            "sku": each.lot.sku,
            "lot": each.lot.name,
            "found": each.found,
            "said": units,
        }


def _written(connection: Connection, moves: Sequence[Move]) -> dict[str, Move]:
    """Return those moves that the ledger has, or others with their keys."""
    found: list[Any] = []
    for piece in rows.in_pieces({each.key for each in moves}):
        found += connection.execute(select(STOCK_MOVES).where(STOCK_MOVES.c.key.in_(piece))).all()
    expiry = rows.lots_of(connection, ((each.sku, each.lot) for each in found))
    return {each.key: rows.move_of(each, expiry[each.sku, each.lot]) for each in found}


def _insert(connection: Connection, moves: Sequence[Move], now: datetime) -> None:
    lots = {(each.lot.sku, each.lot.name): each.lot.expires for each in moves}
    named = [{"sku": sku, "lot": name, "expires": expires} for (sku, name), expires in sorted(lots.items())]
    rows.add_to(connection, STOCK_LOTS, named)
    values = [
        {
            "key": each.key,
            "moment_us": microseconds(each.moment),
            "written_us": microseconds(now),
            "sku": each.lot.sku,
            "lot": each.lot.name,
            "quantity": each.quantity,
            "source": str(each.source),
            "target": str(each.target),
            "reason": each.reason,
        }
        for each in moves
    ]
    connection.execute(insert(STOCK_MOVES), values)


def _add_balances(connection: Connection, moves: Sequence[Move]) -> None:
    changes = balance_changes(moves)
    for more in (True, False):  # what came first, so that nothing is below zero in between
        listed = [
            {"sku": sku, "warehouse": warehouse, "place": place, "lot": lot, "quantity": units}
            for (sku, warehouse, place, lot), units in sorted(changes.items())
            if units and (units > 0) == more
        ]
        if more:
            rows.add_to(connection, STOCK_BALANCES, listed, "quantity")
        else:
            _take(connection, listed)


def _take(connection: Connection, listed: Sequence[Mapping[str, object]]) -> None:
    """Take units from balances that are there: a row below zero would be refused before it meets its own."""
    for each in listed:
        key = {name: each[name] for name in ("sku", "warehouse", "place", "lot")}
        row = update(STOCK_BALANCES).filter_by(**key)
        connection.execute(row.values(quantity=STOCK_BALANCES.c.quantity + each["quantity"]))


def balance_changes(moves: Iterable[Move]) -> Counter[tuple[str, str, str, str]]:
    """Return what moves add to places of warehouses: by SKU, warehouse, place and lot."""
    changes: Counter[tuple[str, str, str, str]] = Counter()
    for each in moves:
        for place, units in ((each.source, -each.quantity), (each.target, each.quantity)):
            if place.warehouse:
                changes[each.lot.sku, place.warehouse, str(place), each.lot.name] += units
    return changes


def _change_levels(connection: Connection, shelves: Mapping[ShelfKey, Shelf], moves: Sequence[Move]) -> None:
    for each in moves:
        if each.source.document and each.target.warehouse:
            left = STOCK_EXPECTED.c.outstanding
            row = update(STOCK_EXPECTED).filter_by(
                document=each.source.document, sku=each.lot.sku, warehouse=each.target.warehouse
            )
            connection.execute(row.where(left <= each.quantity).values(outstanding=0))
            connection.execute(row.where(left > each.quantity).values(outstanding=left - each.quantity))
    for key, shelf in shelves.items():
        after = after_moves(shelf, key, moves)
        row = update(STOCK_LEVELS).filter_by(sku=key[0], warehouse=key[1])
        connection.execute(row.values(on_hand=after.units_on_hand))
    sum_inbound(connection, list(shelves))


def sum_inbound(connection: Connection, keys: Sequence[ShelfKey]) -> None:
    """Let levels say what is expected, also what is late: it may still come."""
    sums: Counter[ShelfKey] = Counter()
    for row in rows.rows_of(connection, STOCK_EXPECTED, keys):
        sums[row.sku, row.warehouse] += row.outstanding
    for sku, warehouse in keys:
        level = update(STOCK_LEVELS).filter_by(sku=sku, warehouse=warehouse)
        connection.execute(level.values(inbound=sums[sku, warehouse]))
