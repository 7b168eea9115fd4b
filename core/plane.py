"""Travel in the plane: distances by coordinates, worked out when asked, so memory grows with the places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil, floor, sqrt
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import Fault, fault, refuse
from core.matrix import Int32Array, TravelMatrix
from core.travel import Rows
from core.units import UNREACHABLE, Metres, Seconds

FloatArray = NDArray[np.float64]

Grid = Literal["real", "floor", "ceil"]
"""What becomes of the straight line d itself, before it is scaled: d, floor(d) or ceil(d)."""

Rounding = Literal["half-up", "floor", "nearest-even"]
"""How the scaled line x becomes whole: floor(x + 1/2), floor(x), or the nearest, halves to the even one."""

_BLOCK: Final = 2**17
"""Distances worked on at once: 1 MB of floats stays in the cache, and needs little beyond the result."""

_GRIDS: Final[Mapping[Grid, Callable[[FloatArray], FloatArray]]] = {
    "real": lambda lines: lines,
    "floor": np.floor,
    "ceil": np.ceil,
}
_ROUNDINGS: Final[Mapping[Rounding, Callable[[FloatArray], FloatArray]]] = {
    "half-up": lambda lines: np.floor(lines + 0.5),
    "floor": np.floor,
    "nearest-even": np.rint,
}
_GRIDS_OF_ONE: Final[Mapping[Grid, Callable[[float], float]]] = {"real": float, "floor": floor, "ceil": ceil}
_ROUNDINGS_OF_ONE: Final[Mapping[Rounding, Callable[[float], int]]] = {
    "half-up": lambda line: floor(line + 0.5),
    "floor": floor,
    "nearest-even": round,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class PlaneTravel:
    """Travel along straight lines between n points, the same at any time of day.

    From (x1, y1) to (x2, y2) it is `rounding(scale * grid(sqrt(dx * dx + dy * dy)))` with dx = x1 - x2 and
    dy = y1 - y2, in distance and in duration. Each operation is rounded to a double of its own (no fused
    multiply-add), so that whoever repeats them in this order, in whatever language, gets the same numbers.

    points
        (n, 2) float64, x and y, in whatever unit the distances are meant before they are scaled.
    scale
        what the line is multiplied by after the grid.
    grid, rounding
        see `Grid` and `Rounding`.
    speed_percent
        beside which durations equal distances: at 50 they are twice as long, rounded half up, and at most
        `UNREACHABLE` - 1.
    """

    points: FloatArray
    scale: float = 1.0
    rounding: Rounding = "half-up"
    grid: Grid = "real"
    speed_percent: int = 100
    slice_starts: tuple[Seconds, ...] = field(default=(Seconds(0),), init=False)

    def __post_init__(self) -> None:
        refuse("Distances cannot be worked out from these coordinates.", _faults(self))
        points = np.ascontiguousarray(self.points, dtype=np.float64).view()
        points.flags.writeable = False
        object.__setattr__(self, "points", points)

    @property
    def size(self) -> int:
        """The number of places, n."""
        return len(self.points)

    @property
    def timed(self) -> bool:
        """Whether travel depends on the time of day: never."""
        return False

    def reachable(self, origin: int, target: int) -> bool:  # noqa: ARG002  straight lines lead everywhere
        """Whether any way leads from `origin` to `target`: always."""
        return True

    def slice_at(self, time_s: int) -> int:  # noqa: ARG002  there is only one
        """Return the slice that holds at `time_s`: the only one."""
        return 0

    def duration(self, origin: int, target: int, depart_s: int = 0) -> Seconds:  # noqa: ARG002
        """Return the travel time of one pair; the same at any time of day."""
        return Seconds(self._seconds(self._between(origin, target)))

    def distance(self, origin: int, target: int, depart_s: int = 0) -> Metres:  # noqa: ARG002
        """Return the distance of one pair; the same at any time of day."""
        return Metres(self._between(origin, target))

    def slowest(self) -> "PlaneTravel":
        """Return travel at the slowest time of the day: itself."""
        return self

    def durations_from(self, origin: int) -> Int32Array:
        """Return (n,) int32, the durations from `origin` to each place."""
        return self._slowed(self._whole(self._xs - self._xs[origin], self._ys - self._ys[origin]))

    def durations_between(self, origins: Rows, targets: Rows) -> Int32Array:
        """Return int32 durations from each of `origins` to its neighbour in `targets`."""
        return self._slowed(self.distances_between(origins, targets))

    def distances_between(self, origins: Rows, targets: Rows) -> Int32Array:
        """Return int32 distances from each of `origins` to its neighbour in `targets`."""
        xs, ys = self._xs, self._ys
        return self._whole(xs[origins] - xs[targets], ys[origins] - ys[targets])

    def at_speed(self, percent: int) -> "PlaneTravel":
        """Return the same ways driven at `percent` of the speed at which durations equal distances."""
        return replace(self, speed_percent=percent)

    def longest_from(self) -> NDArray[np.int64]:
        """Return (n,) what no distance from each place exceeds: the farthest corner of the box around all."""
        far = self.points - self.points.min(axis=0), self.points.max(axis=0) - self.points
        corners = np.maximum(*far)
        bound: NDArray[np.int64] = np.ceil(self.scale * (np.hypot(*corners.T) + 1) + 1).astype(np.int64)
        return bound

    def matrix(self) -> TravelMatrix:
        """Return the same travel with all pairs kept: 4 n² bytes where durations and distances are equal."""
        result = np.empty((self.size, self.size), dtype=np.int32)
        rows = max(1, _BLOCK // max(self.size, 1))
        for first in range(0, self.size, rows):
            block = slice(first, first + rows)
            result[block] = self._whole(self._xs[block, None] - self._xs, self._ys[block, None] - self._ys)
        return TravelMatrix(durations=self._slowed(result), distances=result)

    @cached_property
    def _for_one(
        self,
    ) -> tuple[list[float], list[float], Callable[[float], float], Callable[[float], int]]:
        """What one distance is worked out from."""
        xs, ys = self.points.T.tolist() if self.size else ([], [])
        return xs, ys, _GRIDS_OF_ONE[self.grid], _ROUNDINGS_OF_ONE[self.rounding]

    @cached_property
    def _xs(self) -> FloatArray:
        return np.ascontiguousarray(self.points[:, 0])

    @cached_property
    def _ys(self) -> FloatArray:
        return np.ascontiguousarray(self.points[:, 1])

    def _between(self, origin: int, target: int) -> int:
        """Return one distance in plain floats: twenty times quicker than an array of one."""
        xs, ys, grid, rounding = self._for_one
        across, along = xs[origin] - xs[target], ys[origin] - ys[target]
        return rounding(self.scale * grid(sqrt(across * across + along * along)))

    def _seconds(self, distance: int) -> int:
        percent = self.speed_percent
        return (
            distance if percent == 100 else min((200 * distance + percent) // (2 * percent), UNREACHABLE - 1)
        )

    def _slowed(self, distances: Int32Array) -> Int32Array:
        """Return the durations of distances: themselves, unless the speed is another one."""
        percent = self.speed_percent
        if percent == 100:
            return distances
        durations = (200 * distances.astype(np.int64) + percent) // (2 * percent)
        return np.minimum(durations, UNREACHABLE - 1).astype(np.int32)

    def _whole(self, across: FloatArray, along: FloatArray) -> Int32Array:
        # Squares of whole coordinates are exact, so a distance that is whole comes out whole.
        lines = _GRIDS[self.grid](np.sqrt(across * across + along * along))
        return _ROUNDINGS[self.rounding](self.scale * lines).astype(np.int32)


def _faults(plane: PlaneTravel) -> list[Fault]:
    """Return what is wrong with the coordinates, such as corners of the box around them too far apart."""
    points = np.asarray(plane.points)
    if points.ndim != 2 or points.shape[1] != 2:
        return [fault("points", "shape", points.shape, "a row of two numbers, x and y, for each place")]
    if points.dtype.kind not in "iuf" or not np.isfinite(points).all():
        return [fault("points", "coordinates", points.dtype, "numbers, none of them infinite")]
    if not plane.scale > 0:
        return [fault("points", "scale", plane.scale, "a number above 0")]
    if not 1 <= plane.speed_percent <= 500:
        return [fault("points", "speed_percent", plane.speed_percent, "a whole number from 1 to 500")]
    span = np.ptp(points.astype(np.float64), axis=0) if len(points) else np.zeros(2)
    longest = plane.scale * (float(np.hypot(*span)) + 1) + 1
    if longest >= UNREACHABLE:
        expected = f"less than {UNREACHABLE:,} once scaled"
        return [fault("points", "longest distance", f"{longest:.0f}", expected)]
    return []
