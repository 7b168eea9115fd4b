"""What a solver is given, and what it must answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from benchmarks.task import Task
from core.clock import stopwatch
from data.formats.published.instance import Instance
from data.formats.published.read import read_instance

Trajectory = list[tuple[float, int]]
"""Seconds since the call and the cost of the best complete answer by then, as the solver counts it."""


@dataclass(kw_only=True)
class Answer:
    """What a solver found.

    routes
        locations counted from 0 in file order; a depot inside a route is a reload.
    vehicles
        the vehicle of each route, from 0 in file order.
    note
        what whoever reads the figure must know.
    """

    routes: list[list[int]]
    vehicles: list[int]
    trajectory: Trajectory = field(default_factory=list)
    note: str = ""


Search = Callable[[], Answer]


@dataclass(kw_only=True)
class Given:
    """A task, with the instance as this house reads it, read when it is first asked for."""

    task: Task

    @cached_property
    def instance(self) -> Instance:
        """The instance of the task's file."""
        return read_instance(self.task.file, distances=self.task.distances, objective=self.task.objective)

    @cached_property
    def elapsed(self) -> Callable[[], float]:
        """Seconds since this was first asked for: the search's first act."""
        return stopwatch()
