"""Turns a problem into the arrays that the kernel searches in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from core.window import TimeWindow
from routing.amounts import Load
from routing.kernel import _kernel
from routing.kernel.bounds import nothing_binds
from routing.kernel.prices import Prices, prices, rates
from routing.kernel.units import units
from routing.problem import Problem
from routing.vehicle import Depot, Vehicle

Int64s = NDArray[np.int64]

GRIDS = {"real": 4, "floor": 1, "ceil": 3}
ROUNDINGS = {"half-up": 0, "floor": 1, "nearest-even": 2}
"""Numbers of the kernel's `Rounding`."""


@dataclass(frozen=True, kw_only=True)
class Lowered:
    """A problem as the kernel holds it, and how its numbers lead back.

    vehicles
        ids of the vehicles of each type, which differ in nothing else.
    prices
        how money leads back: kernel units of cost are 1/18,000 of a minor unit times their divisor.
    """

    problem: Problem
    kernel: _kernel.Problem
    vehicles: tuple[tuple[str, ...], ...]
    type_of: Mapping[str, int]
    prices: Prices
    number_of: Mapping[str, int] = field(repr=False)
    unit_of: Sequence[int] = field(repr=False)

    def sequences(self, plan: _kernel.Plan) -> dict[str, tuple[str, ...]]:
        """Return stop ids in order by vehicle id; reloads stand as "@" and the depot's id."""
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
                route.visits = [
                    -1 - depots[name[1:]] if name not in self.number_of else self.number_of[name]
                    for name in names
                ]
                served.update(self.unit_of[visit] for visit in route.visits if visit >= 0)
                routes.append(route)
        plan.routes = routes
        plan.bank = sorted(set(self.unit_of) - served)
        return plan

    def _name(self, visit: int) -> str:
        if visit >= 0:
            return self.problem.stops[visit].id
        return "@" + self.problem.depots[-1 - visit].id


def lowered(problem: Problem) -> Lowered:
    """Return `problem` as arrays; travel by time of day is taken at its slowest."""
    kernel = _kernel.Problem()
    kinds = _vehicle_kinds(problem)
    types = list(kinds)
    price = prices(problem)
    profiles = _add_travel(kernel, problem, types)
    work_classes = {kind: number for number, kind in enumerate(dict.fromkeys(v.kind for v in types) or [""])}
    loose = nothing_binds(problem)
    number_of = {stop.id: number for number, stop in enumerate(problem.stops)}
    throughput = {d.id: k for k, d in enumerate(d for d in problem.depots if d.throughput is not None)}
    kernel.dimensions = len(types[0].capacity) if types else 0
    kernel.backhaul_only = problem.backhaul_only
    kernel.fewest_vehicles = problem.fewest_vehicles
    kernel.throughput = [list(d.throughput) for d in problem.depots if d.throughput is not None]
    kernel.depots = [_depot(depot, throughput.get(depot.id, -1)) for depot in problem.depots]
    kernel.types = [
        _type(
            problem,
            vehicle,
            len(kinds[vehicle]),
            price,
            profile=profiles[vehicle.profile, vehicle.speed_percent],
            work_class=work_classes[vehicle.kind],
            start_depot=throughput.get(vehicle.start or "", -1),
            loose=loose,
        )
        for vehicle in types
    ]
    kernel.units, kernel.needs, stops = units(problem, number_of, price)
    _add_compatibility(kernel, problem, stops, types, kinds)
    kernel.stops = stops
    _add_windows(kernel, problem)
    _add_work(kernel, problem, list(work_classes))
    _add_loads(kernel, problem, number_of, kernel.dimensions)
    kernel.finish()
    return Lowered(
        problem=problem,
        kernel=kernel,
        vehicles=tuple(tuple(kinds[vehicle]) for vehicle in types),
        type_of={name: number for number, vehicle in enumerate(types) for name in kinds[vehicle]},
        prices=price,
        number_of=number_of,
        unit_of=[stop.unit for stop in stops],
    )


def _vehicle_kinds(problem: Problem) -> dict[Vehicle, list[str]]:
    """Return the ids of vehicles that differ in nothing else; locked vehicles stand alone."""
    locked = {lock.vehicle for lock in problem.locks}
    kinds: dict[Vehicle, list[str]] = {}
    for vehicle in problem.vehicles:
        kind = vehicle if vehicle.id in locked else replace(vehicle, id="")
        kinds.setdefault(kind, []).append(vehicle.id)
    return kinds


