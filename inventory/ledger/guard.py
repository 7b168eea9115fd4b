"""What must hold before stock is promised or leaves: no promise made earlier is broken by it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from core.errors import Fault, fault
from inventory.ledger.move import Move
from inventory.ledger.place import IN_TRANSIT
from inventory.ledger.promise import Shelf
from inventory.ledger.reservation import ReservedLine, Shortage
from inventory.ledger.shelves import ShelfKey


def keys_of(lines: Iterable[ReservedLine]) -> list[ShelfKey]:
    """Return which shelves the lines are promised from, in the one order in which they are locked."""
    return sorted({(each.sku, each.warehouse) for each in lines})


def touched(moves: Iterable[Move]) -> list[ShelfKey]:
    """Return the shelves that moves come from or go to, in the one order in which they are locked."""
    places = ((each.lot.sku, place.warehouse) for each in moves for place in (each.source, each.target))
    return sorted({key for key in places if key[1]})


def after_moves(shelf: Shelf, key: ShelfKey, moves: Iterable[Move]) -> Shelf:
    """Return a shelf after moves: what came by a document is not expected by it any more."""
    units = Counter(shelf.on_hand)
    came: Counter[str] = Counter()
    for each in moves:
        if each.lot.sku != key[0]:
            continue
        for place, change in ((each.source, -each.quantity), (each.target, each.quantity)):
            if place.on_hand and place.warehouse == key[1]:
                units[each.lot] += change
        if each.source.kind in ("supplier", IN_TRANSIT) and each.target.warehouse == key[1]:
            came[each.source.rest] += each.quantity
    left = [replace(each, quantity=each.quantity - came[each.document]) for each in shelf.inbound]
    return replace(
        shelf,
        on_hand={lot: count for lot, count in units.items() if count},
        inbound=tuple(each for each in left if each.quantity > 0),
    )


def broken_promises(
    shelves: Mapping[ShelfKey, Shelf],
    moves: Sequence[Move],
    promised_before: Mapping[ShelfKey, Shelf] | None = None,
) -> Iterator[Fault]:
    """Yield a fault for each shelf from which more is taken than its promises leave free.

    What is lost is lost, and must be written down whatever was promised: moves to loss are not asked.

    shelves
        as they are before, each that the moves touch.
    promised_before
        the same with the promises that end by these moves; more than was short then may not be.
    """
    asked = [each for each in moves if each.target.kind != "loss"]
    for key, shelf in shelves.items():
        earlier = (promised_before or {}).get(key, shelf)
        missing = after_moves(shelf, key, asked).short - earlier.short
        if missing > 0:
            taken = sum(each.quantity for each in asked if (each.lot.sku, each.source.warehouse) == key)
            expected = f"at most {max(0, taken - missing):,} units: the others are promised"
            yield fault(f"{key[0]} in {key[1]}", "quantity", taken, expected)


def line_shortages(shelves: Mapping[ShelfKey, Shelf], lines: Sequence[ReservedLine]) -> tuple[Shortage, ...]:
    """Return the lines that cannot be promised together with those before them."""
    after, found = dict(shelves), []
    for each in lines:
        shelf = after[each.sku, each.warehouse]
        available = shelf.available(each.day)
        if each.quantity > available:
            found.append(Shortage(line=each, available=available))
        else:
            after[each.sku, each.warehouse] = shelf.promising(each.day, each.quantity)
    return tuple(found)


def past_days(lines: Sequence[ReservedLine], today: date) -> Iterator[Fault]:
    """Yield a fault for each line that was to leave before today."""
    for each in lines:
        if each.day < today:
            where = f"{each.sku} from {each.warehouse}"
            yield fault(where, "day", each.day, f"{today}, which is today, or a later day")
