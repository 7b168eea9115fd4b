"""Distances on the ground between points that are near each other."""

from collections.abc import Sequence
from math import cos, hypot, radians
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

METRES_OF_DEGREE: Final = 111_195
"""Length of a degree of latitude on a sphere of 6,371,008.8 m (IUGG mean radius)."""

Point = tuple[float, float]


def metres_between(a: Point, b: Point) -> float:
    """Return the metres between two points, good to a per mille below 100 km."""
    east = (a[0] - b[0]) * cos(radians((a[1] + b[1]) / 2))
    return METRES_OF_DEGREE * hypot(east, a[1] - b[1])


def to_segment(at: Point, a: Point, b: Point) -> tuple[float, Point]:
    """Return the metres from a point to a straight piece of a line, and the nearest point of it."""
    squeeze = cos(radians(at[1]))
    along = ((b[0] - a[0]) * squeeze, b[1] - a[1])
    ahead = ((at[0] - a[0]) * squeeze, at[1] - a[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0 if length == 0 else (along[0] * ahead[0] + along[1] * ahead[1]) / length
    share = min(1.0, max(0.0, share))
    near = (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
    return metres_between(at, near), near


def flat(points: Sequence[Point]) -> NDArray[np.float64]:
    """Return (n, 2) float64 metres east and north, true near the middle of the points."""
    degrees = np.asarray(points, np.float64).reshape(-1, 2)
    middle = float(degrees[:, 1].mean()) if len(degrees) else 0.0
    return degrees * (METRES_OF_DEGREE * cos(radians(middle)), METRES_OF_DEGREE)


def clusters(points: Sequence[Point], within_m: float, owners: Sequence[int]) -> list[int]:
    """Return for each owner the number of its cluster: owners of points this near belong together.

    owners
        by point, whole numbers from 0; an owner may have many points.
    """
    joined = scipy.cluster.hierarchy.DisjointSet(range(max(owners) + 1))
    if len(points) > 1:
        for one, other in scipy.spatial.cKDTree(flat(points)).query_pairs(within_m):
            joined.merge(owners[one], owners[other])
    numbers: dict[int, int] = {}
    return [numbers.setdefault(joined[each], len(numbers)) for each in range(max(owners) + 1)]
