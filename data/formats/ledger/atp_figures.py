"""What can be promised, as rows of a table and as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from data.formats.fields.written import Row
from inventory.ledger.outlook import DayAhead
from inventory.ledger.promise import Shelf
from inventory.ledger.shelves import ShelfKey

HEADER: Final = ("sku", "warehouse", "on_hand", "reserved", "inbound", "withheld", "short", "available_today")
DAY_HEADER: Final = ("sku", "warehouse", "day", "comes", "leaves", "expires", "there", "short", "available")


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """A shelf and its coming days."""

    shelf: Shelf
    days: Sequence[DayAhead]


Outlooks = Mapping[ShelfKey, Outlook]


def shelf_rows(outlooks: Outlooks) -> Iterator[Row]:
    """Yield a row for each SKU in each warehouse."""
    for (sku, warehouse), each in outlooks.items():
        it = each.shelf
        units = (it.units_on_hand, it.units_reserved, it.units_inbound, it.withheld, it.short)
        yield [sku, warehouse, *units, each.days[0].available]


def day_rows(outlooks: Outlooks) -> Iterator[Row]:
    """Yield a row for each SKU in each warehouse on each day."""
    for (sku, warehouse), each in outlooks.items():
        for it in each.days:
            units = (it.comes, it.leaves, it.expires, it.there, it.short, it.available)
            yield [sku, warehouse, it.day.isoformat(), *units]


def atp_document(outlooks: Outlooks, notes: Sequence[str]) -> dict[str, Any]:
    """Return everything as plain values."""
    days: dict[ShelfKey, list[dict[str, Any]]] = {}
    for row in day_rows(outlooks):
        named = dict(zip(DAY_HEADER[2:], row[2:], strict=True))
        days.setdefault((str(row[0]), str(row[1])), []).append(named)
    shelves = [
        {**dict(zip(HEADER, row, strict=True)), "days": days[str(row[0]), str(row[1])]}
        for row in shelf_rows(outlooks)
    ]
    return {"shelves": shelves, "notes": list(notes)}