def _add_travel(
    kernel: _kernel.Problem, problem: Problem, types: Iterable[Vehicle]
) -> dict[tuple[str, int], int]:
    """Add each profile at each speed once; return their numbers."""
    numbers: dict[tuple[str, int], int] = {}
    for vehicle in types:
        key = (vehicle.profile, vehicle.speed_percent)
        if key in numbers:
            continue
        numbers[key] = len(numbers)
        travel = problem.travel[vehicle.profile].at_speed(vehicle.speed_percent).slowest()
        if isinstance(travel, PlaneTravel):
            grid, rounding = GRIDS[travel.grid], ROUNDINGS[travel.rounding]
            kernel.add_points(travel.points, travel.scale, grid, rounding, travel.speed_percent)
        else:
            assert isinstance(travel, TravelMatrix)  # noqa: S101  the two kinds there are
            kernel.add_matrix(travel.distances[0], travel.durations[0])
    return numbers


def _window(window: TimeWindow) -> _kernel.Window:
    return _kernel.Window(window.opens, window.closes)


def _overlap(shift: TimeWindow, depot: Depot | None) -> TimeWindow | None:
    if depot is None:
        return shift
    opens, closes = max(shift.opens, depot.window.opens), min(shift.closes, depot.window.closes)
    return TimeWindow(opens=opens, closes=closes) if opens <= closes else None


def _depot(depot: Depot, throughput: int) -> _kernel.Depot:
    made = _kernel.Depot()
    made.location = depot.location
    made.window = _window(depot.window)
    made.service = depot.reload_service
    made.throughput = throughput
    return made


def _type(
    problem: Problem,
    vehicle: Vehicle,
    count: int,
    prices: Prices,
    *,
    profile: int,
    work_class: int,
    start_depot: int,
    loose: bool,
) -> _kernel.Type:
    start = problem.depot[vehicle.start] if vehicle.start is not None else None
    end = problem.depot[vehicle.end] if vehicle.end is not None else None
    leaving, ending = _overlap(vehicle.shift, start), _overlap(vehicle.shift, end)
    made = _kernel.Type()
    made.count = count if leaving and ending else 0
    made.profile, made.work_class, made.start_depot = profile, work_class, start_depot
    made.start = -1 if start is None else start.location
    made.end = -1 if end is None else end.location
    if leaving and ending and not loose:
        made.leaving, made.ending = _window(leaving), _window(ending)
    for name, rate in rates(vehicle).items():
        setattr(made, name, prices.of(rate))
    if prices.shortest:
        made.per_metre = 1
    made.capacity = list(vehicle.capacity)
    limits = {"regular": vehicle.regular_duration, "max_distance": vehicle.max_distance}
    limits |= {"max_duration": vehicle.max_duration, "max_driving": vehicle.max_driving}
    for name, limit in limits.items():
        if limit is not None:
            setattr(made, name, limit)
    if vehicle.max_stops is not None:
        made.max_stops = min(vehicle.max_stops, 2**31 - 1)
    depots = {depot.id: number for number, depot in enumerate(problem.depots)}
    made.reloads = [depots[each] for each in vehicle.reloads]
    if vehicle.reloads:
        made.max_reloads = 2**31 - 1 if vehicle.max_reloads is None else min(vehicle.max_reloads, 2**31 - 1)
    made.breaks = [_break(vehicle, number) for number in range(len(vehicle.breaks))]
    return made


def _break(vehicle: Vehicle, number: int) -> _kernel.Break:
    given = vehicle.breaks[number]
    made = _kernel.Break()
    made.windows = [_window(window) for window in given.windows]
    made.duration = given.duration
    made.max_load = list(given.max_load or ())
    return made


def _add_compatibility(
    kernel: _kernel.Problem,
    problem: Problem,
    stops: Sequence[_kernel.Stop],
    types: Sequence[Vehicle],
    kinds: Mapping[Vehicle, Sequence[str]],
) -> None:
    """Say which type may serve which stops; stops that the same may serve share a row."""
    locked_to = {stop: lock.vehicle for lock in problem.locks for stop in lock.stops}
    closed = {lock.vehicle for lock in problem.locks if lock.kind == "route"}
    rows: dict[tuple[frozenset[str], str | None], int] = {}
    for stop, made in zip(problem.stops, stops, strict=True):
        made.compat = rows.setdefault((stop.skills, locked_to.get(stop.id)), len(rows))
    allowed = np.zeros((max(1, len(rows)), max(1, len(types))), dtype=np.uint8)
    for (skills, vehicle_id), row in rows.items():
        for number, vehicle in enumerate(types):
            own = vehicle_id is not None and vehicle_id in kinds[vehicle]
            free = vehicle_id is None and vehicle.id not in closed
            allowed[row, number] = skills <= vehicle.skills and (own or free)
    kernel.set_allowed(allowed)


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


def _add_loads(
    kernel: _kernel.Problem, problem: Problem, number_of: Mapping[str, int], dimensions: int
) -> None:
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
