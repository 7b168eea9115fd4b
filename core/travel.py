"""What everybody who plans, checks or costs a route may ask of travel, however it is kept."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.matrix import Int32Array
from core.units import Metres, Seconds

Rows = NDArray[np.integer]
"""Places by their number, 0 to n - 1."""


class Travel(Protocol):
    """Durations and distances between n places.

    `TravelMatrix` keeps all pairs, `PlaneTravel` works each out when asked; who needs the arrays themselves
    asks which of the two it is.
    """

    @property
    def size(self) -> int:
        """The number of places, n."""
        ...

    @property
    def timed(self) -> bool:
        """Whether travel depends on the time of day."""
        ...

    @property
    def slice_starts(self) -> tuple[Seconds, ...]:
        """Ascending times of day at which other speeds begin, the first 0."""
        ...

    def reachable(self, origin: int, target: int) -> bool:
        """Whether any way leads from `origin` to `target`, at any time of day."""
        ...

    def slice_at(self, time_s: int) -> int:
        """Return the slice that holds at `time_s`."""
        ...

    def duration(self, origin: int, target: int, depart_s: int = 0) -> Seconds:
        """Return the travel time of one pair when leaving at `depart_s`; `UNREACHABLE` if there is no way."""
        ...

    def distance(self, origin: int, target: int, depart_s: int = 0) -> Metres:
        """Return the metres driven from `origin` to `target` when leaving at `depart_s`."""
        ...

    def at_speed(self, percent: int) -> "Travel":
        """Return the same ways driven at `percent` of the speed; durations are rounded half up."""
        ...

    def slowest(self) -> "Travel":
        """Return travel of one slice that holds each pair's longest duration and distance of the day."""
        ...

    def durations_from(self, origin: int) -> Int32Array:
        """Return (n,) int32, the seconds from `origin` to each place at the slowest time of the day."""
        ...

    def durations_between(self, origins: Rows, targets: Rows) -> Int32Array:
        """Return int32 seconds from each of `origins` to its neighbour in `targets`, at the slowest time."""
        ...

    def distances_between(self, origins: Rows, targets: Rows) -> Int32Array:
        """Return int32 metres from each of `origins` to its neighbour in `targets`, by the longest way."""
        ...
