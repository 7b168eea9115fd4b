"""Lagrangian bound where sites have capacities: customers pay prices, sites fill up with the best payers.

Sources: Beasley (1988), doi:10.1016/0377-2217(88)90175-0; Cornuejols, Sridharan & Thizy (1991),
doi:10.1016/0377-2217(91)90261-S; single sourcing: Holmberg, Ronnqvist & Yuan (1999),
doi:10.1016/S0377-2217(98)00008-3.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.location.choice import cheapest
from network.location.knapsacks import MOST_STATES, Filled, filled, filled_by, filled_whole, states
from network.location.lagrange import Climb, Priced
from network.search import Search

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FINEST_SCALE = 2e-3
MEMORY = 0.97
"""How much of what was chosen before still counts, step by step."""

MOST_STEPS = 600

MOST_TIMES = 20
"""So many times its cheapest way counts a customer at most where sites are ranked."""

MOST_TABLE = 3_000_000
"""Customers x sites above which only the cheapest lanes of a customer are looked at."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Capacitated:
    """What is searched: finite costs, row = customer; opening costs; room; how many sites; one site each.

    dear
        what a lane costs at least that is not allowed.
    """

    costs: Floats
    fixed: Floats
    demands: Floats
    capacities: Floats
    sites: int | None
    single: bool
    dear: float = np.inf

    @property
    def exact_knapsacks(self) -> bool:
        """Whether sites can be filled with whole customers exactly and soon."""
        return self.single and states(self.demands, self.capacities) <= MOST_STATES

    def ways(self, customers: Ints, sites: Ints | None = None) -> Floats:
        """Return (customers, sites) what ways cost where sites are ranked.

        Each counts no more than some times the customer's cheapest, so that one that is not allowed, or is
        far too dear, does not outweigh all the others of a site.
        """
        costs = self.costs[customers]
        most = MOST_TIMES * costs.min(axis=1)
        ways: Floats = np.minimum(costs if sites is None else costs[:, sites], most[:, None])
        return ways

    @property
    def large(self) -> bool:
        """Whether looking at all customers with all sites takes too long to be done often."""
        return self.costs.size > MOST_TABLE


