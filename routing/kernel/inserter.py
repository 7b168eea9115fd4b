"""A plan as the kernel holds it to put more stops into: every line of it with its labels."""

from collections.abc import Iterator
from dataclasses import dataclass

from routing.insertions import distinct_vehicles
from routing.kernel import _kernel
from routing.kernel.lowering import Lowered, lowered
from routing.kernel.ways import NEVER
from routing.plan import Plan
from routing.problem import Problem, Vehicle
from routing.trips import reload_at, reload_depot


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
