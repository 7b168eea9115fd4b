"""The gaps of a route, as arrays: where a new stop could go, and how much time there is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.travel import Rows, Travel
from routing.problem import Load, Problem, Stop
from routing.schedule import forward, latest_starts
from routing.track import track

Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
NOWHERE = -1

Between = Callable[[Rows, Rows], Int32s]
"""Tells seconds, or metres, from each of some places to the one beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The k + 1 gaps of a route with k stops.

    before, after
        (k + 1,) matrix rows around each gap; `NOWHERE` at an open end.
    leave, must
        (k + 1,) seconds: the earliest departure before the gap, the latest arrival after it.
    brought
        what the route's stops have delivered to them, per dimension of capacity.
    """

    before: Int64s
    after: Int64s
    leave: Int64s
    must: Int64s
    brought: Load

    def detours(self, travel: Travel, location: int) -> tuple[Int64s, Int64s]:
        """Return (k + 1,) how many seconds, and how many metres, longer the way is over `location`."""
        seconds = self._detour(travel.durations_between, location)
        return seconds, self._detour(travel.distances_between, location)

    def _detour(self, between: Between, location: int) -> Int64s:
        there = _known(between, self.before, np.full_like(self.before, location))
        onward = _known(between, np.full_like(self.after, location), self.after)
        return there + onward - _known(between, self.before, self.after)

    def in_time(self, travel: Travel, stop: Stop) -> NDArray[np.bool_]:
        """Return (k + 1,) whether a window can be met and all after it still be reached in time."""
        between = travel.durations_between
        arrived = self.leave + _known(between, self.before, np.full_like(self.before, stop.location))
        onward = _known(between, np.full_like(self.after, stop.location), self.after)
        leaves_by = self.must - onward - stop.service
        fits = np.zeros(len(arrived), dtype=bool)
        for window in stop.windows:
            start = np.maximum(arrived, window.opens)
            fits |= (start <= window.closes) & (start <= leaves_by)
        return fits


def _known(between: Between, origins: Int64s, targets: Int64s) -> Int64s:
    """Return what lies between each origin and its target; 0 from and to nowhere."""
    values = between(np.maximum(origins, 0), np.maximum(targets, 0)).astype(np.int64)
    return np.where((origins == NOWHERE) | (targets == NOWHERE), 0, values)


def gaps_of(problem: Problem, vehicle_id: str, sequence: Sequence[str]) -> Gaps:
    """Return the gaps of a route that keeps every rule; an empty route has one gap."""
    along = track(problem, vehicle_id, sequence)
    times = forward(along, along.leaving.opens)
    latest = latest_starts(along, along.ending.closes) or []
    rows = [halt.location for halt in along.halts]
    ends = [NOWHERE if end is None else end for end in (along.origin, along.target)]
    leaving = [start + halt.work for start, halt in zip(times.starts, along.halts, strict=True)]
    nothing = (0,) * len(along.vehicle.capacity)
    brought = [problem.handled[each][0] for each in sequence]
    return Gaps(
        before=np.array([ends[0], *rows]),
        after=np.array([*rows, ends[1]]),
        leave=np.array([along.leaving.opens, *leaving]),
        must=np.array([*latest, along.ending.closes]),
        brought=tuple(map(sum, zip(*brought, strict=True))) if brought else nothing,
    )
