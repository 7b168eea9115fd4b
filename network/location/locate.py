"""A question about sites goes to the search that fits it, and what that finds becomes an answer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.answer import Assignment, LocationAnswer
from network.failure import NoDesign
from network.location.capacitated import search_capacitated
from network.location.room_prices import Capacitated
from network.location.uncapacitated import Uncapacitated, search_uncapacitated
from network.location_problem import LocationProblem
from network.search import Search

Floats = NDArray[np.float64]


def locate(problem: LocationProblem, search: Search[Any]) -> LocationAnswer:
    """Search the sites of a problem until the best is proven or time is over."""
    search.whole = problem.whole
    if problem.capacities is None or not np.isfinite(problem.capacities).any():
        return _without_capacities(problem, search)
    costs = finite(problem)
    forbidden = costs[~np.isfinite(problem.costs)]
    question = Capacitated(
        costs=costs,
        fixed=problem.fixed,
        demands=problem.demands,
        capacities=np.minimum(problem.capacities, problem.demands.sum()),
        sites=problem.sites,
        single=problem.single,
        dear=float(forbidden.min(initial=np.inf)),
    )
    search_capacitated(question, search)
    _, served = search.found()
    order = np.lexsort((served.sites, served.customers))
    assignment = Assignment(
        customers=served.customers[order], sites=served.sites[order], shares=served.shares[order]
    )
    return location_answer(problem, search, served.opened, assignment)


def _without_capacities(problem: LocationProblem, search: Search[Any]) -> LocationAnswer:
    costs = finite(problem)
    search_uncapacitated(Uncapacitated(costs=costs, fixed=problem.fixed, sites=problem.sites), search)
    _, opened = search.found()
    near = opened[costs[:, opened].argmin(axis=1)]
    used = opened if problem.sites is not None else np.unique(near)
    return location_answer(problem, search, used, Assignment.whole(near))


def location_answer(
    problem: LocationProblem,
    search: Search[NDArray[np.int64]],
    opened: NDArray[np.int64],
    assignment: Assignment,
) -> LocationAnswer:
    """Return sites and an assignment as an answer with its cost; refuse one that uses what is not allowed."""
    paid = problem.costs[assignment.customers, assignment.sites] * assignment.shares
    objective = float(paid.sum() + problem.fixed[opened].sum())
    if not np.isfinite(objective):
        raise NoDesign("No choice of sites serves every customer by lanes that are allowed.")
    bound = 0.0 if search.bound is None else min(search.bound, objective)
    return LocationAnswer(
        model=problem.model,
        objective=objective,
        bound=objective if search.proven else bound,
        open=tuple(sorted(opened.tolist())),
        seconds=search.elapsed,
        assignment=assignment,
    )


def finite(problem: LocationProblem) -> Floats:
    """Return costs with lanes that are not allowed dearer than any design without them."""
    allowed = np.isfinite(problem.costs)
    if allowed.all():
        return problem.costs
    worst = np.where(allowed, problem.costs, 0).max(axis=1).sum() + problem.fixed.sum() + 1
    return np.where(allowed, problem.costs, worst)
