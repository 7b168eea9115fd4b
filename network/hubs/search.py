"""Hubs are exchanged, added and taken away by chance, each time followed by a descent of the allocation.

A worse design is kept now and then, less and less often while the time goes by (record-to-record travel).
Sources: Ernst & Krishnamoorthy, Location Science 4 (1996) 139-154 and Annals of OR 85 (1999) 141-159; Dueck
(1993), doi:10.1006/jcph.1993.1010.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.answer import Assignment, LocationAnswer
from network.failure import NoDesign
from network.hub_problem import HubProblem
from network.hubs.bound import hub_bound
from network.hubs.descent import Descent
from network.search import Search

Ints = NDArray[np.int64]

BOUND_SHARE = 0.15
"""Of the time goes to the bound, at most."""

DEVIATION = 0.02
"""How much worse than the best a design may be and still be gone on from, in the beginning."""

ROUND = 400
"""Tries after which the search begins anew from the best design or by chance."""


def place_hubs(problem: HubProblem, search: Search[Any]) -> LocationAnswer:
    """Search hubs and allocation until the best is proven or time is over."""
    descent, rng = Descent(problem), search.rng()
    began = _first(problem, rng)
    current = _offered(descent, search, began)
    search.prove(hub_bound(problem, max(0.1, BOUND_SHARE * search.left), search.seed))
    judged, tries = descent.judged(current), 0
    while search.on("exchanging hubs"):
        if tries % ROUND == ROUND - 1:
            again = search.solution if search.solution is not None and rng.random() < 0.5 else None
            current = _offered(descent, search, _first(problem, rng)) if again is None else again
            judged = descent.judged(current)
        tries += 1
        tried = _offered(descent, search, _disturbed(problem, current, rng))
        value = descent.judged(tried)
        allowed = DEVIATION * (1 - (tries % ROUND) / ROUND) * judged
        if value < judged + allowed * rng.random():
            current, judged = tried, value
    return _answer(problem, search)


def _answer(problem: HubProblem, search: Search[Any]) -> LocationAnswer:
    if search.objective is None:
        raise NoDesign(
            "No choice of hubs was found that keeps to the capacities; give more time or capacity."
        )
    objective, hub_of = search.found()
    return LocationAnswer(
        model=problem.model,
        objective=objective,
        bound=objective if search.proven else min(objective, search.bound or 0.0),
        open=tuple(np.unique(hub_of).tolist()),
        seconds=search.elapsed,
        assignment=Assignment.whole(hub_of),
    )


def _offered(descent: Descent, search: Search[Any], hub_of: Ints) -> Ints:
    """Descend from a design, offer what comes out if it keeps to the capacities, and return it."""
    found = descent.descend(hub_of)
    if descent.excess(found) == 0:
        search.offer(descent.cost(found), found)
    return found


def _first(problem: HubProblem, rng: np.random.Generator) -> Ints:
    """Return hubs drawn by chance, each node with the nearest of them."""
    size = len(problem.points)
    count = problem.hubs or int(rng.integers(1, min(size, max(2, size // 4)) + 1))
    return _near(problem, rng.choice(size, count, replace=False))


def _near(problem: HubProblem, hubs: Ints) -> Ints:
    hubs = np.sort(hubs)
    hub_of: Ints = hubs[problem.distances[:, hubs].argmin(axis=1)]
    hub_of[hubs] = hubs
    return hub_of


def _disturbed(problem: HubProblem, hub_of: Ints, rng: np.random.Generator) -> Ints:
    """Return a design with one hub exchanged, added or taken away."""
    hubs = np.unique(hub_of)
    others = np.setdiff1d(np.arange(len(hub_of)), hubs)
    kind = "exchange" if problem.hubs is not None else rng.choice(["exchange", "exchange", "add", "drop"])
    kept, added = hubs, hubs[:0]
    if kind != "add" and (kind == "exchange" or len(hubs) > 1):
        gone = rng.choice(hubs)
        kept = hubs[hubs != gone]
        members = others[hub_of[others] == gone]
        others = members if len(members) and rng.random() < 0.6 else others
    if kind != "drop":
        if not len(others):
            return hub_of
        added = rng.choice(others, 1)
    now = np.sort(np.concatenate([kept, added]))
    near = _near(problem, now)
    if rng.random() < 0.5:
        return near
    stays = np.isin(hub_of, kept) & ~np.isin(np.arange(len(hub_of)), added)
    return np.where(stays, hub_of, near)
