"""Sets of sites are tried by short routing, promising ones by longer routing, the best by the longest.

Successive halving (Karnin, Koren & Somekh 2013) over sets that an estimate ranks, then over the neighbours
of the best: a site closed, opened or exchanged.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from network.failure import NoDesign
from network.route_problem import Rounds, Route, RouteAnswer, RoutedQuestion, RouteProblem, Router, Routes
from network.routes.bound import ends_bound, route_bound
from network.routes.estimate import Estimate, Sites, neighbours
from network.routes.exact import best_routes, is_small
from network.search import Search

BOUND_SHARE = 0.12
"""Of the time goes to the bound, at most."""

SCREENED = 48
"""Sets that are tried first, at most."""

SHARES = ((0.22, 1), (0.14, 6), (0.14, 3))
"""Shares of the time for rounds over sets, the first over all, and how many sets the later ones keep."""

AROUND_SHARE = 0.14
"""Of the time goes to neighbours of the best set."""

LAST_RUNS = 10
"""The best set is routed for such a part of the time again and again."""

LEAST_S = 0.05
"""Of routing a set, at least."""


@dataclass(kw_only=True)
class _Trials:
    """The best routes of each set of sites that was tried.

    dropped
        sets without routes, or with a site that no route starts from: they need no second try.
    """

    problem: RouteProblem
    router: Router
    search: Search[Any]
    best: dict[Sites, tuple[float, Routes]] = field(default_factory=dict)
    dropped: set[Sites] = field(default_factory=set)
    tried: int = 0

    def ranked(self) -> list[Sites]:
        """Return the sets that have routes, the cheapest first."""
        return sorted(self.best, key=lambda sites: self.best[sites][0])

    def keep_on(self) -> bool:
        return not self.search.stopped and not self.search.proven and self.search.left > 0

    def run(self, sites: Sites, seconds: float, threads: int = 1) -> None:
        """Route a set, anew and from what is known in turn."""
        self.tried += 1
        found = self.router(
            Rounds(
                problem=self.problem,
                open=tuple(sorted(sites)),
                seconds=max(LEAST_S, min(seconds, self.search.left)),
                seed=self.search.seed + self.tried,
                threads=threads,
                keep_on=self.keep_on,
                start=self._start(sites),
            )
        )
        if found is None:
            self.dropped.add(sites)
            return
        cost = self.problem.cost(found)
        # Sites that no route starts from stay closed; the set they leave is what was found.
        used = frozenset(site for site, _ in found)
        if used != sites:
            self.dropped.add(sites)
        if used not in self.best or cost < self.best[used][0]:
            self.best[used] = (cost, found)
        self.search.offer(cost, found)

    def _start(self, sites: Sites) -> Routes:
        """Return no routes every other time, else the best of the best set, moved to these sites.

        A search that begins from known routes stays near to them, and one that begins anew may stay far from
        sites that are nearly full.
        """
        known = self.search.solution
        if known is None or self.tried % 2:
            return ()
        return moved(self.problem, known, sites)

    def run_all(self, several: list[Sites], seconds: float, phase: str) -> None:
        """Route several sets in about so many seconds, side by side, as far as time allows."""
        if not several or not self.search.on(phase):
            return
        workers = max(1, self.search.threads)
        each = seconds * workers / len(several)
        with ThreadPoolExecutor(workers) as pool:
            for ended in [pool.submit(self._one, sites, each) for sites in several]:
                ended.result()

    def _one(self, sites: Sites, seconds: float) -> None:
        if self.search.on():
            self.run(sites, seconds)


def moved(problem: RouteProblem, routes: Routes, sites: Sites) -> Routes:
    """Return routes of closed sites as routes of the open site that makes the least detour and has room."""
    left = {site: float(problem.rooms[site]) for site in sorted(sites)}
    kept: list[Route] = []
    astray: list[Route] = []
    for site, visited in routes:
        (kept if site in sites else astray).append((site, visited))
        if site in sites:
            left[site] -= float(problem.demands[list(visited)].sum())
    for _, visited in astray:
        load = float(problem.demands[list(visited)].sum())
        ends = (problem.sites + visited[0], problem.sites + visited[-1])
        fitting = [site for site, room in left.items() if room >= load]
        if fitting:
            detour = [problem.travel[site, ends[0]] + problem.travel[ends[1], site] for site in fitting]
            at = fitting[int(np.argmin(detour))]
            left[at] -= load
            kept.append((at, visited))
    return tuple(kept)


def locate_and_route(question: RoutedQuestion, search: Search[Any]) -> RouteAnswer:
    """Search sites and routes until time is over or the best is proven."""
    problem = question.problem
    search.whole = all(bool((each == np.floor(each)).all()) for each in (problem.travel, problem.fixed))
    search.whole &= float(problem.vehicle_cost).is_integer()
    if is_small(problem):
        return _exactly(problem, search)
    trials = _Trials(problem=problem, router=question.router, search=search)
    estimate = Estimate(problem)
    search.prove(ends_bound(problem))
    whole_s = search.left
    search.on("estimating sets of sites")
    first = estimate.ranked()[:SCREENED]
    (share, _), *later = SHARES
    if first:
        trials.run_all(first[:1], 0.02 * whole_s, "first routes")
        trials.run_all(first, share * whole_s, "trying sets of sites")
    if search.on("bounding"):
        search.prove(route_bound(problem, search, BOUND_SHARE * whole_s))
    _look_around(trials, estimate, AROUND_SHARE * whole_s)
    for share, kept in later:
        trials.run_all(trials.ranked()[:kept], share * whole_s, "trying the best sets for longer")
    while trials.best and search.on("routing the best set"):
        trials.run(trials.ranked()[0], max(whole_s / LAST_RUNS, LEAST_S), search.threads)
        if problem.customers <= 1 or search.left < LEAST_S:
            break
    return _answer(trials)


def _exactly(problem: RouteProblem, search: Search[Any]) -> RouteAnswer:
    """Return the best of all sites and routes."""
    routes = best_routes(problem)
    if routes is None:
        raise NoDesign("No sites and routes keep to the capacities of sites and vehicles.")
    cost = problem.cost(routes)
    search.offer(cost, routes)
    search.prove(cost)
    return _answer_of(search)


def _look_around(trials: _Trials, estimate: Estimate, seconds: float) -> None:
    """Try what is near to the best set, and near to a better one where that is found, until time is over."""
    until = trials.search.left - seconds
    each = max(2 * LEAST_S, seconds / 24)
    while trials.best and trials.search.left > until and trials.search.on("trying neighbours"):
        best = trials.ranked()[0]
        seen = trials.best.keys() | trials.dropped
        near = [sites for sites in neighbours(best, trials.problem.sites) if sites not in seen]
        near = sorted((sites for sites in near if np.isfinite(estimate.of(sites))), key=estimate.of)
        if not near:
            return
        batch = near[: max(4, trials.search.threads)]
        trials.run_all(batch, each * len(batch) / max(1, trials.search.threads), "trying neighbours")


def _answer(trials: _Trials) -> RouteAnswer:
    search = trials.search
    if search.objective is None and trials.dropped:
        raise NoDesign(
            "No routes were found that keep to the capacities of sites and vehicles; give more time or room."
        )
    return _answer_of(search)


def _answer_of(search: Search[Any]) -> RouteAnswer:
    objective, routes = search.found()
    return RouteAnswer(
        model="location-routing",
        objective=objective,
        bound=objective if search.proven else min(objective, search.bound or 0.0),
        open=tuple(sorted({site for site, _ in routes})),
        seconds=search.elapsed,
        routes=routes,
    )
