"""Metres on the earth, and the Mercator projection.

A unit of the projection is a metre divided by cos(latitude), so near is near at every latitude.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EARTH_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""

_EQUATOR_M = 6_378_137.0
_FLATNESS = 0.006_694_379_990_14  # the squared eccentricity of WGS 84


def mercator(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Return x and y of points in degrees."""
    return EARTH_M * np.radians(lon), EARTH_M * np.arcsinh(np.tan(np.radians(np.clip(lat, -89, 89))))


def degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return longitude and latitude of projected points."""
    return np.degrees(x / EARTH_M), np.degrees(np.arctan(np.sinh(y / EARTH_M)))


def metres_between(lon: Floats, lat: Floats, other_lon: Floats, other_lat: Floats) -> Floats:
    """Return the metres between points a few kilometres apart, by the WGS 84 ellipsoid's local radii.

    Source: radii of curvature in the meridian and the prime vertical, Snyder (1987), USGS PP 1395, p. 25.
    """
    middle = np.radians((lat + other_lat) / 2)
    bulge = 1 - _FLATNESS * np.sin(middle) ** 2
    north = np.radians(other_lat - lat) * _EQUATOR_M * (1 - _FLATNESS) / bulge**1.5
    east = np.radians(other_lon - lon) * _EQUATOR_M * np.cos(middle) / np.sqrt(bulge)
    return np.hypot(north, east)
