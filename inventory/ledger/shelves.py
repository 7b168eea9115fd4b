"""Everything that promises depend on, by SKU and warehouse."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from inventory.ledger.ledger import Balances
from inventory.ledger.move import Lot
from inventory.ledger.promise import Inbound, Shelf
from inventory.ledger.reservation import Reservation

ShelfKey = tuple[str, str]
"""SKU and warehouse."""


def shelves_of(
    balances: Balances,
    inbound: Iterable[tuple[str, Inbound]],
    reservations: Iterable[Reservation],
    withheld: Mapping[ShelfKey, int],
    *,
    now: datetime,
    today: date | None = None,
) -> dict[ShelfKey, Shelf]:
    """Return each SKU in each warehouse that has something of it, expects it or has promised it.

    inbound
        with the warehouse that expects it. now: holds that end by then are no more.
    """
    on_hand: dict[ShelfKey, Counter[Lot]] = {}
    for (place, lot), units in balances.items():
        if place.on_hand:
            on_hand.setdefault((lot.sku, place.warehouse), Counter())[lot] += units
    coming: dict[ShelfKey, list[Inbound]] = {}
    for warehouse, each in inbound:
        coming.setdefault((each.lot.sku, warehouse), []).append(each)
    promised = _promised(reservations, now)
    return {
        key: Shelf(
            today=today or now.date(),
            on_hand=on_hand.get(key, {}),
            inbound=tuple(coming.get(key, ())),
            promised=promised.get(key, {}),
            withheld=withheld.get(key, 0),
        )
        for key in sorted({*on_hand, *coming, *promised, *withheld})
    }


def _promised(reservations: Iterable[Reservation], now: datetime) -> dict[ShelfKey, Counter[date]]:
    found: dict[ShelfKey, Counter[date]] = {}
    for each in reservations:
        for line in each.lines if each.at(now).open else ():
            found.setdefault((line.sku, line.warehouse), Counter())[line.day] += line.quantity
    return found
