"""What others are told of stock: a shelf ran out, came back, ran low, or owes more than is there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from data.store.outbox.events import News, write_news
from data.store.stock.rows import rows_of
from data.store.stock.tables import STOCK_LEVELS
from inventory.ledger.shelves import ShelfKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The sums of a shelf, in units."""

    on_hand: int = 0
    reserved: int = 0
    inbound: int = 0
    withheld: int = 0

    @property
    def free(self) -> int:
        """What is there and promised to nobody."""
        return self.on_hand - self.reserved

    @property
    def owed(self) -> int:
        """What is promised and neither there nor expected."""
        return max(0, self.reserved - self.on_hand - self.inbound)


Levels = Mapping[ShelfKey, Level]


def levels_of(connection: Connection, keys: Sequence[ShelfKey]) -> dict[ShelfKey, Level]:
    """Return the sums of shelves now."""
    names = ("on_hand", "reserved", "inbound", "withheld")
    return {
        (row.sku, row.warehouse): Level(**{name: getattr(row, name) for name in names})
        for row in rows_of(connection, STOCK_LEVELS, keys)
    }


def tell_stock(connection: Connection, before: Levels, now: datetime) -> None:
    """Write what others are to be told of shelves that were `before` and have changed since."""
    after = levels_of(connection, list(before))
    news = [
        News(type=kind, subject=f"stock {key[1]} {key[0]}", at=now, content=_content(key, after[key]))
        for key in sorted(before)
        for kind in crossings(before[key], after.get(key, Level()))
    ]
    write_news(connection, news, now)


def crossings(before: Level, after: Level) -> Iterator[str]:
    """Yield what a change has brought about; what was so before is not told again."""
    if before.on_hand > 0 >= after.on_hand:
        yield "stock.out"
    elif before.on_hand <= 0 < after.on_hand:
        yield "stock.back"
    if 0 < after.withheld >= after.free and before.free > before.withheld:
        yield "stock.low"
    if after.owed > before.owed:
        yield "stock.short"


def _content(key: ShelfKey, level: Level) -> dict[str, Any]:
    return {
        "sku": key[0],
        "warehouse": key[1],
        "on_hand": level.on_hand,
        "reserved": level.reserved,
        "inbound": level.inbound,
        "withheld": level.withheld,
    }
