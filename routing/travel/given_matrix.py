"""The travel source of those who know their travel times: a matrix given as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from core.errors import Fault, TravelSourceFailed, fault
from core.matrix import TravelMatrix
from core.notes import note
from core.place import Place
from core.units import UNREACHABLE, Metres, Seconds
from routing.day import DayInput, ids_at
from routing.travel.matrix_csv import read_csv
from routing.travel.matrix_file import MOST_FAULTS, MatrixFile
from routing.travel.matrix_npz import read_npz
from routing.travel.source import Leg, Travel

ANY_PROFILE = ""
"""The key of the matrix that serves every profile without one of its own."""

Point = tuple[float, float]

_NO_STREETS = note("given-matrix")


@dataclass(frozen=True, kw_only=True)
class GivenMatrix:
    """Looks places up in given matrices: by the ids of who is there, by name, by coordinates.

    by_profile
        the matrix of each profile, and of `ANY_PROFILE`.
    ids
        for a point, ids under which its row may stand; see `knowing`.
    """

    by_profile: Mapping[str, MatrixFile]
    ids: Mapping[Point, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called beside a plan."""
        return f"given matrix {', '.join(sorted({each.name for each in self.by_profile.values()}))}"

    def knowing(self, day: DayInput) -> "GivenMatrix":
        """Return the same source that also finds places by the ids of the stops and depots of `day` there."""
        ids = {_point(place): names for place, names in zip(day.places, ids_at(day), strict=True)}
        return replace(self, ids=ids)

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return the rows of `places`; raise `TravelSourceFailed` naming each that the matrix lacks."""
        file, rows = self._rows(places, profile)
        at = np.ix_(range(len(file.matrix.slice_starts)), rows, rows)
        # Matrices carry anything on their diagonal; whoever is there already is there at once.
        elsewhere = np.not_equal.outer(rows, rows)
        matrix = TravelMatrix(
            durations=file.matrix.durations[at] * elsewhere,
            distances=file.matrix.distances[at] * elsewhere,
            slice_starts=file.matrix.slice_starts,
        )
        return Travel(matrix=matrix, source=f"given matrix {file.name}", notes=(*file.notes, _NO_STREETS))

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return the way from each place to the next as a straight line, with its given duration."""
        file, rows = self._rows(places, profile)
        found, now = [], depart_s
        for (origin, target), (start, end) in zip(pairwise(rows), pairwise(places), strict=True):
            duration = file.matrix.duration(origin, target, now) if origin != target else Seconds(0)
            if duration == UNREACHABLE:
                raise TravelSourceFailed(f"{file.name} knows no way from {start.name!r} to {end.name!r}.")
            distance = file.matrix.distance(origin, target, now) if origin != target else Metres(0)
            found.append(Leg(duration=duration, distance=distance, points=(_point(start), _point(end))))
            now += duration
        return found

    def _rows(self, places: Sequence[Place], profile: str) -> tuple[MatrixFile, list[int]]:
        key = profile if profile in self.by_profile else ANY_PROFILE
        file = self.by_profile.get(key)
        if file is None:
            known = ", ".join(sorted(self.by_profile))
            raise TravelSourceFailed(f"No matrix is given for the profile {profile}; there are {known}.")
        by_id, by_point = self._lookups[key]
        rows = [self._row(place, by_id, by_point) for place in places]
        missing = [place for place, row in zip(places, rows, strict=True) if row is None]
        if missing:
            message = f"{file.name} lacks {len(missing)} of {len(places)} places."
            raise TravelSourceFailed(
                message, faults=list(_missing_faults(file, missing[:MOST_FAULTS], self.ids))
            )
        return file, [row for row in rows if row is not None]

    def _row(self, place: Place, by_id: Mapping[str, int], by_point: Mapping[Point, int]) -> int | None:
        names = (*self.ids.get(_point(place), ()), place.name)
        found = next((by_id[name] for name in names if name in by_id), None)
        return by_point.get(_point(place)) if found is None else found

    @cached_property
    def _lookups(self) -> dict[str, tuple[dict[str, int], dict[Point, int]]]:
        """Rows by id and by point, of each profile's file."""
        return {
            key: (
                {each: row for row, each in enumerate(file.ids)},
                {_point(place): row for row, place in enumerate(file.places)},
            )
            for key, file in self.by_profile.items()
        }


def given_matrix(
    durations: Path, distances: Path | None = None, *, profile: str = ANY_PROFILE
) -> GivenMatrix:
    """Read a matrix from .npz, or from CSV of durations and one of distances; see `read_npz`, `read_csv`."""
    packed = durations.suffix.lower() == ".npz"
    file = read_npz(durations) if packed else read_csv(durations, distances)
    return GivenMatrix(by_profile={profile: file})


def _point(place: Place) -> Point:
    """Return the coordinates to a centimetre, so that a file's rounding does no harm."""
    return round(place.lon, 7), round(place.lat, 7)


def _missing_faults(
    file: MatrixFile, missing: Sequence[Place], ids: Mapping[Point, tuple[str, ...]]
) -> Iterator[Fault]:
    known = f"such as {', '.join(file.ids[:3])}" if file.ids else "but the file has none"
    for place in missing:
        called = ", ".join(ids.get(_point(place), ())) or place.name or "a place"
        value = f"{called} at {place.lon}, {place.lat}"
        yield fault(file.name, "places", value, f"a row with its id ({known}) or its coordinates")
