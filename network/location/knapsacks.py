"""What each site can earn within its capacity, for all sites at once.

At given prices every site fills its room with the customers that pay most for it: a knapsack a site.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_STATES = 5_000_000
"""Whole knapsacks are filled exactly where customers x sites x capacity are no more than this."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Filled:
    """What all sites earn, and with whom.

    earnings
        (m,) the most that each site earns.
    customers, sites, shares
        (k,) parallel: which share of a customer each site takes.
    """

    earnings: Floats
    customers: Ints
    sites: Ints
    shares: Floats


def filled(profits: Floats, demands: Floats, capacities: Floats) -> Filled:
    """Fill every site with shares of customers: the continuous knapsack, by profit for each unit of demand.

    profits
        (n, m) what serving all of a customer earns; those of 0 or less are never taken.
    """
    customers, sites = np.nonzero(profits > 0)
    return filled_by(customers, sites, profits[customers, sites], demands, capacities)


def filled_by(customers: Ints, sites: Ints, gains: Floats, demands: Floats, capacities: Floats) -> Filled:
    """Fill every site likewise by a list of lanes.

    customers, sites, gains
        (k,) parallel: by which lanes customers may be served, and what all of one earns there, more than 0.
    """
    loads = demands[customers]
    rates = gains / np.maximum(loads, 1e-12)
    # One key sorts by site first and by falling rate within it.
    order = np.argsort(sites + (1 - rates / max(float(rates.max(initial=0)), 1e-300)) / 2)
    customers, sites, gains, loads = customers[order], sites[order], gains[order], loads[order]
    before = np.cumsum(loads) - loads
    firsts = np.flatnonzero(np.r_[True, sites[1:] != sites[:-1]]) if len(sites) else np.zeros(0, np.int64)
    before -= np.repeat(before[firsts], np.diff(np.r_[firsts, len(sites)]))
    room = capacities[sites] - before
    shares = np.clip(room / np.maximum(loads, 1e-12), 0, 1)
    taken = shares > 0
    earnings = np.bincount(sites, weights=gains * shares, minlength=len(capacities)).astype(np.float64)
    return Filled(earnings=earnings, customers=customers[taken], sites=sites[taken], shares=shares[taken])


def states(demands: Floats, capacities: Floats) -> float:
    """Return how many states exact knapsacks have; infinite where demands are not whole numbers."""
    if (demands != np.rint(demands)).any():
        return np.inf
    room = min(float(capacities.max()), float(demands.sum()))
    return len(demands) * len(capacities) * (room + 1)


def filled_whole(profits: Floats, demands: Floats, capacities: Floats) -> Filled:
    """Fill every site with whole customers of whole demand: dynamic programming, all sites abreast."""
    weights = demands.astype(np.int64)
    rooms = np.minimum(np.floor(capacities + 1e-9), weights.sum()).astype(np.int64)
    width, sites = int(rooms.max()), profits.shape[1]
    listed = np.flatnonzero((profits > 0).any(axis=1) & (weights <= width))
    best = np.zeros((sites, width + 1))
    taken = np.zeros((len(listed), sites, width + 1), dtype=bool)
    for step, customer in enumerate(listed):
        weight = int(weights[customer])
        gain = np.where(profits[customer] > 0, profits[customer], -np.inf)[:, None]
        with_it = best[:, : width + 1 - weight] + gain
        np.greater(with_it, best[:, weight:], out=taken[step, :, weight:])
        np.maximum(best[:, weight:], with_it, out=best[:, weight:])
    return _traced(best, taken, listed, weights, rooms)


def _traced(best: Floats, taken: NDArray[np.bool_], listed: Ints, weights: Ints, rooms: Ints) -> Filled:
    """Return whom the best filling of each site takes."""
    every = np.arange(len(rooms))
    left, customers, sites = rooms.copy(), [], []
    for step in range(len(listed) - 1, -1, -1):
        takes = taken[step, every, left]
        sites.append(every[takes])
        customers.append(np.full(int(takes.sum()), listed[step]))
        left = left - takes * weights[listed[step]]
    chosen = np.concatenate(customers) if customers else np.zeros(0, np.int64)
    return Filled(
        earnings=best[every, rooms],
        customers=chosen.astype(np.int64),
        sites=np.concatenate(sites).astype(np.int64) if sites else np.zeros(0, np.int64),
        shares=np.ones(len(chosen)),
    )
