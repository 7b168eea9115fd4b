"""Travel between places: durations and distances of the same paths, by time of day."""

from bisect import bisect_right
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidInput
from core.units import UNREACHABLE, Metres, Seconds

Int32Array = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class TravelMatrix:
    """Durations and distances of all pairs of n places, in b slices of the day.

    durations
        (b, n, n) int32, seconds; row = from, column = to; need not be symmetric. (n, n) is taken as b = 1.
    distances
        (b, n, n) int32, metres of the same paths.
    slice_starts
        b ascending times of day, the first 0; slice k holds from its start to the next one's.

    A pair that no way connects holds `UNREACHABLE` in both. Inside a slice a pair has one speed; a
    journey that crosses into the next slice goes on at that slice's speed, so nobody arrives earlier by
    leaving later. Source: Ichoua, Gendreau & Potvin (2003), doi:10.1016/S0377-2217(02)00147-9.
    """

    durations: Int32Array
    distances: Int32Array
    slice_starts: tuple[Seconds, ...] = field(default=(Seconds(0),))

    def __post_init__(self) -> None:
        for name in ("durations", "distances"):
            object.__setattr__(self, name, _cube(name, getattr(self, name)))
        if self.durations.shape != self.distances.shape:
            raise InvalidInput(
                f"durations {self.durations.shape} and distances {self.distances.shape} differ in shape"
            )
        starts = self.slice_starts
        ascending = starts[:1] == (0,) and list(starts) == sorted(set(starts)) and starts[-1] < 86_400
        if len(starts) != len(self.durations) or not ascending:
            raise InvalidInput(f"slice starts {starts} do not fit {len(self.durations)} slices of a day")
        shared = np.may_share_memory(self.durations, self.distances)
        if not shared and ((self.durations == UNREACHABLE) != (self.distances == UNREACHABLE)).any():
            raise InvalidInput("a pair has no way by duration but one by distance, or the other way round")

    @property
    def size(self) -> int:
        """The number of places, n."""
        return int(self.durations.shape[1])

    @property
    def timed(self) -> bool:
        """Whether travel depends on the time of day."""
        return len(self.slice_starts) > 1

    def reachable(self, origin: int, target: int) -> bool:
        """Whether any way leads from `origin` to `target`, at any time of day."""
        return self.slowest().durations.item(0, origin, target) < UNREACHABLE

    def slice_at(self, time_s: int) -> int:
        """Return the slice that holds at `time_s`; a plan that runs past midnight begins the day anew."""
        return bisect_right(self.slice_starts, time_s % 86_400) - 1

    def duration(self, origin: int, target: int, depart_s: int = 0) -> Seconds:
        """Return the travel time of one pair when leaving at `depart_s`; `UNREACHABLE` if there is no way."""
        if not self.timed:
            return Seconds(self.durations.item(0, origin, target))
        if not self.reachable(origin, target):
            return Seconds(UNREACHABLE)
        return Seconds(self._across_slices(origin, target, depart_s))

    def distance(self, origin: int, target: int, depart_s: int = 0) -> Metres:
        """Return the metres driven from `origin` to `target` when leaving at `depart_s`."""
        part = self.slice_at(depart_s) if self.timed else 0
        return Metres(self.distances.item(part, origin, target))

    def durations_from(self, origin: int) -> Int32Array:
        """Return (n,) int32, the seconds from `origin` to each place at the slowest time of the day."""
        row: Int32Array = self.slowest().durations[0, origin]
        return row

    def durations_between(self, origins: NDArray[np.integer], targets: NDArray[np.integer]) -> Int32Array:
        """Return int32 seconds from each of `origins` to its neighbour in `targets`, at the slowest time."""
        found: Int32Array = self.slowest().durations[0, origins, targets]
        return found

    def distances_between(self, origins: NDArray[np.integer], targets: NDArray[np.integer]) -> Int32Array:
        """Return int32 metres from each of `origins` to its neighbour in `targets`, by the longest way."""
        found: Int32Array = self.slowest().distances[0, origins, targets]
        return found

    def slowest(self) -> "TravelMatrix":
        """Return one slice that holds each pair's longest duration and distance of the day.

        Whoever keeps to a plan timed with it arrives no later than planned at any time of day.
        """
        return self if not self.timed else self._slowest

    @cached_property
    def _slowest(self) -> "TravelMatrix":
        return TravelMatrix(durations=self.durations.max(axis=0), distances=self.distances.max(axis=0))

    def at_speed(self, percent: int) -> "TravelMatrix":
        """Return the same ways driven at `percent` of the speed.

        Durations are rounded half up, to less than `UNREACHABLE`; ways that do not exist stay so.
        """
        if percent == 100:
            return self
        durations = at_percent(self.durations, percent)
        return TravelMatrix(durations=durations, distances=self.distances, slice_starts=self.slice_starts)

    def _across_slices(self, origin: int, target: int, depart_s: int) -> int:
        """Carry the share of the journey still ahead from slice to slice; rounded up to whole seconds.

        Shares are fractions: a rounding error of a float could let a later departure arrive a second earlier.
        """
        now, ahead = depart_s, Fraction(1)
        a_day = self._share_of_a_day(origin, target)
        if a_day is not None:
            days = max(0, int(ahead / a_day) - 1)
            now, ahead = now + days * 86_400, ahead - days * a_day
        while True:
            whole: int = self.durations.item(self.slice_at(now), origin, target)
            left_in_slice = self._slice_end(now) - now
            if whole * ahead <= left_in_slice:
                return now + ceil(whole * ahead) - depart_s
            ahead -= Fraction(left_in_slice, whole)
            now += left_in_slice

    def _share_of_a_day(self, origin: int, target: int) -> Fraction | None:
        """Return which share of a journey a whole day takes; None where one may be over within a day."""
        whole = self.durations[:, origin, target].tolist()
        if min(whole) < 86_400:
            return None
        lengths = zip(self.slice_starts, (*self.slice_starts[1:], 86_400), strict=True)
        return sum(
            (Fraction(to - at, each) for (at, to), each in zip(lengths, whole, strict=True)), Fraction(0)
        )

    def _slice_end(self, time_s: int) -> int:
        midnight = time_s - time_s % 86_400
        following = self.slice_at(time_s) + 1
        ends = self.slice_starts[following] if following < len(self.slice_starts) else 86_400
        return midnight + ends


def at_percent(durations: Int32Array, percent: int) -> Int32Array:
    """Return durations at `percent` of the speed, rounded half up, to less than `UNREACHABLE`.

    Ways that do not exist stay so.
    """
    slower = (durations.astype(np.int64) * 200 + percent) // (2 * percent)
    known = np.where(durations == UNREACHABLE, UNREACHABLE, np.minimum(slower, UNREACHABLE - 1))
    return known.astype(np.int32)


def _cube(name: str, values: Int32Array) -> Int32Array:
    """Check one array of a matrix and return it as a read-only (b, n, n) int32 array."""
    array = np.asarray(values)
    if array.ndim == 2:
        array = array[np.newaxis]
    if array.ndim != 3 or array.shape[1] != array.shape[2]:
        raise InvalidInput(f"{name} has shape {np.shape(values)}; expected a square of one row per place")
    if not np.issubdtype(array.dtype, np.integer):
        raise InvalidInput(f"{name} holds {array.dtype}; expected whole numbers")
    if array.size and (array.min() < 0 or array.max() > UNREACHABLE):
        raise InvalidInput(f"{name} holds {array.min()}..{array.max()}; expected 0..{UNREACHABLE}")
    cube = np.ascontiguousarray(array, dtype=np.int32).view()
    cube.flags.writeable = False
    return cube
