"""A plan as the kernel holds it to put more stops into: every line of it with its labels."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.insertions import distinct_vehicles
from routing.kernel import _kernel
from routing.kernel.lowering import Lowered, lowered
from routing.kernel.newcomers import kernel_rows
from routing.kernel.ways import NEVER
from routing.newcomer import TravelRows
from routing.plan import Plan
from routing.problem import Problem, Vehicle
from routing.trips import reload_at, reload_depot

_CREWS: Final = 64
_PLACES: Final = 512
"""Of how many crews the lines are kept, and of how many new places the travel."""

Flags = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class _Same:
    """Travel that equals itself alone: to compare it takes longer than to lower it again."""

    rows: Mapping[str, TravelRows]

    def __hash__(self) -> int:
        return id(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rows is self.rows


@dataclass(frozen=True, kw_only=True)
class Inserter:
    """The kernel with a plan in it, and how its numbers lead back.

    lines
        the vehicle of each line of the kernel: all that drive, and of idle twins the first.
    """

    problem: Problem
    given: Lowered
    lines: tuple[str, ...]
    kernel: _kernel.Inserter

    def sequence(self, visits: list[int], new: tuple[str, ...]) -> tuple[str, ...]:
        """Return visits of the kernel as a sequence.

        new
            ids of the stops that are not in the problem.
        """
        stops, depots = self.problem.stops, self.problem.depots
        names = {len(stops) + number: name for number, name in enumerate(new)}
        return tuple(
            names[visit]
            if visit in names
            else (stops[visit].id if visit >= 0 else reload_at(depots[-1 - visit].id))
            for visit in visits
        )

    def lines_of(self, vehicles: frozenset[str] | None) -> Flags | None:
        """Return by line whether its vehicle is one of some; None stands for all."""
        return None if vehicles is None else self._lines_of(vehicles)

    @cached_property
    def _lines_of(self) -> Callable[[frozenset[str]], Flags]:
        """What tells the lines of vehicles; the same crews are asked for again and again."""

        def lines_of(vehicles: frozenset[str]) -> Flags:
            return np.array([each in vehicles for each in self.lines], dtype=np.uint8)

        return lru_cache(maxsize=_CREWS)(lines_of)

    def rows_of(self, travel: Mapping[str, TravelRows]) -> Sequence[_kernel.Rows]:
        """Return travel to new places as the kernel takes it; that of the same mapping is kept."""
        return self._rows_of(_Same(travel))

    @cached_property
    def _rows_of(self) -> Callable[[_Same], Sequence[_kernel.Rows]]:
        def rows_of(travel: _Same) -> Sequence[_kernel.Rows]:
            return kernel_rows(self.given, travel.rows)

        return lru_cache(maxsize=_PLACES)(rows_of)

    def depots(self, *numbers: int) -> tuple[str, ...]:
        """Return the ids of depots by their number; -1 is none."""
        return tuple(self.problem.depots[number].id for number in numbers if number >= 0)


def inserter(problem: Problem, plan: Plan) -> Inserter:
    """Return the kernel with `plan` in it; every stop and vehicle of it must be in the problem."""
    given = lowered(problem, every_window=True)
    lines = distinct_vehicles(problem, plan.sequences)
    kernel = _kernel.Inserter(given.kernel, list(_lines(given, plan, lines)), list(_rates(given)))
    return Inserter(problem=problem, given=given, lines=tuple(lines), kernel=kernel)


def _lines(given: Lowered, plan: Plan, vehicles: list[str]) -> Iterator[_kernel.Line]:
    problem = given.problem
    order = {vehicle.id: number for number, vehicle in enumerate(problem.vehicles)}
    depots = {depot.id: number for number, depot in enumerate(problem.depots)}
    costs = {route.vehicle: route.cost.total for route in plan.routes}
    for vehicle in vehicles:
        visits = [
            given.number_of[entry] if entry in given.number_of else -1 - depots[reload_depot(entry)]
            for entry in plan.sequences.get(vehicle, ())
        ]
        yield _kernel.Line(given.type_of[vehicle], visits, costs.get(vehicle, 0), order[vehicle])


def _rates(given: Lowered) -> Iterator[_kernel.Rates]:
    """Yield what vehicles of each type cost, in minor units."""
    for ids in given.vehicles:
        vehicle: Vehicle = given.problem.vehicle[ids[0]]
        made = _kernel.Rates()
        made.fixed, made.per_km, made.per_hour = (
            vehicle.cost_fixed,
            vehicle.cost_per_km,
            vehicle.cost_per_hour,
        )
        made.per_driving_hour, made.per_work_hour = vehicle.cost_per_driving_hour, vehicle.cost_per_work_hour
        regular = vehicle.regular_duration
        made.regular = NEVER if regular is None else regular
        made.per_overtime_hour = 0 if regular is None else vehicle.cost_per_overtime_hour
        yield made
