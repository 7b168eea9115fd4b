"""Turns a problem into the arrays that the kernel searches in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import gcd

import numpy as np
from numpy.typing import NDArray

from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from core.travel import Travel
from core.units import METRES_PER_KM, SECONDS_PER_HOUR, UNREACHABLE
from core.window import TimeWindow
from routing.amounts import Load
from routing.kernel import _kernel
from routing.lock import Lock
from routing.problem import Problem
from routing.stop import Stop
from routing.vehicle import Depot, Vehicle

Int64s = NDArray[np.int64]

UNIT = 18_000
"""Kernel units per minor unit of money: the least multiple of 1,000 m and 3,600 s."""

SAFE = 2**58
"""No sum of prices of a plan may exceed this."""

NEVER = 2**60
"""As in the kernel: a moment, length or amount that nothing reaches."""

GRIDS = {"real": 4, "floor": 1, "ceil": 3}
ROUNDINGS = {"half-up": 0, "floor": 1, "nearest-even": 2}
"""Numbers of the kernel's `Rounding`."""


@dataclass(frozen=True, kw_only=True)
class Lowered:
    """A problem as the kernel holds it, and how its numbers lead back.

    vehicles
        ids of the vehicles of each type, which differ in nothing else.
    divisor
        kernel units of cost are 1/18,000 of a minor unit times this.
    """

    problem: Problem
    kernel: _kernel.Problem
    vehicles: tuple[tuple[str, ...], ...]
    type_of: Mapping[str, int]
    divisor: int
    number_of: Mapping[str, int] = field(repr=False)

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
                served.update(self.kernel.stops[visit].unit for visit in route.visits if visit >= 0)
                routes.append(route)
        plan.routes = routes
        plan.bank = [unit for unit in range(len(self.kernel.units)) if unit not in served]
        return plan

    def _name(self, visit: int) -> str:
        if visit >= 0:
            return self.problem.stops[visit].id
        return "@" + self.problem.depots[-1 - visit].id


def lowered(problem: Problem, *, every_window: bool = False) -> Lowered:
    """Return `problem` as arrays; travel by time of day is taken at its slowest.

    every_window
        whether shifts are kept even where no route of these stops can last long enough for them to matter.
    """
    kernel = _kernel.Problem()
    kinds = _vehicle_kinds(problem)
    types = list(kinds)
    prices = _prices(problem)
    profiles = _add_travel(kernel, problem, types)
    work_classes = {kind: number for number, kind in enumerate(dict.fromkeys(v.kind for v in types))}
    loose = not every_window and _nothing_binds(problem)
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
            prices,
            profile=profiles[vehicle.profile, vehicle.speed_percent],
            work_class=work_classes[vehicle.kind],
            start_depot=throughput.get(vehicle.start or "", -1),
            loose=loose,
        )
        for vehicle in types
    ]
    units, stops = _units(problem, number_of, prices)
    _add_compatibility(kernel, problem, stops, types, kinds)
    kernel.units = units
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
        divisor=prices.divisor,
        number_of=number_of,
    )


def _vehicle_kinds(problem: Problem) -> dict[Vehicle, list[str]]:
    """Return the ids of vehicles that differ in nothing else; locked vehicles stand alone."""
    locked = {lock.vehicle for lock in problem.locks}
    kinds: dict[Vehicle, list[str]] = {}
    for vehicle in problem.vehicles:
        kind = vehicle if vehicle.id in locked else replace(vehicle, id="")
        kinds.setdefault(kind, []).append(vehicle.id)
    return kinds


