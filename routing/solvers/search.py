"""One OR-Tools search: a first plan by one heuristic, improved by guided local search.

Source: Voudouris & Tsang (1999), doi:10.1016/S0377-2217(98)00099-X.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routing.assemble import Sequences
from routing.problem import Problem
from routing.solvers.ortools_model import Model
from routing.solvers.ortools_rules import build_model

FIRST = routing_enums_pb2.FirstSolutionStrategy
IMPROVE = routing_enums_pb2.LocalSearchMetaheuristic

STRATEGIES = (
    FIRST.PARALLEL_CHEAPEST_INSERTION,
    FIRST.PATH_CHEAPEST_ARC,
    FIRST.SAVINGS,
    FIRST.LOCAL_CHEAPEST_INSERTION,
)
"""How the first plan is made: searches side by side begin differently. Savings know no pairs."""

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


@dataclass(kw_only=True)
class _Watch:
    """Follows one search: passes on what is better, counts, and stops it when the budget is used."""

    task: SearchTask
    model: Model
    report: Callable[[Improvement], bool]
    iterations: int = 0
    last_better: int = 0
    best: int | None = field(default=None)

    def __call__(self) -> None:
        routing = self.model.routing
        self.iterations += 1
        cost = int(routing.CostVar().Min())
        keep_on = True
        if self.best is None or cost < self.best:
            self.best, self.last_better = cost, self.iterations
            sequences = self.model.sequences(lambda index: int(routing.NextVar(index).Value()))
            keep_on = self.report(
                Improvement(number=self.task.number, iterations=self.iterations, sequences=sequences)
            )
        if not keep_on or self._used_up():
            routing.CancelSearch()

    def _used_up(self) -> bool:
        task = self.task
        idle = self.iterations - self.last_better
        return (task.iterations is not None and self.iterations >= task.iterations) or (
            task.no_improvement is not None and idle >= task.no_improvement
        )


def run(task: SearchTask, report: Callable[[Improvement], bool]) -> int:
    """Search until the budget is used or `report` answers False; return the number of plans looked at."""
    model = build_model(task.problem, task.seed * 64 + task.number)
    watch = _Watch(task=task, model=model, report=report)
    model.routing.AddAtSolutionCallback(watch)
    parameters = _parameters(task)
    model.routing.CloseModelWithParameters(parameters)
    begin = _start_assignment(model, task.start) if task.start else None
    if begin is None:
        model.routing.SolveWithParameters(parameters)
    else:
        model.routing.SolveFromAssignmentWithParameters(begin, parameters)
    return watch.iterations


def _parameters(task: SearchTask) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    usable = [s for s in STRATEGIES if s != FIRST.SAVINGS or not task.problem.pairs]
    parameters.first_solution_strategy = usable[task.number % len(usable)]
    parameters.local_search_metaheuristic = IMPROVE.GUIDED_LOCAL_SEARCH
    left = FOREVER_S if task.deadline is None else max(0.05, task.deadline - time.monotonic())
    parameters.time_limit.FromMilliseconds(int(left * 1000))
    return parameters


def _start_assignment(model: Model, start: Sequences) -> Any:
    """Return an earlier plan as an assignment, or None where it breaks a rule of this problem."""
    node = {stop.id: k for k, stop in enumerate(model.stops)}
    indices = [
        [model.index(node[stop]) for stop in start.get(vehicle.id, ()) if stop in node]
        for vehicle in model.problem.vehicles
    ]
    return model.routing.ReadAssignmentFromRoutes(indices, True)
