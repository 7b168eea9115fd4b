"""Deciding site by site whether it is open, bounded by prices: it proves what few sites are left of.

Where few of many sites are opened, each serves many customers, and the program of what is left is large
though its sites are few; a bound by prices takes a millisecond there.
Source: Christofides & Beasley (1982), European Journal of Operational Research 10:196.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.location.lagrange import Climb, Priced, either_way, priced
from network.search import Search

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

STEPS = 40
"""Steps of a climb at each decision: it begins at the prices of the decision before."""

PATIENCE = 5
"""Steps without a better bound, after which they become smaller."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Node:
    """Some decisions: no design that keeps to them costs less than `bound`.

    must, may
        (m,) which sites are open, and which may be.
    """

    bound: float
    must: Flags
    may: Flags
    prices: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Branching:
    """What is decided.

    costs, fixed, sites
        of the sites that are left: row = customer; what opening costs; how many are open, or None.
    numbers
        (m,) of these sites in the whole question.
    """

    costs: Floats
    fixed: Floats
    sites: int | None
    numbers: Ints

    def run(self, search: Search[Ints], prices: Floats) -> None:
        """Decide until nothing better is possible or time is over; offer designs and prove bounds."""
        every = np.ones(len(self.numbers), dtype=bool)
        waiting = [Node(bound=-np.inf, must=~every, may=every, prices=prices)]
        while waiting and search.on("proving"):
            node = self._tightened(waiting.pop(), search)
            if node is not None:
                waiting += self._children(node)
            if waiting:
                search.prove(min(*(each.bound for each in waiting), search.known))
        if not waiting:
            search.prove(search.known)

    def _children(self, node: Node) -> tuple[Node, Node]:
        """Return the node with the site that prices want most closed, and, to be looked at first, open."""
        free = np.flatnonzero(node.may & ~node.must)
        earned = np.minimum(self.costs[:, free] - node.prices[:, None], 0).sum(axis=0) + self.fixed[free]
        site = free[int(earned.argmin())]
        must, may = node.must.copy(), node.may.copy()
        must[site], may[site] = True, False
        return (
            Node(bound=node.bound, must=node.must, may=may, prices=node.prices),
            Node(bound=node.bound, must=must, may=node.may, prices=node.prices),
        )

    def _tightened(self, node: Node, search: Search[Ints]) -> Node | None:
        """Return a node with a higher bound and what follows from it; None where nothing better is in it."""
        if node.bound >= search.cutoff or (self.sites is not None and node.may.sum() < self.sites):
            return None
        climbing = Climb.start(node.prices, patience=PATIENCE)
        for _ in range(STEPS):
            found = self._priced(node, climbing.prices)
            self._offer(search, found, node)
            climbing.step(found, search.known)
            if climbing.best >= search.cutoff:
                return None
        bound = max(node.bound, climbing.best)
        return self._decided(node, climbing.best_prices, bound, search)

    def _decided(self, node: Node, prices: Floats, bound: float, search: Search[Ints]) -> Node | None:
        """Decide what the bound leaves no choice about; None where nothing is left to be decided."""
        free = node.may & ~node.must
        earned = self._priced(node, prices).earned[free[node.may]]
        wanted = None if self.sites is None else self.sites - int(node.must.sum())
        with_site, without = either_way(bound, earned, wanted)
        dear, needed = np.zeros_like(free), np.zeros_like(free)
        dear[free], needed[free] = with_site >= search.cutoff, without >= search.cutoff
        if (dear & needed).any():
            return None
        must, may = node.must | needed, node.may & ~dear
        count = self.sites
        if count is not None and (may.sum() < count or must.sum() > count):
            return None
        if count is not None and must.sum() == count:
            may = must
        if count is not None and may.sum() == count:
            must = may
        if (must == may).all():
            self._offer_open(search, np.flatnonzero(must))
            return None
        return Node(bound=bound, must=must, may=may, prices=prices)

    def _priced(self, node: Node, prices: Floats) -> Priced:
        may = node.may
        return priced(self.costs[:, may], self.fixed[may], prices, self.sites, node.must[may])

    def _offer(self, search: Search[Ints], found: Priced, node: Node) -> None:
        if len(found.chosen):
            self._offer_open(search, np.flatnonzero(node.may)[found.chosen])

    def _offer_open(self, search: Search[Ints], opened: Ints) -> None:
        if len(opened):
            cost = float(self.costs[:, opened].min(axis=1).sum() + self.fixed[opened].sum())
            search.offer(cost, self.numbers[opened])