@dataclass(frozen=True, kw_only=True)
class _Prices:
    """Prices in kernel units: `UNIT` a minor unit, divided by what all have in common.

    divisor
        more only where sums would overflow; prices are then rounded down, but none above 0 to 0.
    shortest
        nothing costs anything: metres are counted, so that the shorter way is still the better one.
    """

    divisor: int
    shortest: bool

    def of(self, price: int) -> int:
        """Return a price, given in `UNIT`s, in kernel units."""
        return max(1, price // self.divisor) if price > 0 else 0


def _rates(vehicle: Vehicle) -> dict[str, int]:
    by_metre, by_second = UNIT // METRES_PER_KM, UNIT // SECONDS_PER_HOUR
    return {
        "fixed": vehicle.cost_fixed * UNIT,
        "per_metre": vehicle.cost_per_km * by_metre,
        "per_second": vehicle.cost_per_hour * by_second,
        "per_driving": vehicle.cost_per_driving_hour * by_second,
        "per_work": vehicle.cost_per_work_hour * by_second,
        "per_overtime": vehicle.cost_per_overtime_hour * by_second,
    }


def _prices(problem: Problem) -> _Prices:
    rates = {tuple(_rates(vehicle).values()) for vehicle in problem.vehicles}
    penalties = [each.penalty * UNIT for each in problem.stops if each.penalty]
    penalties += [each.penalty * UNIT for each in problem.groups if each.penalty]
    common = max(1, gcd(*(rate for each in rates for rate in each), *penalties))
    longest = max((_longest_leg(travel) for travel in problem.travel.values()), default=0)
    horizon = max((vehicle.shift.closes for vehicle in problem.vehicles), default=0)
    dearest = sum(penalties)
    for fixed, metre, *seconds in rates:
        each = fixed + metre * longest * 2 + sum(seconds) * min(horizon, 10**9)
        dearest = max(dearest, each * (len(problem.stops) + 1))
    overflow = dearest // common // SAFE
    return _Prices(divisor=common * (overflow + 1), shortest=not any(map(any, rates)))


def _longest_leg(travel: Travel) -> int:
    if isinstance(travel, PlaneTravel):
        return int(travel.longest_from().max(initial=0))
    assert isinstance(travel, TravelMatrix)  # noqa: S101  the two kinds there are
    return int(travel.distances[travel.distances < UNREACHABLE].max(initial=0))


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
            kernel.add_points(travel.points, travel.scale, GRIDS[travel.grid], ROUNDINGS[travel.rounding])
        else:
            assert isinstance(travel, TravelMatrix)  # noqa: S101  the two kinds there are
            kernel.add_matrix(travel.distances[0], travel.durations[0])
    return numbers


def _nothing_binds(problem: Problem) -> bool:
    """Whether no route can last long enough for any window, shift or limit of time to matter."""
    if any(v.cost_per_hour or v.max_duration is not None or v.breaks or v.reloads for v in problem.vehicles):
        return False
    if any(v.regular_duration is not None or v.max_driving is not None for v in problem.vehicles):
        return False
    if any(v.cost_per_driving_hour or v.cost_per_work_hour for v in problem.vehicles):
        return False
    windows = {w for stop in problem.stops for w in stop.windows} if problem.stops else set()
    windows |= {v.shift for v in problem.vehicles} | {depot.window for depot in problem.depots}
    if any(window.opens > 0 for window in windows) or any(stop.release for stop in problem.stops):
        return False
    if any(len(stop.windows) > 1 for stop in problem.stops):
        return False
    work = sum(
        max(stop.service, *stop.service_by_kind.values(), 0)
        + max(stop.setup, *stop.setup_by_kind.values(), 0)
        for stop in problem.stops
    )
    ways = max((_all_longest(travel) for travel in problem.travel.values()), default=0)
    return ways + work <= min((window.closes for window in windows), default=0)


def _all_longest(travel: Travel) -> int:
    """Return what no route that visits each place once can exceed, in seconds."""
    if isinstance(travel, PlaneTravel):
        return int(travel.longest_from().sum(dtype=np.int64))
    assert isinstance(travel, TravelMatrix)  # noqa: S101
    if (travel.durations == UNREACHABLE).any():
        return NEVER
    return int(travel.slowest().durations[0].max(axis=1, initial=0).sum(dtype=np.int64))


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
    prices: _Prices,
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
    for name, rate in _rates(vehicle).items():
        setattr(made, name, prices.of(rate))
    if prices.shortest:
        made.per_metre = 1
    made.capacity = list(vehicle.capacity)
    made.regular = NEVER if vehicle.regular_duration is None else vehicle.regular_duration
    if vehicle.regular_duration is None:
        made.per_overtime = 0
    for name in ("max_distance", "max_duration", "max_driving"):
        limit = getattr(vehicle, name)
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


def _units(
    problem: Problem, number_of: Mapping[str, int], prices: _Prices
) -> tuple[list[_kernel.Unit], list[_kernel.Stop]]:
    """Return what is served or left out as one, and the stops, each knowing its unit."""
    stops = [_stop(stop) for stop in problem.stops]
    units: list[_kernel.Unit] = []
    most = len(problem.stops) + len(problem.groups) + 1

    def add(kind: _kernel.Kind, members: Sequence[int], owners: Sequence[tuple[int | None, int]]) -> None:
        unit = _kernel.Unit()
        unit.kind, unit.stops = kind, list(members)
        unit.penalty = sum(prices.of((penalty or 0) * UNIT) for penalty, _ in owners)
        unit.missing = sum(priority * most + 1 for penalty, priority in owners if penalty is None)
        for member in members:
            stops[member].unit = len(units)
        units.append(unit)

    def owner(stop: int) -> tuple[int | None, int]:
        return problem.stops[stop].penalty, problem.stops[stop].priority

    taken: set[int] = set()
    for lock in problem.locks:
        if lock.ordered:
            members = [number_of[stop] for stop in lock.stops]
            _glue(stops, lock, members)
            add(_kernel.Kind.sequence, members, [owner(each) for each in members])
            taken.update(members)
    for group in problem.groups:
        members = [number_of[stop] for stop in group.stops]
        add(_kernel.Kind.group, members, [(group.penalty, group.priority)])
        taken.update(members)
    for pair in problem.pairs:
        pickup, delivery = number_of[pair.pickup], number_of[pair.delivery]
        stops[pickup].partner, stops[delivery].partner = delivery, pickup
        stops[delivery].is_delivery = True
        if pickup not in taken:
            add(_kernel.Kind.pair, [pickup, delivery], [owner(pickup), owner(delivery)])
            taken.update((pickup, delivery))
    for number in range(len(stops)):
        if number not in taken:
            add(_kernel.Kind.single, [number], [owner(number)])
    return units, stops


def _stop(stop: Stop) -> _kernel.Stop:
    made = _kernel.Stop()
    made.location = stop.location
    made.release = stop.release
    made.backhaul = stop.backhaul
    return made


def _glue(stops: Sequence[_kernel.Stop], lock: Lock, members: Sequence[int]) -> None:
    for member in members[:-1]:
        stops[member].glued = True
    if lock.kind in ("start", "route"):
        stops[members[0]].first = True


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
