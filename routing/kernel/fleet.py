"""Vehicles as the kernel holds them: types of vehicles that differ in nothing, and what each may serve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.window import TimeWindow
from routing.kernel import _kernel
from routing.kernel.prices import Prices, rates
from routing.kernel.ways import NEVER
from routing.problem import Break, Depot, Problem, Vehicle

MANY = 2**31 - 1
"""As in the kernel: a number of stops or reloads that nothing reaches."""


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """The vehicles of a problem by type.

    types
        the first vehicle of each type.
    ids
        of all vehicles of each type.
    profiles
        numbers of the kernel's travel by profile and speed.
    """

    problem: Problem
    types: tuple[Vehicle, ...]
    ids: tuple[tuple[str, ...], ...]
    prices: Prices
    profiles: Mapping[tuple[str, int], int]
    loose: bool

    @property
    def kinds(self) -> list[str]:
        """The kinds of vehicle, whose work at stops may differ, in the order of the kernel's work classes."""
        return list(dict.fromkeys(vehicle.kind for vehicle in self.types)) or [""]

    @property
    def throughputs(self) -> dict[str, int]:
        """The numbers of the depots whose throughput is limited, by id."""
        limited = [depot.id for depot in self.problem.depots if depot.throughput is not None]
        return {depot: number for number, depot in enumerate(limited)}


def vehicle_types(problem: Problem) -> dict[Vehicle, list[str]]:
    """Return the ids of vehicles that differ in nothing else, by the first of them."""
    found: dict[str, list[str]] = {}
    for vehicle, twin in problem.twins.items():
        found.setdefault(twin, []).append(vehicle)
    return {problem.vehicle[twin]: ids for twin, ids in found.items()}


def add_fleet(kernel: _kernel.Problem, fleet: Fleet) -> None:
    """Add depots and types of vehicles."""
    depots, throughputs = fleet.problem.depots, fleet.throughputs
    kernel.throughput = [list(each.throughput) for each in depots if each.throughput is not None]
    kernel.depots = [_depot(each, throughputs.get(each.id, -1)) for each in depots]
    kernel.types = [_type(fleet, number) for number in range(len(fleet.types))]


def add_compatibility(kernel: _kernel.Problem, stops: Sequence[_kernel.Stop], fleet: Fleet) -> None:
    """Say which type may serve which stops; stops that the same may serve share a row."""
    problem = fleet.problem
    closed = {lock.vehicle for lock in problem.locks if lock.kind == "route"}
    rows: dict[tuple[frozenset[str], str | None], int] = {}
    for stop, made in zip(problem.stops, stops, strict=True):
        made.compat = rows.setdefault((stop.skills, problem.locked_to.get(stop.id)), len(rows))
    allowed = np.zeros((max(1, len(rows)), max(1, len(fleet.types))), dtype=np.uint8)
    for (skills, vehicle_id), row in rows.items():
        for number, vehicle in enumerate(fleet.types):
            own = vehicle_id is not None and vehicle_id in fleet.ids[number]
            free = vehicle_id is None and vehicle.id not in closed
            allowed[row, number] = skills <= vehicle.skills and (own or free)
    kernel.set_allowed(allowed)


def kernel_window(window: TimeWindow) -> _kernel.Window:
    """Return a window as the kernel holds it."""
    return _kernel.Window(window.opens, window.closes)


def _depot(depot: Depot, throughput: int) -> _kernel.Depot:
    made = _kernel.Depot()
    made.location = depot.location
    made.window = kernel_window(depot.window)
    made.service = depot.reload_service
    made.throughput = throughput
    return made


def _type(fleet: Fleet, number: int) -> _kernel.Type:
    problem, vehicle = fleet.problem, fleet.types[number]
    start = problem.depot[vehicle.start] if vehicle.start is not None else None
    end = problem.depot[vehicle.end] if vehicle.end is not None else None
    leaving, ending = _overlap(vehicle.shift, start), _overlap(vehicle.shift, end)
    made = _kernel.Type()
    made.count = len(fleet.ids[number]) if leaving and ending else 0
    made.profile = fleet.profiles[vehicle.profile, vehicle.speed_percent]
    made.work_class = fleet.kinds.index(vehicle.kind)
    made.start_depot = fleet.throughputs.get(vehicle.start or "", -1)
    made.start = -1 if start is None else start.location
    made.end = -1 if end is None else end.location
    if leaving and ending and not fleet.loose:
        made.leaving, made.ending = kernel_window(leaving), kernel_window(ending)
    made.capacity = list(vehicle.capacity)
    made.breaks = [_break(each) for each in vehicle.breaks]
    _add_prices(made, vehicle, fleet.prices)
    _add_limits(made, vehicle)
    _add_reloads(made, vehicle, problem)
    return made


def _overlap(shift: TimeWindow, depot: Depot | None) -> TimeWindow | None:
    """Return when a depot is open during a shift, or None where it never is."""
    if depot is None:
        return shift
    opens, closes = max(shift.opens, depot.window.opens), min(shift.closes, depot.window.closes)
    return TimeWindow(opens=opens, closes=closes) if opens <= closes else None


def _add_prices(made: _kernel.Type, vehicle: Vehicle, prices: Prices) -> None:
    for name, rate in rates(vehicle).items():
        setattr(made, name, prices.of(rate))
    if prices.shortest:
        made.per_metre = 1


def _add_limits(made: _kernel.Type, vehicle: Vehicle) -> None:
    made.regular = NEVER if vehicle.regular_duration is None else vehicle.regular_duration
    for name in ("max_distance", "max_duration", "max_driving"):
        limit = getattr(vehicle, name)
        if limit is not None:
            setattr(made, name, limit)
    if vehicle.max_stops is not None:
        made.max_stops = min(vehicle.max_stops, MANY)


def _add_reloads(made: _kernel.Type, vehicle: Vehicle, problem: Problem) -> None:
    numbers = {depot.id: number for number, depot in enumerate(problem.depots)}
    made.reloads = [numbers[each] for each in vehicle.reloads]
    if vehicle.reloads:
        made.max_reloads = MANY if vehicle.max_reloads is None else min(vehicle.max_reloads, MANY)


def _break(given: Break) -> _kernel.Break:
    made = _kernel.Break()
    made.windows = [kernel_window(window) for window in given.windows]
    made.duration = given.duration
    made.max_load = list(given.max_load or ())
    return made
