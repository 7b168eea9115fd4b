"""Straight lines over the surface of the earth."""

from math import asin, cos, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from core.place import Place

Floats = NDArray[np.float64]

EARTH_M = 6_371_008.8
"""Mean radius of the earth: (2a + b) / 3 of WGS 84."""


def great_circle_m(lon: Floats, lat: Floats, to_lon: Floats, to_lat: Floats) -> Floats:
    """Return metres along the surface of a sphere; the arrays are in degrees and broadcast.

    Within 0.6 % of the ellipsoid's geodesic; exact to rounding at the date line, the poles and antipodes.
    Source: haversine formula, Sinnott (1984), Sky and Telescope 68(2):159.
    """
    phi, to_phi = np.radians(lat), np.radians(to_lat)
    half_phi, half_lambda = (to_phi - phi) / 2, np.radians(to_lon - lon) / 2
    haversine = np.sin(half_phi) ** 2 + np.cos(phi) * np.cos(to_phi) * np.sin(half_lambda) ** 2
    metres: Floats = 2 * EARTH_M * np.arcsin(np.sqrt(np.clip(haversine, 0, 1)))
    return metres


def metres_apart(one: Place, other: Place) -> float:
    """Return metres between two places along the surface of a sphere."""
    phi, to_phi = radians(one.lat), radians(other.lat)
    half_phi, half_lambda = (to_phi - phi) / 2, radians(other.lon - one.lon) / 2
    haversine = sin(half_phi) ** 2 + cos(phi) * cos(to_phi) * sin(half_lambda) ** 2
    return 2 * EARTH_M * asin(sqrt(min(1.0, haversine)))
