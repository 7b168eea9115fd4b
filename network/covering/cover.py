"""Searches for covering questions: programs of what is left after reduction, for the center a bisection."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.answer import Assignment, LocationAnswer
from network.covering.program import Reduced, greedy_cover, most_covered_program, reduced, set_cover_program
from network.covering_problem import CoveringProblem
from network.failure import NoDesign
from network.search import Search
from network.solvers.program import solve_program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def cover(problem: CoveringProblem, search: Search[Any]) -> LocationAnswer:
    """Search until the best is proven or time is over."""
    search.whole = problem.whole
    if problem.model == "mclp":
        search.sense = -1
        _most_covered(problem, search)
    elif problem.model == "lscp":
        _fewest(problem, search)
    else:
        _center(problem, search)
    _, opened = search.found()
    return _answer(problem, search, opened)


def _answer(problem: CoveringProblem, search: Search[Any], opened: Ints) -> LocationAnswer:
    near = opened[problem.distances[:, opened].argmin(axis=1)]
    distance = problem.distances[np.arange(len(near)), near]
    if problem.radius is not None:
        near = np.where(distance <= problem.radius, near, -1)
    objective = objective_of(problem, opened)
    unknown = float(problem.demands.sum()) if problem.model == "mclp" else 0.0
    known = unknown if search.bound is None else search.bound
    bound = objective if search.proven else known
    return LocationAnswer(
        model=problem.model,
        objective=objective,
        bound=bound,
        open=tuple(sorted(opened.tolist())),
        seconds=search.elapsed,
        assignment=Assignment.whole(near),
    )


def objective_of(problem: CoveringProblem, opened: Ints) -> float:
    """Return what a choice of sites comes to: their number, the demand covered, or the farthest distance."""
    nearest = problem.distances[:, opened].min(axis=1)
    if problem.model == "lscp":
        return float(len(opened))
    if problem.model == "mclp":
        return float(problem.demands[nearest <= (problem.radius or 0)].sum())
    return float(nearest.max())


def _fewest(problem: CoveringProblem, search: Search[Any]) -> None:
    left = reduced(problem.covers(problem.radius or 0))
    _offer_cover(problem, search, left.sites[greedy_cover(left.covers)])
    _cover_program(problem, search, left, proves=True)


def _cover_program(
    problem: CoveringProblem, search: Search[Any], left: Reduced, *, proves: bool, enough: int | None = None
) -> tuple[Ints | None, float]:
    """Solve the set cover of what is left; return its best sites and the least number that is not disproven.

    enough
        a number of sites with which the search may end.
    """
    program = set_cover_program(left.covers)
    found_so_far: list[Ints] = []

    def hear(values: Floats) -> None:
        found_so_far.append(left.sites[values > 0.5])
        if proves:
            _offer_cover(problem, search, found_so_far[-1])

    def keep_on(best: float | None, bound: float) -> bool:
        if proves and np.isfinite(bound):
            search.prove(bound)
        if enough is not None:
            settled = (best is not None and best <= enough + 0.5) or bound > enough + 1e-6
            return search.on() and not settled
        return search.on("covering")

    ended = solve_program(
        program,
        seconds=search.left,
        keep_on=keep_on,
        proves=True,
        hearer=hear,
        seed=search.seed,
        threads=search.threads,
    )
    if ended.values is not None:
        hear(ended.values)
    if proves and np.isfinite(ended.bound):
        search.prove(ended.bound)
    best = min(found_so_far, key=len) if found_so_far else None
    return best, float(np.ceil(ended.bound - 1e-6)) if np.isfinite(ended.bound) else 0.0


def _offer_cover(problem: CoveringProblem, search: Search[Any], opened: Ints) -> None:
    search.offer(objective_of(problem, opened), opened)


def _most_covered(problem: CoveringProblem, search: Search[Any]) -> None:
    covers, sites = problem.covers(problem.radius or 0), int(problem.sites or 1)
    search.offer(*_with(problem, _greedy_most(covers, problem.demands, sites)))
    reached = np.flatnonzero(covers.any(axis=1))
    # Customers with the same sites around them are one.
    groups, index = np.unique(covers[reached], axis=0, return_inverse=True)
    worth = np.bincount(index.ravel(), weights=problem.demands[reached]).astype(np.float64)
    total = float(worth.sum())
    program = most_covered_program(groups, worth, sites)
    width = covers.shape[1]

    def hear(values: Floats) -> None:
        search.offer(*_with(problem, np.flatnonzero(values[:width] > 0.5)))

    def keep_on(_: float | None, bound: float) -> bool:
        if np.isfinite(bound):
            search.prove(total - bound)
        return search.on("covering")

    search.prove(total)
    ended = solve_program(
        program,
        seconds=search.left,
        keep_on=keep_on,
        proves=True,
        hearer=hear,
        seed=search.seed,
        threads=search.threads,
        gap=1e-9,
    )
    if ended.values is not None:
        hear(ended.values)
    if np.isfinite(ended.bound):
        search.prove(total - ended.bound)


def _with(problem: CoveringProblem, opened: Ints) -> tuple[float, Ints]:
    return objective_of(problem, opened), opened


def _greedy_most(covers: Flags, demands: Floats, sites: int) -> Ints:
    left = demands.astype(np.float64).copy()
    chosen: list[int] = []
    for _ in range(sites):
        worth = left @ covers
        worth[chosen] = -1
        site = int(worth.argmax())
        chosen.append(site)
        left = np.where(covers[:, site], 0, left)
    return np.array(chosen)


def _center(problem: CoveringProblem, search: Search[Any]) -> None:
    """Find the least radius within which `sites` sites cover everybody.

    Source: Minieka (1970), doi:10.1137/1012016: bisection over all distances, a set cover each time.
    """
    sites = int(problem.sites or 1)
    first = _farthest_first(problem, sites, search.rng())
    radii = np.unique(problem.distances[np.isfinite(problem.distances)])
    low = int(np.searchsorted(radii, problem.distances.min(axis=1).max()))
    # Where lanes are missing the first sites may not reach everybody: then no radius is known to be enough.
    high = int(np.searchsorted(radii, objective_of(problem, first)))
    if high < len(radii):
        _offer_cover(problem, search, first)
    while low < high and search.on("bisecting"):
        middle = (low + high) // 2
        covered = _within(problem, search, float(radii[middle]), sites)
        if covered is None:
            if not search.on():
                break
            low = middle + 1
        else:
            high = min(middle, int(np.searchsorted(radii, objective_of(problem, covered))))
        if low < len(radii):
            search.prove(float(radii[low]))
    if low >= len(radii):
        chosen = "one site" if sites == 1 else f"{sites} sites"
        raise NoDesign(f"No choice of {chosen} serves every customer by lanes that are allowed.")
    if low >= high:
        search.prove(float(radii[low]))


def _within(problem: CoveringProblem, search: Search[Any], radius: float, sites: int) -> Ints | None:
    """Return sites that cover everybody within a radius, no more than asked for; None if there are none."""
    left = reduced(problem.covers(radius))
    chosen = left.sites[greedy_cover(left.covers)]
    if len(chosen) > sites:
        best, least = _cover_program(problem, search, left, proves=False, enough=sites)
        if best is None or len(best) > sites or least > sites:
            return None
        chosen = best
    opened = _filled_up(problem, chosen, sites)
    _offer_cover(problem, search, opened)
    return opened


def _filled_up(problem: CoveringProblem, chosen: Ints, sites: int) -> Ints:
    """Add sites where customers are farthest until there are as many as asked for."""
    opened = list(dict.fromkeys(chosen.tolist()))
    while len(opened) < sites:
        nearest = problem.distances[:, opened].min(axis=1)
        ranked = np.argsort(problem.distances[int(nearest.argmax())], kind="stable")
        opened.append(next(site for site in ranked.tolist() if site not in opened))
    return np.array(opened, dtype=np.int64)


def _farthest_first(problem: CoveringProblem, sites: int, rng: np.random.Generator) -> Ints:
    """Return sites each of which is nearest to who is farthest from those before; the best of ten."""
    best: Ints | None = None
    for _ in range(10):
        first = int(rng.integers(problem.distances.shape[1]))
        opened = _filled_up(problem, np.array([first]), sites)
        if best is None or objective_of(problem, opened) < objective_of(problem, best):
            best = opened
    assert best is not None  # noqa: S101
    return best
