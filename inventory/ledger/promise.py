"""What can still be promised of one SKU in one warehouse, on which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import heapify, heappop, heappush

from inventory.ledger.move import Lot


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """Units that are expected on `due` and may leave the warehouse from that day on.

    document
        what they were ordered by: they come from the place supplier/DOCUMENT.
    """

    due: date
    lot: Lot
    quantity: int
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One SKU in one warehouse: everything that its promises depend on.

    on_hand
        units by lot; promised: units by the day on which they leave; withheld: units kept back for others.
    today
        earlier promises are due today; what was due in earlier and is not there is not counted on.
    """

    today: date
    on_hand: Mapping[Lot, int] = field(default_factory=dict)
    inbound: tuple[Inbound, ...] = ()
    promised: Mapping[date, int] = field(default_factory=dict)
    withheld: int = 0

    @property
    def units_on_hand(self) -> int:
        """Units that lie there, expired ones among them."""
        return sum(self.on_hand.values())

    @property
    def units_reserved(self) -> int:
        """Units that are promised, for whatever day."""
        return sum(self.promised.values())

    @property
    def units_inbound(self) -> int:
        """Units that are expected from today on."""
        return sum(each.quantity for each in self.inbound if each.due >= self.today)

    def available(self, day: date) -> int:
        """Return how many units more may be promised for `day` without breaking any other promise.

        Adding units that leave on one day either serves all of them, or as many as any number would: what
        can be served is the rank of a transversal matroid. So it is enough to ask for all there could be.
        """
        day = max(day, self.today)
        usable = sum(units for first, last, units in self._supplies() if first <= day <= last)
        more = {**self.due(), day: self.due().get(day, 0) + usable}
        gained = usable - (_short_units(self._supplies(), more) - self.short)
        return max(0, gained - self.withheld)

    def promising(self, day: date, quantity: int) -> "Shelf":
        """Return the shelf after `quantity` more units are promised for `day`; fewer where it is negative."""
        units = self.promised.get(day, 0) + quantity
        others = {each: count for each, count in self.promised.items() if each != day}
        return replace(self, promised=others | ({day: units} if units else {}))

    @property
    def short(self) -> int:
        """Units that are promised and cannot be there in time, after losses or late receipts."""
        return _short_units(self._supplies(), self.due())

    def shortages(self) -> dict[date, int]:
        """Return the units that are promised and cannot be there, by day."""
        return shortages(self._supplies(), self.due())

    def due(self) -> dict[date, int]:
        """Return what is promised by the day on which it leaves; what is late leaves today."""
        due: dict[date, int] = {}
        for day, units in self.promised.items():
            due[max(day, self.today)] = due.get(max(day, self.today), 0) + units
        return due

    def _supplies(self) -> list[tuple[date, date, int]]:
        """Return what is there and what will be: first day, last day, units."""
        there = [(self.today, lot.last_day, units) for lot, units in self.on_hand.items()]
        coming = [(each.due, each.lot.last_day, each.quantity) for each in self.inbound]
        return [*there, *(each for each in coming if each[0] >= self.today)]


def shortages(supplies: Iterable[tuple[date, date, int]], due: Mapping[date, int]) -> dict[date, int]:
    """Return the units of `due` that no supply serves, by day; no other choice serves more.

    Day by day, what expires first goes first. Source: Glover, "Maximum matching in a convex bipartite
    graph", Naval Research Logistics Quarterly 14 (1967), doi:10.1002/nav.3800140304.

    supplies
        first day, last day and units of each.
    """
    coming = list(supplies)
    heapify(coming)
    ready: list[tuple[date, int]] = []
    missing: dict[date, int] = {}
    for day in sorted(due):
        while coming and coming[0][0] <= day:
            _, last, units = heappop(coming)
            heappush(ready, (last, units))
        left = _serve(ready, day, due[day])
        if left:
            missing[day] = left
    return missing


def _serve(ready: list[tuple[date, int]], day: date, wanted: int) -> int:
    """Take from what is ready, the earliest to expire first; return what is still wanted."""
    while wanted and ready:
        last, units = heappop(ready)
        if last < day:
            continue
        taken = min(units, wanted)
        wanted -= taken
        if units > taken:
            heappush(ready, (last, units - taken))
    return wanted


def _short_units(supplies: Iterable[tuple[date, date, int]], due: Mapping[date, int]) -> int:
    return sum(shortages(supplies, due).values())
