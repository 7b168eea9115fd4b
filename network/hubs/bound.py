"""What no choice of hubs can cost less than: a question of medians that every choice answers as well.

With t the least of the three rates, the triangle inequality makes a way by two hubs cost at least t times
the direct distance, and what collection and distribution cost beyond t on top. The direct distances are
given; the rest is a question of sites with those costs, and its bound is one on hubs.
"""

import numpy as np

from core.errors import Stopped
from network.hub_problem import HubProblem
from network.location.locate import locate
from network.location_problem import location_problem
from network.search import Search


def hub_bound(problem: HubProblem, seconds: float, seed: int) -> float:
    """Return a proven bound, sought for so many seconds; the direct distances where they are too few."""
    least = min(problem.collection, problem.transfer, problem.distribution)
    direct = least * float((problem.flows * problem.distances).sum())
    beyond = problem.legs - least * (problem.flows.sum(axis=1) + problem.flows.sum(axis=0))
    sites = location_problem(
        "sscflp" if problem.capacities is not None else "p-median",
        np.maximum(beyond, 0)[:, None] * problem.distances,
        fixed=problem.fixed,
        demands=problem.flows.sum(axis=1),
        capacities=problem.capacities,
        sites=problem.hubs,
        single=problem.capacities is not None,
    )
    try:
        return direct + locate(sites, Search(seconds=seconds, seed=seed)).bound
    except Stopped:
        return direct
