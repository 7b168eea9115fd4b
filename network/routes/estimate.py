"""Which sets of sites are worth routing: opening costs and an estimate of the delivery, without any route.

Carrying a customer's demand costs at least its share of a full vehicle's way out and back (Haimovich &
Rinnooy Kan 1985, doi:10.1287/moor.10.4.527); the ways from customer to customer cost about the same
whichever sites are open. Customers choose in the order of what they lose when they must go elsewhere.
"""

import heapq
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from network.route_problem import RouteProblem

Floats = NDArray[np.float64]

Sites = frozenset[int]

EXPANDED = 60
"""Sets whose neighbours are estimated, at most."""


class Estimate:
    """Estimates sets of sites, each once."""

    def __init__(self, problem: RouteProblem) -> None:
        out = problem.travel[: problem.sites, problem.sites :]
        back = problem.travel[problem.sites :, : problem.sites].T
        share = problem.demands / problem.vehicle_room
        self.problem = problem
        self.costs: Floats = np.ascontiguousarray(((out + back + problem.vehicle_cost) * share).T)
        self.known: dict[Sites, float] = {}

    def of(self, sites: Sites) -> float:
        """Return about what a set costs, less what all sets cost alike; infinite where it is too small."""
        if sites not in self.known:
            self.known[sites] = self._estimated(sorted(sites))
        return self.known[sites]

    def ranked(self) -> list[Sites]:
        """Return sets of sites by what they seem to cost: those met on the way to the cheapest ones."""
        start = frozenset(range(self.problem.sites))
        waiting, serial = [(self.of(start), 0, start)], 0
        for _ in range(EXPANDED):
            if not waiting:
                break
            _, _, sites = heapq.heappop(waiting)
            for near in neighbours(sites, self.problem.sites):
                if near not in self.known and np.isfinite(self.of(near)):
                    serial += 1
                    heapq.heappush(waiting, (self.of(near), serial, near))
        return sorted(
            (each for each in self.known if np.isfinite(self.known[each])), key=self.known.__getitem__
        )

    def _estimated(self, sites: list[int]) -> float:
        problem, total = self.problem, float(self.problem.demands.sum())
        if not sites or problem.rooms[sites].sum() < total * (1 - 1e-12):
            return np.inf
        costs, left = self.costs[:, sites], problem.rooms[sites].copy()
        delivery = costs.min(axis=1).sum()
        used = np.bincount(costs.argmin(axis=1), weights=problem.demands, minlength=len(sites))
        if (used > left).any():
            delivery = _crowded(costs, problem.demands, left)
        return float(problem.fixed[sites].sum() + delivery)


def _crowded(costs: Floats, demands: Floats, left: Floats) -> float:
    """Return what customers cost where sites fill up: who loses most by the second site comes first."""
    ordered = np.sort(costs, axis=1)
    loss = ordered[:, min(1, costs.shape[1] - 1)] - ordered[:, 0]
    paid = 0.0
    for customer in np.argsort(-loss).tolist():
        fits = left >= demands[customer]
        # A customer who fits nowhere as a whole is put where most is left: an estimate may do so.
        at = int(np.where(fits, costs[customer], np.inf).argmin() if fits.any() else left.argmax())
        left[at] -= demands[customer]
        paid += float(costs[customer, at])
    return paid


def neighbours(sites: Sites, count: int) -> Iterator[Sites]:
    """Yield the sets that differ from one by a site closed, opened, or exchanged for another."""
    others = frozenset(range(count)) - sites
    yield from (sites - {one} for one in sorted(sites) if len(sites) > 1)
    yield from (sites | {other} for other in sorted(others))
    yield from (sites - {one} | {other} for one in sorted(sites) for other in sorted(others))
