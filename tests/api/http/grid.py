"""A travel source that answers at once; apart from the rest, for processes that need nothing else."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.matrix import TravelMatrix
from core.place import Place
from core.units import Metres, Seconds
from routing.travel.source import Leg, Travel


class GridSource:
    """Travel in the plane at 10 m a second."""

    name = "grid"

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        points = np.array([(place.lon, place.lat) for place in places]) * 100_000
        metres = np.rint(np.linalg.norm(points[:, None] - points[None], axis=2)).astype(np.int32)
        return Travel(matrix=TravelMatrix(durations=metres // 10, distances=metres), source=self.name)

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        matrix = self.travel(places, profile).matrix
        return [
            Leg(
                duration=Seconds(matrix.duration(k, k + 1)),
                distance=Metres(matrix.distance(k, k + 1)),
                points=((a.lon, a.lat), (b.lon, b.lat)),
            )
            for k, (a, b) in enumerate(pairwise(places))
        ]
