"""What nothing in a problem exceeds: the longest ways, the longest route, and whether time binds at all."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from core.travel import Travel
from core.units import UNREACHABLE
from core.window import TimeWindow
from routing.problem import Problem, Stop

NEVER = 2**60
"""As in the kernel: a moment, length or amount that nothing reaches."""


def longest_metres(travel: Travel) -> int:
    """Return what no distance exceeds, of the ways that there are."""
    if isinstance(travel, PlaneTravel):
        return int(travel.longest_from().max(initial=0))
    assert isinstance(travel, TravelMatrix)  # noqa: S101  the two kinds there are
    return int(travel.distances[travel.distances < UNREACHABLE].max(initial=0))


def longest_duration(problem: Problem) -> int:
    """Return what no route exceeds, in seconds: once the last window has opened nothing is waited for."""
    closes = max((vehicle.shift.closes for vehicle in problem.vehicles), default=0)
    opens = max((window.opens for window in _windows(problem)), default=0)
    opens = max((opens, *(stop.release for stop in problem.stops)))
    way = max((int(_longest_seconds(each).max(initial=0)) for each in problem.speeds.values()), default=0)
    work = max((_longest_work(stop) for stop in problem.stops), default=0)
    reload = max((depot.reload_service for depot in problem.depots), default=0)
    rests = max((sum(each.duration for each in v.breaks) for v in problem.vehicles), default=0)
    return min(closes, opens + rests + (len(problem.stops) + 1) * (work + reload + 2 * way))


def _windows(problem: Problem) -> Iterator[TimeWindow]:
    for stop in problem.stops:
        yield from stop.windows
    for depot in problem.depots:
        yield depot.window
    for vehicle in problem.vehicles:
        yield vehicle.shift
        for each in vehicle.breaks:
            yield from each.windows


def _longest_work(stop: Stop) -> int:
    return max(stop.service, *stop.service_by_kind.values(), 0) + max(
        stop.setup, *stop.setup_by_kind.values(), 0
    )


def nothing_binds(problem: Problem) -> bool:
    """Whether no route can last long enough for any window, shift or limit of time to matter."""
    for v in problem.vehicles:
        if v.cost_per_hour or v.cost_per_driving_hour or v.cost_per_work_hour or v.breaks or v.reloads:
            return False
        if v.max_duration is not None or v.regular_duration is not None or v.max_driving is not None:
            return False
    if any(stop.release or len(stop.windows) > 1 for stop in problem.stops):
        return False
    windows = set(_windows(problem))
    if any(window.opens > 0 for window in windows):
        return False
    work = sum(map(_longest_work, problem.stops))
    ways = max((_longest_round(problem, each) for each in problem.speeds.values()), default=0)
    return ways + work <= min((window.closes for window in windows), default=0)


def _longest_round(problem: Problem, travel: Travel) -> int:
    """Return what driving to every stop once and back cannot exceed, in seconds."""
    longest = _longest_seconds(travel)
    if not isinstance(travel, PlaneTravel) and not all(longest < UNREACHABLE):
        return NEVER
    starts = [problem.depot[v.start].location for v in problem.vehicles if v.start is not None]
    stops = [stop.location for stop in problem.stops]
    return int(longest[stops].sum()) + int(longest[starts].max(initial=0))


def _longest_seconds(travel: Travel) -> NDArray[np.int64]:
    """Return (n,) the longest duration from each place, or what it cannot exceed."""
    if isinstance(travel, PlaneTravel):
        slowed = (200 * travel.longest_from() + travel.speed_percent) // (2 * travel.speed_percent)
        return np.minimum(slowed, UNREACHABLE - 1)
    assert isinstance(travel, TravelMatrix)  # noqa: S101  the two kinds there are
    return travel.slowest().durations[0].max(axis=1, initial=0).astype(np.int64)
