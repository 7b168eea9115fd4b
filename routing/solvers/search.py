"""One OR-Tools search: a first plan by one heuristic, improved by guided local search.

Source: Voudouris & Tsang (1999), doi:10.1016/S0377-2217(98)00099-X.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routing.assemble import Sequences, assemble
from routing.cost import rank
from routing.plan import Visit
from routing.problem import Problem
from routing.repair import with_stops_that_fit
from routing.schedule import timed_route
from routing.solvers.construct import constructed, with_few_idle
from routing.solvers.ortools_model import Model
from routing.solvers.ortools_rules import build_model

FIRST = routing_enums_pb2.FirstSolutionStrategy
IMPROVE = routing_enums_pb2.LocalSearchMetaheuristic

QUICK = (FIRST.SAVINGS, FIRST.PATH_CHEAPEST_ARC)
"""Heuristics that are done in a second or two at a thousand stops; searches side by side take turns."""

THOROUGH = (FIRST.PATH_CHEAPEST_ARC, FIRST.PARALLEL_CHEAPEST_INSERTION)
"""Heuristics for rules that savings do not know or that leave much out: pairs, few vehicles, few stops."""

SMALL_STOPS = 400
"""Up to how many stops a thorough heuristic gives a first plan within seconds."""

FOREVER_S = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTask:
    """What one search is given; plain data, so that it can be sent to another process.

    number
        which of the searches side by side this is; chooses heuristic and shuffle.
    deadline
        moment of `time.monotonic` at which to stop, or None.
    """

    problem: Problem
    number: int
    seed: int
    deadline: float | None
    iterations: int | None
    no_improvement: int | None
    start: Sequences | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """A better plan as bare sequences, and how many plans the search has looked at."""

    number: int
    iterations: int
    sequences: Sequences


Report = Callable[[Improvement | None], bool]
"""Is told every improvement of a search, and None as a heartbeat; answers False to stop."""

HEARTBEAT_S = 0.1
CHECKS_PER_LOOK = 1024


@dataclass(kw_only=True)
class _Watch:
    """Follows one search: passes on what is better, counts, and stops it when the budget is used.

    looks
        how often it has looked around since the search last found a plan.
    ended
        whether the search was told to stop.
    try_heuristic
        whether the plan to begin with is our own, so that another one may be better.
    failure
        what was raised while following: the solver swallows it, so `run` raises it again.
    """

    task: SearchTask
    model: Model
    report: Report
    iterations: int = 0
    last_better: int = 0
    best: int | None = field(default=None)
    looks: int = 0
    ended: bool = False
    try_heuristic: bool = True
    failure: BaseException | None = None
    told_at: float = field(default_factory=time.monotonic)

    def at_plan(self) -> None:
        """Follow a plan that the search accepts, better or not."""
        self.iterations += 1
        self.looks = 0
        try:
            keep_on = self._follow() and not self._used_up()
        except BaseException as failure:  # Ctrl-C too: it is raised here as well
            self.failure, keep_on = failure, False
        if not keep_on:
            self.ended = True
            self.model.routing.CancelSearch()

    def take(self, sequences: Sequences) -> None:
        """Report a plan that was not found by the search itself."""
        improvement = Improvement(number=self.task.number, iterations=self.iterations, sequences=sequences)
        self.ended = self.ended or not self._tell(improvement)

    def next_of(self, index: int) -> Any:
        """Return the solver's variable of what follows an index."""
        return self.model.routing.NextVar(index)

    def checks(self) -> Iterator[bool]:
        """Yield whether the search must stop, each time it asks: hundreds of thousands of times a second.

        A generator, as nothing in Python answers sooner. Now and then it looks around: also a heartbeat.
        """
        while not self.ended:
            for _ in range(CHECKS_PER_LOOK):
                yield False
            self.looks += 1
            try:
                keep_on = time.monotonic() - self.told_at < HEARTBEAT_S or self._tell(None)
            except BaseException as failure:
                self.failure, keep_on = failure, False
            self.ended = self.ended or not keep_on or self._stuck()
        while True:
            yield True

    def _follow(self) -> bool:
        """Report the plan if it is better; return whether to go on."""
        searched = self.model.routing
        cost = int(searched.CostVar().Min())
        if self.best is not None and cost >= self.best:
            return True
        self.best, self.last_better = cost, self.iterations
        sequences = self.model.sequences(lambda index: int(searched.NextVar(index).Value()))
        return self._tell(
            Improvement(number=self.task.number, iterations=self.iterations, sequences=sequences)
        )

    def _tell(self, improvement: Improvement | None) -> bool:
        self.told_at = time.monotonic()
        return self.report(improvement)

    def _used_up(self) -> bool:
        task = self.task
        idle = self.iterations - self.last_better
        return (task.iterations is not None and self.iterations >= task.iterations) or (
            task.no_improvement is not None and idle >= task.no_improvement
        )

    def _stuck(self) -> bool:
        """Whether there is no other plan to be found: around a single stop the search would turn for ever."""
        checks = self.looks * CHECKS_PER_LOOK
        return self.best is not None and checks > 20_000 + 200 * len(self.model.stops) ** 2


