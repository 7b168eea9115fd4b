"""The best sites and routes of a question with few customers: every set of customers, smaller ones first.

Routes by dynamic programming over sets (Held & Karp 1962, doi:10.1137/0110015), then the best routes of each
site for each set, then the best sites.
"""

import numpy as np
from numpy.typing import NDArray

from network.route_problem import RouteProblem, Routes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_STEPS = 600_000
"""Pairs of a set and a part of it, of all sites, up to which they are looked at: ten customers, ten sites."""

SMALL = 1e-9


def is_small(problem: RouteProblem) -> bool:
    """Return whether every set of customers can be looked at."""
    return bool(3**problem.customers * problem.sites <= MOST_STEPS)


def best_routes(problem: RouteProblem) -> Routes | None:
    """Return the routes that cost least, or None where none keep to all capacities."""
    size = 1 << problem.customers
    loads, parts_of = _loads(problem), [_parts(mask) for mask in range(size)]
    least = np.full(size, np.inf)
    least[0] = 0.0
    steps: list[tuple[Ints, list[int]]] = []
    for site in range(problem.sites):
        served, cuts = _served(problem, site, loads, parts_of)
        taken = np.zeros(size, np.int64)
        after = least.copy()
        for mask in range(1, size):
            parts = parts_of[mask]
            costs = least[mask ^ parts] + served[parts]
            best = int(costs.argmin())
            if costs[best] + problem.fixed[site] < after[mask]:
                after[mask], taken[mask] = costs[best] + problem.fixed[site], parts[best]
        steps.append((taken, cuts))
        least = after
    return _retraced(problem, steps) if np.isfinite(least[-1]) else None


def _loads(problem: RouteProblem) -> Floats:
    return np.array([problem.demands[_members(mask)].sum() for mask in range(1 << problem.customers)])


def _members(mask: int) -> list[int]:
    return [k for k in range(mask.bit_length()) if mask >> k & 1]


def _parts(mask: int) -> Ints:
    """Return every part of a set but the empty one, itself first."""
    found, part = [], mask
    while part:
        found.append(part)
        part = (part - 1) & mask
    return np.array(found)


def _tours(problem: RouteProblem, site: int, loads: Floats) -> tuple[Floats, Floats]:
    """Return what one route to each set costs, and what ways from the site through a set to a last one do."""
    n, m = problem.customers, problem.sites
    among = problem.travel[m:, m:]
    ways = np.full((1 << n, n), np.inf)
    ways[1 << np.arange(n), np.arange(n)] = problem.travel[site, m:]
    for mask in range(1, 1 << n):
        inside = _members(mask)
        for last in inside if len(inside) > 1 else ():
            ways[mask, last] = (ways[mask ^ (1 << last), inside] + among[inside, last]).min()
    tours = (ways + problem.travel[m:, site]).min(axis=1) + problem.vehicle_cost
    return np.where(loads <= problem.vehicle_room * (1 + SMALL), tours, np.inf), ways


def _served(
    problem: RouteProblem, site: int, loads: Floats, parts_of: list[Ints]
) -> tuple[Floats, list[int]]:
    """Return what serving each set from a site costs, and the first of its routes."""
    tours, _ = _tours(problem, site, loads)
    served, first = tours.copy(), list(range(len(tours)))
    for mask in range(1, len(tours)):
        parts = parts_of[mask]
        parts = parts[(parts & (mask & -mask)) > 0]
        costs = tours[parts] + np.where(parts == mask, 0.0, served[mask ^ parts])
        best = int(costs.argmin())
        served[mask], first[mask] = costs[best], int(parts[best])
    served[0] = 0.0
    return np.where(loads <= problem.rooms[site] * (1 + SMALL), served, np.inf), first


def _retraced(problem: RouteProblem, steps: list[tuple[Ints, list[int]]]) -> Routes:
    loads = _loads(problem)
    left, routes = (1 << problem.customers) - 1, []
    for site in reversed(range(problem.sites)):
        taken, first = steps[site]
        served = int(taken[left])
        left ^= served
        ways = _tours(problem, site, loads)[1] if served else None
        while served and ways is not None:
            routes.append((site, _ordered(problem, site, first[served], ways)))
            served ^= first[served]
    return tuple(routes)


def _ordered(problem: RouteProblem, site: int, mask: int, ways: Floats) -> tuple[int, ...]:
    """Return a set in the order of its shortest route."""
    m, order = problem.sites, []
    last = int((ways[mask] + problem.travel[m:, site]).argmin())
    while True:
        order.append(last)
        mask ^= 1 << last
        if not mask:
            return tuple(reversed(order))
        last = int((ways[mask] + problem.travel[m:, m + last]).argmin())