@dataclass(frozen=True, kw_only=True, eq=False)
class Lanes:
    """The cheapest lanes of each customer.

    customers, sites, costs
        (k,) parallel.
    limits
        (n,) what the cheapest lane costs that is left out; infinite where none is. At prices that are no
        higher no lane that is left out earns anything, so bounds by these lanes are bounds by all.
    """

    customers: Ints
    sites: Ints
    costs: Floats
    limits: Floats

    @classmethod
    def cheapest(cls, costs: Floats, count: int) -> "Lanes":
        """Return the `count` cheapest lanes of each row of a table."""
        size, width = costs.shape
        if count >= width:
            customers, sites = np.indices(costs.shape).reshape(2, -1)
            return cls(customers=customers, sites=sites, costs=costs.ravel(), limits=np.full(size, np.inf))
        sites = np.argpartition(costs, count, axis=1)[:, : count + 1]
        found = np.take_along_axis(costs, sites, axis=1)
        return cls(
            customers=np.repeat(np.arange(size), count),
            sites=sites[:, :count].ravel(),
            costs=found[:, :count].ravel(),
            limits=found[:, count],
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Prices:
    """What a climb has found.

    prices, reduced
        (n,) of customers; (m,) of sites: opening cost less earnings at those prices.
    wanted
        (m,) how often lately each site was among those that the bound counts.
    chosen
        choices of sites on the way, the latest last, each with enough room.
    """

    bound: float
    prices: Floats
    reduced: Floats
    wanted: Floats
    chosen: list[Ints]


def priced_rooms(
    question: Capacitated,
    prices: Floats,
    *,
    whole: bool,
    lanes: Lanes | None = None,
    must: NDArray[np.bool_] | None = None,
) -> Priced:
    """Return the bound that some prices prove, by some lanes whose limits they keep, or by all.

    must
        (m,) sites that are open in any case; none where left out.
    """
    fill = _fill(question, prices, whole=whole) if lanes is None else _fill_by(question, prices, lanes)
    reduced = question.fixed - fill.earnings
    chosen, cost = cheapest_beside(question, reduced, must)
    is_open = np.zeros(len(reduced), dtype=bool)
    is_open[chosen] = True
    counted = is_open[fill.sites]
    served = np.bincount(fill.customers[counted], weights=fill.shares[counted], minlength=len(prices))
    return Priced(bound=float(prices.sum()) + cost, earned=reduced, chosen=chosen, served=served)


def cheapest_beside(
    question: Capacitated, reduced: Floats, must: NDArray[np.bool_] | None
) -> tuple[Ints, float]:
    """Return the cheapest sites to open beside those that must be open, and a bound on what all cost."""
    total, count = float(question.demands.sum()), question.sites
    if must is None or not must.any():
        return cheapest(reduced, question.capacities, total, count)
    given, free = np.flatnonzero(must), np.flatnonzero(~must)
    missing = total - float(question.capacities[given].sum())
    more, cost = cheapest(
        reduced[free], question.capacities[free], missing, None if count is None else count - len(given)
    )
    return np.r_[given, free[more]], float(reduced[given].sum()) + cost


def _fill(question: Capacitated, prices: Floats, *, whole: bool) -> Filled:
    fill = filled_whole if whole else filled
    return fill(prices[:, None] - question.costs, question.demands, question.capacities)


def _fill_by(question: Capacitated, prices: Floats, lanes: Lanes) -> Filled:
    gains = prices[lanes.customers] - lanes.costs
    earns = np.flatnonzero(gains > 0)
    customers, sites = lanes.customers[earns], lanes.sites[earns]
    return filled_by(customers, sites, gains[earns], question.demands, question.capacities)


def climb_rooms(
    question: Capacitated,
    search: Search[Any],
    *,
    target: float,
    whole: bool,
    start: Floats | None = None,
    lanes: Lanes | None = None,
) -> Prices:
    """Raise the bound step by step towards `target`, an objective that is hoped for.

    lanes
        those that are looked at; all where left out.
    """
    limits = np.inf if lanes is None else lanes.limits
    climbing = Climb.start(_first_prices(question) if start is None else start, scale=0.5 if whole else 1.0)
    best, steps = None, 0
    wanted = np.zeros(question.costs.shape[1])
    chosen: dict[bytes, Ints] = {}
    while (best is None or search.on("bound")) and climbing.scale > FINEST_SCALE and steps < MOST_STEPS:
        climbing.prices = np.minimum(climbing.prices, limits)
        found = priced_rooms(question, climbing.prices, whole=whole, lanes=lanes)
        wanted *= MEMORY
        wanted[found.chosen] += 1
        if climbing.step(found, max(target, climbing.best * 1.002)):
            best = found
            key = np.sort(found.chosen)
            chosen.pop(key.tobytes(), None)
            chosen[key.tobytes()] = key
        search.prove(climbing.best)
        steps += 1
    assert best is not None  # noqa: S101
    return Prices(
        bound=climbing.best,
        prices=climbing.best_prices,
        reduced=best.earned,
        wanted=wanted,
        chosen=list(chosen.values()),
    )


def _first_prices(question: Capacitated) -> Floats:
    """Return the second cheapest way to serve each customer, its share of opening a site included."""
    shares = question.fixed / np.maximum(question.capacities, 1e-9)
    whole = question.costs + np.outer(question.demands, shares)
    rank = min(1, whole.shape[1] - 1)
    prices: Floats = np.partition(whole, rank, axis=1)[:, rank]
    return prices


def first_choice(question: Capacitated, lanes: Lanes | None = None) -> Ints:
    """Return sites with enough room to begin with: the cheapest ones at the first prices, if need be more."""
    prices = _first_prices(question)
    if lanes is not None:
        prices = np.minimum(prices, lanes.limits)
    found = priced_rooms(question, prices, whole=False, lanes=lanes)
    opened = np.sort(found.chosen)
    if question.capacities[opened].sum() >= question.demands.sum():
        return opened
    largest = np.argsort(-question.capacities, kind="stable")
    if question.sites is not None:
        return np.sort(largest[: question.sites])
    return np.sort(np.r_[opened, np.setdiff1d(largest, opened)])
