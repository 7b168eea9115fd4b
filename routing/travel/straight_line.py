"""Travel where no street map is at hand: straight lines, lengthened and timed by an estimate."""

from collections.abc import Mapping, Sequence

import numpy as np
from geopy.distance import geodesic
from numpy.typing import NDArray

from core.distance import great_circle_m
from core.errors import InvalidInput, fault
from core.matrix import Int32Array, TravelMatrix
from core.notes import note
from core.place import Place
from core.units import Metres, Seconds
from routing.travel.estimate import Estimate, Floats, driven_m, driving_s, read_estimates
from routing.travel.source import Leg, Travel

ESTIMATED = note("estimated")
"""What every plan made with this source, and every leg drawn by it, must say."""

_BLOCK = 2**21  # pairs at a time: 16 MiB for each array in between


def geodesic_m(origin: Place, target: Place) -> float:
    """Return metres along the WGS 84 ellipsoid between two places.

    Source: Karney (2013), doi:10.1007/s00190-012-0578-z, by geopy.
    """
    return float(geodesic((origin.lat, origin.lon), (target.lat, target.lon)).m)


class StraightLine:
    """Estimates durations and distances between places from the straight lines between them."""

    name = "straight line (estimated, ±20 %)"

    def __init__(self, estimates: Mapping[str, Estimate] | None = None) -> None:
        self.estimates = read_estimates() if estimates is None else estimates

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return estimated durations and distances of all pairs, with a note that says so."""
        estimate = self._estimate(profile)
        size = len(places)
        durations, distances = np.empty((2, size, size), np.int32)
        lon, lat = degrees(places)
        rows = max(1, _BLOCK // max(size, 1))
        for first in range(0, size, rows):
            part = slice(first, first + rows)
            straight = great_circle_m(lon[part, np.newaxis], lat[part, np.newaxis], lon, lat)
            durations[part] = _rounded_up(driving_s(straight, estimate))
            distances[part] = _rounded_up(driven_m(straight, estimate))
        matrix = TravelMatrix(durations=durations, distances=distances)
        return Travel(matrix=matrix, source=self.name, notes=(ESTIMATED,))

    def row(self, place: Place, lon: Floats, lat: Floats, profile: str) -> tuple[Int32Array, Int32Array]:
        """Return (n,) int32 seconds and metres from `place` to points, (n,) degrees each; as many back."""
        estimate = self._estimate(profile)
        straight = great_circle_m(np.array(place.lon), np.array(place.lat), lon, lat)
        return _rounded_up(driving_s(straight, estimate)), _rounded_up(driven_m(straight, estimate))

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return a straight line from each place to the next; it takes as long at any time of day."""
        del depart_s
        estimate = self._estimate(profile)
        lon, lat = degrees(places)
        straight = great_circle_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
        durations = _rounded_up(driving_s(straight, estimate)).tolist()
        distances = _rounded_up(driven_m(straight, estimate)).tolist()
        return [
            Leg(
                duration=Seconds(duration),
                distance=Metres(distance),
                points=((origin.lon, origin.lat), (target.lon, target.lat)),
                note=ESTIMATED,
            )
            for duration, distance, origin, target in zip(
                durations, distances, places[:-1], places[1:], strict=True
            )
        ]

    def _estimate(self, profile: str) -> Estimate:
        if profile not in self.estimates:
            expected = f"one of {', '.join(self.estimates)}, or a table of its own in the estimate file"
            raise InvalidInput(
                f"Straight lines cannot be timed for the profile {profile!r}.",
                faults=[fault("vehicle", "profile", profile, expected)],
            )
        return self.estimates[profile]


def degrees(places: Sequence[Place]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes and latitudes, (n,) each."""
    lon, lat = np.array([(each.lon, each.lat) for each in places], float).reshape(-1, 2).T
    return lon, lat


def _rounded_up(values: Floats) -> Int32Array:
    """Return whole numbers; rounding up keeps every detour at least as long as the direct way."""
    return np.ceil(values).astype(np.int32)
