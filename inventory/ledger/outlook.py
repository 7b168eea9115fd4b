"""The coming days of one SKU in one warehouse: what comes, leaves, expires, is there and can be promised."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from inventory.ledger.promise import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAhead:
    """One day. All figures are units.

    there
        in the evening, if all that is expected comes and all that is promised leaves.
    short
        promised for this day and not there; available: what may still be promised for it.
    """

    day: date
    comes: int
    leaves: int
    expires: int
    there: int
    short: int
    available: int


def outlook(shelf: Shelf, days: int) -> Iterator[DayAhead]:
    """Yield today and the days after it, `days` in all; what expires first leaves first."""
    lots = Counter({lot.last_day: 0 for lot in shelf.on_hand})
    for lot, units in shelf.on_hand.items():
        lots[lot.last_day] += units
    due = shelf.due()
    missing = shelf.shortages()
    for number in range(days):
        day = shelf.today + timedelta(days=number)
        coming = [each for each in shelf.inbound if each.due == day]
        for each in coming:
            lots[each.lot.last_day] += each.quantity
        expired = sum(lots.pop(last) for last in [last for last in lots if last < day])
        short = missing.get(day, 0)
        leaves = due.get(day, 0) - short
        _take(lots, leaves)
        yield DayAhead(
            day=day,
            comes=sum(each.quantity for each in coming),
            leaves=leaves,
            expires=expired,
            there=lots.total(),
            short=short,
            available=shelf.available(day),
        )


def _take(lots: Counter[date], wanted: int) -> None:
    """Take units away, the earliest to expire first."""
    for last in sorted(lots):
        taken = min(lots[last], wanted)
        lots[last] -= taken
        wanted -= taken
