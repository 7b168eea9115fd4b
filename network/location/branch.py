"""Deciding site by site whether it is open, bounded by prices: it proves what few sites are left of.

Where few of many sites are opened, each serves many customers, and the program of what is left is large
though its sites are few; a bound by prices takes a millisecond there. What is decided next is the site that
prices want most; what is looked at next is what may be cheapest, so that the bound of all rises step by step.
Sources: Christofides & Beasley (1982), European Journal of Operational Research 10:196; with capacities
Beasley (1988), doi:10.1016/0377-2217(88)90175-0.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from network.location.lagrange import Climb, Priced
from network.search import Search

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

STEPS = 40
"""Steps of a climb at each decision: it begins at the prices of the decision before."""

FEW_SITES, FEW_LANES = 200, 8_000
"""Where more lanes are left, but no more sites, it is decided site by site; else a program is sooner."""

PATIENCE = 5
"""Steps without a better bound, after which they become smaller."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Decisions:
    """(m,) which of the sites are open in any case, and which may be."""

    must: Flags
    may: Flags

    @property
    def free(self) -> Flags:
        """(m,) about which there is still a choice."""
        return self.may & ~self.must


Pricing = Callable[[Floats], Priced]
"""What prices prove."""


class Question(Protocol):
    """What is decided: some sites, numbered from 0."""

    @property
    def count(self) -> int:
        """Return how many sites there are."""

    def pricing(self, decisions: Decisions) -> Pricing:
        """Return what tells what prices prove of designs that keep to some decisions."""

    def either_way(self, decisions: Decisions, found: Priced) -> tuple[Floats, Floats]:
        """Return what no design with each free site open costs less than, and none with it closed."""

    def settled(self, decisions: Decisions) -> Decisions | None:
        """Return what follows from how many sites are open, or from their room; None where it cannot be."""

    def offer(self, search: Search[Any], opened: Ints) -> None:
        """Offer the best design with some sites."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Node:
    """Some decisions: no design that keeps to them costs less than `bound`."""

    bound: float
    decisions: Decisions
    prices: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Branching:
    """Decides a question."""

    question: Question

    def run(self, search: Search[Any], prices: Floats) -> None:
        """Decide until nothing better is possible or time is over; offer designs and prove bounds."""
        every = np.ones(self.question.count, dtype=bool)
        all_of_it = Node(bound=-np.inf, decisions=Decisions(must=~every, may=every), prices=prices)
        waiting, made = [(all_of_it.bound, 0, all_of_it)], 1
        while waiting and search.on("proving"):
            search.prove(min(waiting[0][0], search.known))
            for node in self._decided(heapq.heappop(waiting)[2], search):
                heapq.heappush(waiting, (node.bound, made, node))
                made += 1
        if not waiting:
            search.prove(search.known)

    def _decided(self, node: Node, search: Search[Any]) -> Iterator[Node]:
        """Raise the bound of a node, and yield what is left to be looked at below it."""
        if node.bound >= search.cutoff:
            return
        pricing = self.question.pricing(node.decisions)
        climbing = _climbed(pricing, node.prices, search)
        if climbing.best >= search.cutoff:
            return
        found = pricing(climbing.best_prices)
        self.question.offer(search, np.flatnonzero(node.decisions.may)[found.chosen])
        bound = max(node.bound, climbing.best)
        either = self.question.either_way(node.decisions, found)
        with_site, without = (np.maximum(each, bound) for each in either)
        decisions = self._followed(node.decisions, with_site >= search.cutoff, without >= search.cutoff)
        if decisions is None:
            return
        if not decisions.free.any():
            self.question.offer(search, np.flatnonzero(decisions.must))
            return
        for decided, least in _parted(node.decisions.free, decisions, with_site, without):
            settled = self.question.settled(decided)
            if settled is not None:
                yield Node(bound=least, decisions=settled, prices=climbing.best_prices)

    def _followed(self, decisions: Decisions, dear: Flags, needed: Flags) -> Decisions | None:
        """Return what is decided once some sites are too dear and others needed; None if it cannot be."""
        if (dear & needed).any():
            return None
        must, may = decisions.must.copy(), decisions.may.copy()
        must[decisions.free], may[decisions.free] = needed, ~dear
        return self.question.settled(Decisions(must=must, may=may))


def worth_deciding(sites: int, lanes: int) -> bool:
    """Return whether so many sites and lanes that are left are sooner decided than solved as a program."""
    return sites <= FEW_SITES and lanes > FEW_LANES


def _climbed(pricing: Pricing, prices: Floats, search: Search[Any]) -> Climb:
    """Climb from some prices for some steps, or until they prove that nothing better is possible."""
    climbing = Climb.start(prices, patience=PATIENCE)
    for _ in range(STEPS):
        climbing.step(pricing(climbing.prices), search.known)
        if climbing.best >= search.cutoff:
            break
    return climbing


def _parted(
    asked: Flags, decisions: Decisions, with_site: Floats, without: Floats
) -> Iterator[tuple[Decisions, float]]:
    """Yield both decisions about the free site that prices want most, and the bounds of both.

    asked
        (m,) the sites that the bounds are about, in their order.
    """
    sites = np.flatnonzero(asked)
    ranked = np.lexsort((-without, with_site))
    place = int(ranked[decisions.free[sites[ranked]]][0])
    must, may = decisions.must.copy(), decisions.may.copy()
    must[sites[place]], may[sites[place]] = True, False
    yield Decisions(must=must, may=decisions.may), float(with_site[place])
    yield Decisions(must=decisions.must, may=may), float(without[place])
