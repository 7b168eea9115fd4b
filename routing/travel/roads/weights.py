"""Weights for the search: time alone, or time and length of the same path packed into one number.

A packed weight is t * base + d with t in units of `time_s` and d in units of `length_m`. The search minimises
the sum, so time decides and the length of exactly that path comes along. The units are chosen for the longest
journey asked for, so that no sum can reach `NO_WAY` and no length can spill into the time.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil, log2, sqrt
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.kernel import NO_WAY, Kernel, Metric, Weights
from routing.travel.roads.speeds import EdgeTimes

Floats = NDArray[np.float64]

_METRES_A_SECOND = 100.0
"""A unit of length is worth this many units of time: 0.1 s goes with 10 m."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """How time and length are packed."""

    time_s: float
    length_m: float
    base: int

    def pack(self, time_s: Floats, length_m: Floats) -> Weights:
        """Return packed weights, each rounded by itself."""
        packed = np.rint(time_s / self.time_s) * self.base + np.rint(length_m / self.length_m)
        return packed.astype(np.uint32)

    def unpack(self, weights: Weights) -> tuple[Floats, Floats]:
        """Return seconds and metres of packed sums."""
        time, length = np.divmod(weights, np.uint32(self.base))
        return time * self.time_s, length * self.length_m


def units_for(longest_s: float, top_speed: float) -> Units:
    """Return the finest units in which a journey of `longest_s` at `top_speed` (m/s) still fits.

    A tenth is kept free for rounding; the length of a journey is at most its time at top speed.
    """
    seconds, metres = longest_s * 1.1 + 60, (longest_s * 1.1 + 60) * top_speed
    time_s = sqrt(seconds * metres / _METRES_A_SECOND / (NO_WAY - 1)) * 1.001
    length_m = time_s * _METRES_A_SECOND
    return Units(time_s=time_s, length_m=length_m, base=ceil(metres / length_m) + 1)


class SliceWeights:
    """The metrics of one slice of the day, customised when first needed; safe to use from several threads."""

    def __init__(self, graph: StreetGraph, kernel: Kernel, times: EdgeTimes) -> None:
        self.graph, self.kernel, self.times = graph, kernel, times
        self._packed: dict[int, tuple[Metric, Units]] = {}
        self._lock = Lock()

    @cached_property
    def clock(self) -> Metric:
        """The metric of time alone, in whole milliseconds: journeys up to 24 days."""
        whole = self._along_arcs(_rounded_along((self.times.drive_s + self.times.delay_s) * 1000))
        return self.kernel.customise(np.minimum(whole, NO_WAY).astype(np.uint32))

    def packed(self, longest_s: float) -> tuple[Metric, Units]:
        """Return the metric of time and length for journeys up to `longest_s`, and its units."""
        level = max(ceil(log2(max(longest_s, 1.0)) * 2), 16)
        with self._lock:
            if level not in self._packed:
                units = units_for(2 ** (level / 2), self.times.top_speed)
                self._packed[level] = self.kernel.customise(self._packed_arcs(units)), units
            return self._packed[level]

    def _packed_arcs(self, units: Units) -> Weights:
        time = _rounded_along((self.times.drive_s + self.times.delay_s) / units.time_s)
        length = _rounded_along(self.times.length_m / units.length_m)
        return self._along_arcs(np.minimum(time * units.base + length, NO_WAY)).astype(np.uint32)

    def _along_arcs(self, of_edges: NDArray[np.int64]) -> NDArray[np.int64]:
        edge = self.graph.arcs.edge
        return np.where(edge >= 0, of_edges[np.maximum(edge, 0)], 0)


def _rounded_along(values: Floats) -> NDArray[np.int64]:
    """Round so that errors do not add up along a street: every edge carries on its predecessor's rounding."""
    whole = np.empty(len(values), np.int64)
    for direction in (0, 1):
        sums = np.rint(np.cumsum(values[direction::2])).astype(np.int64)
        whole[direction::2] = np.diff(sums, prepend=0)
    return whole
