"""Turns a problem into the arrays that the kernel searches in, and its plans back into sequences of stops."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from routing.amounts import Load
from routing.kernel import _kernel
from routing.kernel.fleet import Fleet, add_compatibility, add_fleet, vehicle_types
from routing.kernel.prices import prices
from routing.kernel.units import kernel_stops, kernel_unit, units_of
from routing.kernel.ways import add_travel, nothing_binds
from routing.problem import Problem
from routing.trips import reload_at, reload_depot

Int64s = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Lowered:
    """A problem as the kernel holds it, and how its numbers lead back.

    vehicles
        ids of the vehicles of each type, which differ in nothing else.
    type_of
        the number of a vehicle's type, by its id.
    divisor
        kernel units of cost are 1/18,000 of a minor unit times this.
    number_of
        the number of a stop, by its id.
    unit_of
        the number of each stop's unit.
    units
        how many there are.
    """

    problem: Problem
    kernel: _kernel.Problem
    vehicles: tuple[tuple[str, ...], ...]
    type_of: Mapping[str, int]
    divisor: int
    number_of: Mapping[str, int] = field(repr=False)
    unit_of: Sequence[int] = field(repr=False)
    units: int

    def sequences(self, plan: _kernel.Plan) -> dict[str, tuple[str, ...]]:
        """Return stop ids in order by vehicle id; reloads stand between them as `routing.trips` says."""
        spare = [list(reversed(ids)) for ids in self.vehicles]
        found = {}
        for route in plan.routes:
            found[spare[route.type].pop()] = tuple(self._name(visit) for visit in route.visits)
        return found

    def plan(self, sequences: Mapping[str, Sequence[str]]) -> _kernel.Plan:
        """Return sequences of stops as a plan of the kernel; units on no route are left out."""
        plan = _kernel.Plan()
        routes: list[_kernel.RoutePlan] = []
        served: set[int] = set()
        depots = {depot.id: number for number, depot in enumerate(self.problem.depots)}
        for vehicle, names in sequences.items():
            if names:
                route = _kernel.RoutePlan()
                route.type = self.type_of[vehicle]
                numbers = [self.number_of.get(name) for name in names]
                route.visits = [
                    -1 - depots[reload_depot(name)] if number is None else number
                    for name, number in zip(names, numbers, strict=True)
                ]
                served.update(self.unit_of[number] for number in numbers if number is not None)
                routes.append(route)
        plan.routes = routes
        plan.bank = [unit for unit in range(self.units) if unit not in served]
        return plan

    def _name(self, visit: int) -> str:
        if visit >= 0:
            return self.problem.stops[visit].id
        return reload_at(self.problem.depots[-1 - visit].id)


def lowered(problem: Problem) -> Lowered:
    """Return `problem` as arrays; travel by time of day is taken at its slowest."""
    kernel = _kernel.Problem()
    types = vehicle_types(problem)
    fleet = Fleet(
        problem=problem,
        types=tuple(types),
        ids=tuple(tuple(ids) for ids in types.values()),
        prices=prices(problem),
        profiles=add_travel(kernel, problem, types),
        loose=nothing_binds(problem),
    )
    number_of = {stop.id: number for number, stop in enumerate(problem.stops)}
    units = units_of(problem, number_of)
    stops = kernel_stops(problem, units, number_of)
    most = len(problem.stops) + len(problem.groups) + 1
    kernel.backhaul_only = problem.backhaul_only
    kernel.fewest_vehicles = problem.fewest_vehicles
    add_fleet(kernel, fleet)
    add_compatibility(kernel, stops, fleet)
    kernel.units = [kernel_unit(unit, fleet.prices, most) for unit in units]
    kernel.stops = stops
    _add_windows(kernel, problem)
    _add_work(kernel, problem, fleet.kinds)
    _add_loads(kernel, problem, number_of)
    kernel.finish()
    unit_of = {stop: number for number, unit in enumerate(units) for stop in unit.stops}
    return Lowered(
        problem=problem,
        kernel=kernel,
        vehicles=fleet.ids,
        type_of={name: number for number, ids in enumerate(fleet.ids) for name in ids},
        divisor=fleet.prices.divisor,
        number_of=number_of,
        unit_of=[unit_of[stop] for stop in range(len(problem.stops))],
        units=len(units),
    )


def _array(values: Iterable[int]) -> Int64s:
    return np.fromiter(values, dtype=np.int64)


def _add_windows(kernel: _kernel.Problem, problem: Problem) -> None:
    windows = [window for stop in problem.stops for window in stop.windows]
    begin = accumulate((len(stop.windows) for stop in problem.stops), initial=0)
    kernel.set_windows(_array(begin), _array(w.opens for w in windows), _array(w.closes for w in windows))


def _add_work(kernel: _kernel.Problem, problem: Problem, kinds: Sequence[str]) -> None:
    kernel.set_work(
        _array(stop.service_of(kind) for kind in kinds for stop in problem.stops),
        _array(stop.setup_of(kind) for kind in kinds for stop in problem.stops),
    )


def _add_loads(kernel: _kernel.Problem, problem: Problem, number_of: Mapping[str, int]) -> None:
    kernel.dimensions = dimensions = len(problem.vehicles[0].capacity) if problem.vehicles else 0
    carried = np.zeros((len(problem.stops), dimensions), dtype=np.int64)
    for pair in problem.pairs:
        if pair.load:
            carried[number_of[pair.pickup]] += pair.load
            carried[number_of[pair.delivery]] -= pair.load
    nothing: Load = (0,) * dimensions
    kernel.set_loads(
        _array(amount for stop in problem.stops for amount in stop.delivery or nothing),
        _array(amount for stop in problem.stops for amount in stop.pickup or nothing),
        carried.ravel(),
    )
