"""Places that are snapped already, and what one more place is from all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.attribution import OPENSTREETMAP
from core.matrix import TravelMatrix
from core.place import Place
from core.units import UNREACHABLE
from routing.travel.roads.snapping import Snapped
from routing.travel.roads.tables import Table, table_between
from routing.travel.roads.terminals import Terminals
from routing.travel.roads.unreached import unreached_notes
from routing.travel.source import Snap, Travel

if TYPE_CHECKING:
    from routing.travel.roads.streets import ProfileStreets, RoadSource

Int32s = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True)
class Row:
    """Travel between one place and n prepared places.

    durations, distances
        (b, n) int32 seconds and metres; `UNREACHABLE` where no way leads.
    """

    durations: Int32s
    distances: Int32s
    snap: Snap


@dataclass(frozen=True, kw_only=True)
class PreparedPlaces:
    """Places that are snapped already: the whole matrix, or one more place to or from all of them at once."""

    source: "RoadSource"
    streets: "ProfileStreets"
    places: tuple[Place, ...]
    snapped: Snapped

    def travel(self) -> Travel:
        """Return the matrix of all pairs."""
        durations, distances = self._between(self.terminals, self.terminals)
        for values in (durations, distances):
            values[:, range(len(self.places)), range(len(self.places))] = 0
        matrix = TravelMatrix(
            durations=durations, distances=distances, slice_starts=self.streets.slice_starts
        )
        notes = unreached_notes(self.places, matrix)
        return Travel(
            matrix=matrix,
            source=self.source.name,
            snaps=self.snapped.snaps,
            notes=notes,
            attribution=OPENSTREETMAP,
        )

    def row(self, place: Place) -> Row:
        """Return travel from `place` to every prepared place."""
        snapped = self.source.snapped(self.streets, [place])
        return self._row(self.streets.terminals(snapped), snapped.snaps[0])

    def column(self, place: Place) -> Row:
        """Return travel from every prepared place to `place`."""
        snapped = self.source.snapped(self.streets, [place])
        return self._column(self.streets.terminals(snapped), snapped.snaps[0])

    def both(self, place: Place) -> tuple[Row, Row]:
        """Return travel from `place` to every prepared place, and back."""
        snapped = self.source.snapped(self.streets, [place])
        there = self.streets.terminals(snapped)
        return self._row(there, snapped.snaps[0]), self._column(there, snapped.snaps[0])

    @cached_property
    def terminals(self) -> list[Terminals]:
        """The places as journeys begin and end there, by slice of the day."""
        return self.streets.terminals(self.snapped)

    def _row(self, there: list[Terminals], snap: Snap) -> Row:
        durations, distances = self._between(there, self.terminals)
        return Row(durations=durations[:, 0], distances=distances[:, 0], snap=snap)

    def _column(self, there: list[Terminals], snap: Snap) -> Row:
        durations, distances = self._between(self.terminals, there)
        return Row(durations=durations[:, :, 0], distances=distances[:, :, 0], snap=snap)

    def _between(self, origins: list[Terminals], targets: list[Terminals]) -> tuple[Int32s, Int32s]:
        return _stacked([table_between(*pair) for pair in zip(origins, targets, strict=True)])


def joined(parts: Sequence[PreparedPlaces]) -> PreparedPlaces:
    """Return all places of several that were prepared on the same streets, one after the other."""
    first, snapped = parts[0], [each.snapped for each in parts]

    def all_of(name: str) -> Any:
        return np.concatenate([getattr(each, name) for each in snapped])

    names = ("piece", "share", "distance_m", "lon", "lat", "island")
    return PreparedPlaces(
        source=first.source,
        streets=first.streets,
        places=tuple(place for each in parts for place in each.places),
        snapped=Snapped(
            **{name: all_of(name) for name in names},
            snaps=tuple(snap for each in snapped for snap in each.snaps),
        ),
    )


def _stacked(tables: Sequence[Table]) -> tuple[Int32s, Int32s]:
    """Return (b, o, t) arrays; a pair unreachable at any time of day counts as unreachable at all times."""
    if len(tables) == 1:
        return tables[0].durations[np.newaxis], tables[0].distances[np.newaxis]
    durations = np.stack([table.durations for table in tables])
    distances = np.stack([table.distances for table in tables])
    lost = (durations == UNREACHABLE).any(axis=0)
    durations[:, lost] = UNREACHABLE
    distances[:, lost] = UNREACHABLE
    return durations, distances
