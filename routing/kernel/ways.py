"""Travel as the kernel holds it: matrices it looks into, or points whose distances it works out itself."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from core.travel import Travel
from core.units import UNREACHABLE
from core.window import TimeWindow
from routing.kernel import _kernel
from routing.problem import Problem, Stop, Vehicle

NEVER = 2**60
"""As in the kernel: a moment, length or amount that nothing reaches."""

GRIDS = {"real": 4, "floor": 1, "ceil": 3}
ROUNDINGS = {"half-up": 0, "floor": 1, "nearest-even": 2}
"""Numbers of the kernel's `Rounding`."""


def add_travel(
    kernel: _kernel.Problem, problem: Problem, types: Iterable[Vehicle]
) -> dict[tuple[str, int], int]:
    """Add each profile at each speed once; return their numbers."""
    numbers: dict[tuple[str, int], int] = {}
    for vehicle in types:
        key = (vehicle.profile, vehicle.speed_percent)
        if key not in numbers:
            numbers[key] = len(numbers)
            _add(kernel, problem.travel_of(vehicle).slowest())
    return numbers


def _add(kernel: _kernel.Problem, travel: Travel) -> None:
    if isinstance(travel, PlaneTravel):
        grid, rounding = GRIDS[travel.grid], ROUNDINGS[travel.rounding]
        kernel.add_points(travel.points, travel.scale, grid, rounding, travel.speed_percent)
    else:
        matrix = _matrix(travel)
        kernel.add_matrix(matrix.distances[0], matrix.durations[0])


def _matrix(travel: Travel) -> TravelMatrix:
    if not isinstance(travel, TravelMatrix):
        raise TypeError(f"the kernel has no way to read {type(travel).__name__}")
    return travel


def longest_leg(travel: Travel) -> int:
    """Return what no leg exceeds, in metres."""
    if isinstance(travel, PlaneTravel):
        return int(travel.longest_from().max(initial=0))
    distances = _matrix(travel).distances
    return int(distances.max(where=distances < UNREACHABLE, initial=0))


def nothing_binds(problem: Problem) -> bool:
    """Whether no route can last long enough for any window, shift or limit of time to matter."""
    if any(map(_minds_time, problem.vehicles)) or any(stop.release for stop in problem.stops):
        return False
    closes = NEVER
    for window in _windows(problem):
        if window is None or window.opens > 0:
            return False
        closes = min(closes, window.closes)
    work = sum(map(_longest_work, problem.stops))
    return (
        work + max((_longest_round(problem, each) for each in problem.speeds.values()), default=0) <= closes
    )


def _minds_time(vehicle: Vehicle) -> bool:
    """Whether time counts on its routes, besides windows and its shift."""
    priced = vehicle.cost_per_hour or vehicle.cost_per_driving_hour or vehicle.cost_per_work_hour
    limits = (vehicle.max_duration, vehicle.max_driving, vehicle.regular_duration)
    limited = any(limit is not None for limit in limits)
    return bool(priced or limited or vehicle.breaks or vehicle.reloads)


def _windows(problem: Problem) -> Iterator[TimeWindow | None]:
    """Yield what a route must keep to; None where a stop has several windows."""
    for stop in problem.stops:
        yield stop.windows[0] if len(stop.windows) == 1 else None
    yield from (vehicle.shift for vehicle in problem.vehicles)
    yield from (depot.window for depot in problem.depots)


def _longest_work(stop: Stop) -> int:
    service = max(stop.service, *stop.service_by_kind.values(), 0)
    return service + max(stop.setup, *stop.setup_by_kind.values(), 0)


def _longest_round(problem: Problem, travel: Travel) -> int:
    """Return what driving to every stop once and back cannot exceed, in seconds."""
    longest = _longest_seconds(travel)
    if (longest >= UNREACHABLE).any():
        return NEVER
    starts = [problem.depot[each.start].location for each in problem.vehicles if each.start is not None]
    stops = [stop.location for stop in problem.stops]
    return int(longest[stops].sum()) + int(longest[starts].max(initial=0))


def _longest_seconds(travel: Travel) -> NDArray[np.int64]:
    """Return (n,) the longest duration from each place, or what it cannot exceed."""
    if isinstance(travel, PlaneTravel):
        slowed = (200 * travel.longest_from() + travel.speed_percent) // (2 * travel.speed_percent)
        return np.minimum(slowed, UNREACHABLE - 1)
    longest: NDArray[np.int64] = (
        _matrix(travel).slowest().durations[0].max(axis=1, initial=0).astype(np.int64)
    )
    return longest


def longest_duration(problem: Problem) -> int:
    """Return what no route exceeds, in seconds: once the last window has opened nothing is waited for."""
    opens = max((window.opens for window in _every_window(problem)), default=0)
    opens = max((opens, *(stop.release for stop in problem.stops)))
    way = max((int(_longest_seconds(each).max(initial=0)) for each in problem.speeds.values()), default=0)
    work = max((_longest_work(stop) for stop in problem.stops), default=0)
    reload = max((depot.reload_service for depot in problem.depots), default=0)
    rests = max((sum(each.duration for each in v.breaks) for v in problem.vehicles), default=0)
    closes = max((vehicle.shift.closes for vehicle in problem.vehicles), default=0)
    return min(closes, opens + rests + (len(problem.stops) + 1) * (work + reload + 2 * way))


def _every_window(problem: Problem) -> Iterator[TimeWindow]:
    for stop in problem.stops:
        yield from stop.windows
    for depot in problem.depots:
        yield depot.window
    for vehicle in problem.vehicles:
        yield vehicle.shift
        for each in vehicle.breaks:
            yield from each.windows