def run(task: SearchTask, report: Report) -> int:
    """Search until the budget is used or `report` answers False; return the number of plans looked at."""
    try_heuristic = task.start is None
    if task.start is None:
        task = replace(task, start=_first_sequences(task, report))
        task = replace(task, problem=with_few_idle(task.problem, task.start or {}))
    model = build_model(task.problem, task.seed * 64 + task.number)
    watch = _Watch(task=task, model=model, report=report, try_heuristic=try_heuristic)
    model.routing.AddAtSolutionCallback(watch.at_plan)
    limit = model.routing.solver().CustomLimit(watch.checks().__next__)
    model.routing.AddSearchMonitor(limit)
    model.routing.CloseModelWithParameters(_parameters(task))
    try:
        _search(watch)
    finally:
        # The solver holds the watch and the watch the solver: neither would ever be freed.
        del watch.model
    if watch.failure is not None:
        raise watch.failure
    return watch.iterations


def _first_sequences(task: SearchTask, report: Report) -> Sequences:
    """Return a first plan that is there long before the solver has one, and report it."""
    half = None if task.deadline is None else (time.monotonic() + task.deadline) / 2
    sequences = constructed(
        task.problem,
        task.number,
        task.seed,
        lambda: (half is None or time.monotonic() < half) and report(None),
    )
    if sequences:
        report(Improvement(number=task.number, iterations=0, sequences=sequences))
    return sequences


def _search(watch: _Watch) -> None:
    """Improve the plan to begin with, or a heuristic's where that is better."""
    model, start = watch.model, watch.task.start or {}
    begin = _start_assignment(model, start)
    if watch.try_heuristic:
        begin = _heuristic_plan(watch, start) or begin
    parameters = _parameters(watch.task)  # anew: the first plan has taken some of the time
    if begin is not None and not watch.ended:
        model.routing.SolveFromAssignmentWithParameters(begin, parameters)
    elif not watch.ended:
        model.routing.SolveWithParameters(parameters)


def _heuristic_plan(watch: _Watch, start: Sequences) -> Any:
    """Return a heuristic's plan as an assignment if it is better than `start`, else None.

    What it left out is put where it fits: guided local search hardly ever gets to stops that are left out
    before it has shortened all routes.
    """
    parameters = _parameters(watch.task)
    parameters.solution_limit = 1
    found = watch.model.routing.SolveWithParameters(parameters)
    if found is None:
        return None
    problem = watch.task.problem
    plan = assemble(problem, watch.model.sequences(lambda index: int(found.Value(watch.next_of(index)))))
    repaired = with_stops_that_fit(problem, plan)
    if rank(problem, assemble(problem, start)) <= rank(problem, repaired):
        return None
    if repaired is plan:
        return found
    watch.take(repaired.sequences)
    return _start_assignment(watch.model, repaired.sequences) or found


def _heuristic(task: SearchTask) -> int:
    small = len(task.problem.stops) <= SMALL_STOPS and len(task.problem.vehicles) <= SMALL_STOPS // 4
    choices = THOROUGH if small or task.problem.pairs else QUICK
    return int(choices[task.number % len(choices)])


def _parameters(task: SearchTask) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = _heuristic(task)
    parameters.local_search_metaheuristic = IMPROVE.GUIDED_LOCAL_SEARCH
    left = FOREVER_S if task.deadline is None else max(0.05, task.deadline - time.monotonic())
    parameters.time_limit.FromMilliseconds(int(left * 1000))
    return parameters


def _start_assignment(model: Model, start: Sequences) -> Any:
    """Return an earlier plan as an assignment, or None where it breaks a rule of this problem."""
    indices = []
    for vehicle in model.problem.vehicles:
        known = [stop for stop in start.get(vehicle.id, ()) if stop in model.nodes_of]
        route = timed_route(model.problem, vehicle.id, known)
        indices.append([model.index(_node_at(model, visit)) for visit in route.visits])
    return model.routing.ReadAssignmentFromRoutes(indices, True)


def _node_at(model: Model, visit: Visit) -> int:
    """Return the node of the window that a visit keeps, or any of its stop's nodes where it keeps none."""
    nodes = model.nodes_of[visit.stop]
    return next(
        (n for n in nodes if any(w.opens <= visit.start <= w.closes for w in model.stops[n].windows)),
        nodes[0],
    )
