"""Degrees to metres and back, on a plane that touches the earth at one point."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_METRES_PER_DEGREE = 111_195.0
"""On a sphere with the earth's mean radius of 6,371.0 km."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """A plane in metres around a point; within 50 km of it distances err by less than 1 %."""

    lon: float
    lat: float

    def metres(self, degrees: FloatArray) -> FloatArray:
        """Return (k, 2) metres east and north of the origin, from (k, 2) longitudes and latitudes."""
        return (degrees - (self.lon, self.lat)) * self._scale

    def degrees(self, metres: FloatArray) -> FloatArray:
        """Return (k, 2) longitudes and latitudes, from (k, 2) metres east and north of the origin."""
        return metres / self._scale + (self.lon, self.lat)

    @property
    def _scale(self) -> FloatArray:
        shrink = float(np.cos(np.radians(self.lat)))
        return np.array([_METRES_PER_DEGREE * shrink, _METRES_PER_DEGREE])
