"""The stock that a database keeps: moves, receipts and counts in; reservations; what is there."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from core.errors import InvalidInput, NotFound, fault, refuse
from data.formats.ledger.atp_figures import Outlook, Outlooks
from data.formats.ledger.read_rows import MoveRows, read_announced, read_counts, read_moves, read_receipts
from data.store.address import Address
from data.store.stock.rebuild import rebuild_stock
from data.store.store import Store
from inventory.ledger.count import Count
from inventory.ledger.move import Lot, Move
from inventory.ledger.outlook import outlook


@contextmanager
def stock_in(address: Address) -> Iterator[Store]:
    """Open a database and close it again."""
    store = Store(address)
    store.open()
    try:
        yield store
    finally:
        store.close()


def write_moves(store: Store, path: Path, now: datetime) -> tuple[int, int]:
    """Write the moves of a table; return how many it has and how many of them were new."""
    return _post(store, read_moves(path), now)


def receive(store: Store, path: Path, now: datetime) -> tuple[int, int]:
    """Write what came from suppliers; return how many rows there are and how many of them were new."""
    return _post(store, read_receipts(path), now)


def _post(store: Store, rows: MoveRows, now: datetime) -> tuple[int, int]:
    try:
        return len(rows.moves), store.moves.post(rows.moves, now)
    except InvalidInput as refused:
        raise rows.told_by_row(refused) from None


def expect(store: Store, path: Path) -> int:
    """Count on what suppliers will send; return how many rows told it."""
    announced = read_announced(path)
    store.moves.expect(announced)
    return len(announced)


def count(store: Store, path: Path, now: datetime, *, key: str = "") -> list[Move]:
    """Make the ledger say what was counted; return the moves that this took.

    key
        names the count; usually the day and what the file holds do, so that the same file counts once a day.
    """
    rows = read_counts(path)
    expiry = store.moves.expiry((each.sku, each.lot) for each in rows)
    faults = [
        fault(each.where, "lot", each.lot, f"a lot of {each.sku} that the ledger knows")
        for each in rows
        if each.lot and (each.sku, each.lot) not in expiry
    ]
    refuse(f"Nothing of {path.name} was written.", faults)
    counts = [
        Count(
            place=each.place,
            lot=Lot(sku=each.sku, name=each.lot, expires=expiry.get((each.sku, each.lot))),
            found=each.found,
        )
        for each in rows
    ]
    named = key or f"count {now:%Y-%m-%d} {sha256(repr(rows).encode()).hexdigest()[:24]}"
    return store.moves.count(counts, key=named, now=now)


def stock_ahead(store: Store, now: datetime, *, days: int, skus: Sequence[str] = ()) -> Outlooks:
    """Return what is there and can be promised, by SKU and warehouse, from today on."""
    shelves = store.shelves(now, skus=skus)
    missing = [sku for sku in skus if not any(key[0] == sku for key in shelves)]
    if missing:
        raise NotFound(f"Nothing is known of SKU {', '.join(missing)}.")
    return {key: Outlook(shelf=shelf, days=tuple(outlook(shelf, days))) for key, shelf in shelves.items()}


def rebuild(store: Store) -> Iterable[str]:
    """Work out all sums anew from what is known; return which were wrong and are right now."""
    return rebuild_stock(store.database)
