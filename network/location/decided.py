"""What is asked where sites are decided one by one: sites without capacities, and sites with some room."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.location.branch import Decisions, Pricing
from network.location.exchange import served_from
from network.location.lagrange import Priced, either_way, priced
from network.location.removal import rooms_either_way
from network.location.room_prices import Capacitated, priced_rooms
from network.location.served import Served
from network.search import Search

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Unlimited:
    """Sites that serve as many as want them.

    costs, fixed, sites
        of the sites that are left: row = customer; what opening costs; how many are open, or None.
    numbers
        (m,) of these sites in the whole question.
    """

    costs: Floats
    fixed: Floats
    sites: int | None
    numbers: Ints

    @property
    def count(self) -> int:
        """Return how many sites there are."""
        return len(self.numbers)

    def pricing(self, decisions: Decisions) -> Pricing:
        """Return what tells what prices prove of designs that keep to some decisions."""
        may, must = decisions.may, decisions.must[decisions.may]
        costs, fixed = self.costs[:, may], self.fixed[may]
        return lambda prices: priced(costs, fixed, prices, self.sites, must)

    def either_way(self, decisions: Decisions, found: Priced) -> tuple[Floats, Floats]:
        """Return what no design with each free site open costs less than, and none with it closed."""
        wanted = None if self.sites is None else self.sites - int(decisions.must.sum())
        return either_way(found.bound, found.earned[decisions.free[decisions.may]], wanted)

    def settled(self, decisions: Decisions) -> Decisions | None:
        """Return what follows from how many sites are open; None where it cannot be."""
        return settled_by_number(decisions, self.sites)

    def offer(self, search: Search[Any], opened: Ints) -> None:
        """Offer what some sites cost."""
        if len(opened):
            cost = float(self.costs[:, opened].min(axis=1).sum() + self.fixed[opened].sum())
            search.offer(cost, self.numbers[opened])


@dataclass(frozen=True, kw_only=True, eq=False)
class Rooms:
    """Sites with room for so much, customers split among them.

    whole
        the question of all sites.
    numbers
        (m,) of the sites that are left.
    """

    whole: Capacitated
    numbers: Ints
    tried: set[bytes] = field(default_factory=set)

    @property
    def count(self) -> int:
        """Return how many sites there are."""
        return len(self.numbers)

    def pricing(self, decisions: Decisions) -> Pricing:
        """Return what tells what prices prove of designs that keep to some decisions."""
        among, must = self._of(decisions.may), decisions.must[decisions.may]
        return lambda prices: priced_rooms(among, prices, whole=False, must=must)

    def either_way(self, decisions: Decisions, found: Priced) -> tuple[Floats, Floats]:
        """Return what no design with each free site open costs less than, and none with it closed."""
        return rooms_either_way(self._of(decisions.may), found, decisions.must[decisions.may])

    def settled(self, decisions: Decisions) -> Decisions | None:
        """Return what follows from how many sites are open; None where they have too little room."""
        rooms, total = self.whole.capacities[self.numbers], float(self.whole.demands.sum())
        if rooms[decisions.may].sum() < total * (1 - 1e-12):
            return None
        return settled_by_number(decisions, self.whole.sites)

    def offer(self, search: Search[Served], opened: Ints) -> None:
        """Serve everybody from some sites, unless they were tried before."""
        sites = np.sort(self.numbers[opened])
        if sites.tobytes() in self.tried:
            return
        self.tried.add(sites.tobytes())
        if self.whole.capacities[sites].sum() >= self.whole.demands.sum():
            served_from(self.whole, search, sites)

    def _of(self, may: Flags) -> Capacitated:
        sites = self.numbers[may]
        whole = self.whole
        return replace(
            whole, costs=whole.costs[:, sites], fixed=whole.fixed[sites], capacities=whole.capacities[sites]
        )


def settled_by_number(decisions: Decisions, sites: int | None) -> Decisions | None:
    """Return what follows where exactly so many sites are open; None where that cannot be."""
    if sites is None:
        return decisions
    least, most = int(decisions.must.sum()), int(decisions.may.sum())
    if most < sites or least > sites:
        return None
    if least == sites:
        return Decisions(must=decisions.must, may=decisions.must)
    if most == sites:
        return Decisions(must=decisions.may, may=decisions.may)
    return decisions
