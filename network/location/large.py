"""Searching sites with capacities where there are many customers and many sites.

Prices climb on the cheapest lanes of each customer alone, a flow tells what a choice of sites costs, and
sites are exchanged: first for groups of customers, few enough to look at every exchange, then for all
customers among the sites in reach. After that neighbouring sites and their customers, again in groups, are
planned anew as questions of their own. Ten thousand customers and a thousand sites are climbed in seconds, by
all lanes in minutes.
Sources: aggregation of demand, Francis, Lowe, Rayco & Tamir (2009), doi:10.1007/s10479-008-0344-z; large
neighbourhoods, Shaw (1998), doi:10.1007/3-540-49481-2_30.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from network.location.exchange import Choice, cheapest_sites, exchange_sites, served_from
from network.location.polish import polish
from network.location.room_prices import Capacitated, Lanes, Prices, climb_rooms, first_choice
from network.location.served import Served
from network.search import Progress, Search

Ints = NDArray[np.int64]

LANES = 1_500_000
"""Lanes that are looked at, of all customers."""

FEWEST = 40
"""Of each customer at least so many."""

TRIED = 5
"""Choices of a climb that are served."""

GROUPS = 500
"""Groups of customers at most: those for whom the same one of so many sites is cheapest."""

GROUPED, EXCHANGED = 0.2, 0.15
"""Shares of the time left in which sites are exchanged for groups, and then for all customers."""

POLISHED = 0.3
"""Share of the time left in which designs of whole customers are improved part by part."""

PART = 8
"""Open sites that are planned anew together."""

BESIDE = 6
"""Closed sites that each of them might give way to."""

PART_S = 2.0
"""What one part may take at most."""

Solver = Callable[[Capacitated, Search[Served]], None]
"""Searches a question that is not large."""


def search_large(question: Capacitated, search: Search[Served], solver: Solver) -> None:
    """Offer designs and bounds until time is over, or until no design is found.

    solver
        of the parts.
    """
    lanes = Lanes.cheapest(question.costs, max(FEWEST, LANES // len(question.costs)))
    served_from(question, search, first_choice(question, lanes))
    prices = _climbed(question, search, lanes)
    draw = search.rng(3)
    _exchanged(question, search, draw)
    prices = _climbed(question, search, lanes, prices)
    if question.single:
        polish(question, search, prices, seconds=search.left * POLISHED)
    best = None if search.solution is None else served_from(question, search, search.solution.opened)
    while best is not None and search.on("improving parts"):
        found = _part_anew(question, search, best.opened, draw, solver)
        best = found if found is not None and found.cost < best.cost else best


def _climbed(
    question: Capacitated, search: Search[Served], lanes: Lanes, start: Prices | None = None
) -> Prices:
    """Raise the bound, and serve everybody from the choices on the way."""
    target = 0.0 if search.objective is None else search.objective
    before = None if start is None else start.prices
    prices = climb_rooms(question, search, target=target, whole=False, start=before, lanes=lanes)
    for opened in prices.chosen[-TRIED:]:
        if search.on("improving"):
            served_from(question, search, opened)
    return prices


def _exchanged(question: Capacitated, search: Search[Served], draw: np.random.Generator) -> None:
    """Exchange sites for groups of customers, then for all of them."""
    if search.solution is None:
        return
    width = question.costs.shape[1]
    marks = np.sort(draw.choice(width, min(GROUPS, width), replace=False))
    groups = grouped(question, question.costs[:, marks].argmin(axis=1))
    few = _child(search, search.left * GROUPED, draw)
    exchange_sites(groups, few, seconds=few.seconds, opened=search.solution.opened)
    opened = search.solution.opened if few.solution is None else few.solution.opened
    exchange_sites(question, search, seconds=search.left * EXCHANGED, opened=opened)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Part:
    """Open sites that are planned anew, those that may be open instead as well, and whom they serve."""

    opened: Ints
    sites: Ints
    customers: Ints

    def question(self, whole: Capacitated) -> Capacitated:
        """Return the question of this part; customers with the same two cheapest sites are one."""
        costs = whole.costs[np.ix_(self.customers, self.sites)]
        two = np.argpartition(costs, min(1, len(self.sites) - 1), axis=1)[:, :2]
        part = replace(
            whole,
            costs=costs,
            fixed=whole.fixed[self.sites],
            demands=whole.demands[self.customers],
            capacities=whole.capacities[self.sites],
            sites=None if whole.sites is None else len(self.opened),
        )
        return grouped(part, two @ np.array([len(self.sites), 1])[: two.shape[1]])


def _part(question: Capacitated, opened: Ints, draw: np.random.Generator) -> _Part:
    """Return an open site, those beside it and their customers."""
    nearest = opened[question.costs[:, opened].argmin(axis=1)]
    own = np.flatnonzero(nearest == draw.choice(opened))
    apart = question.ways(own if len(own) else np.arange(len(nearest))).sum(axis=0)
    part = opened[np.argsort(apart[opened] * draw.uniform(0.8, 1.2, len(opened)))[:PART]]
    closed = np.setdiff1d(np.arange(len(question.fixed)), opened)
    beside = (cheapest_sites(question, np.flatnonzero(nearest == each), closed, BESIDE) for each in part)
    return _Part(
        opened=part,
        sites=np.unique(np.r_[part, *beside]),
        customers=np.flatnonzero(np.isin(nearest, part)),
    )


def _part_anew(
    question: Capacitated, search: Search[Served], opened: Ints, draw: np.random.Generator, solver: Solver
) -> Choice | None:
    """Return the choice with a part of it planned anew; None where nothing is found in time."""
    part = _part(question, opened, draw)
    if not len(part.customers):
        return None
    child = _child(search, min(PART_S, search.left), draw)
    solver(part.question(question), child)
    if child.solution is None:
        return None
    anew = np.union1d(np.setdiff1d(opened, part.opened), part.sites[child.solution.opened])
    return served_from(question, search, anew)


def _child(search: Search[Served], seconds: float, draw: np.random.Generator) -> Search[Served]:
    """Return a search for a part of the question, that ends when the whole does."""

    def tell(_: Progress) -> bool:
        return search.on("improving parts")

    return Search(seconds=max(0.1, seconds), seed=int(draw.integers(2**31)), listener=tell)


def grouped(question: Capacitated, order: Ints) -> Capacitated:
    """Return the question of groups, which may be split.

    order
        (n,) customers with the same number are one group.
    """
    _, group = np.unique(order, return_inverse=True)
    sorted_by = np.argsort(group, kind="stable")
    firsts = np.flatnonzero(np.r_[True, np.diff(group[sorted_by]) > 0])
    return replace(
        question,
        costs=np.add.reduceat(question.costs[sorted_by], firsts, axis=0),
        demands=np.add.reduceat(question.demands[sorted_by], firsts),
        single=False,
    )
