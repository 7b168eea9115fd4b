"""The Mercator projection: a unit is a metre divided by cos(latitude), so near is near at every latitude."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EARTH_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""


def mercator(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Return x and y of points in degrees."""
    return EARTH_M * np.radians(lon), EARTH_M * np.arcsinh(np.tan(np.radians(np.clip(lat, -89, 89))))


def degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return longitude and latitude of projected points."""
    return np.degrees(x / EARTH_M), np.degrees(np.arctan(np.sinh(y / EARTH_M)))
