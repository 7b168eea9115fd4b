"""Which town, part of a town and postcode a point of a map belongs to."""

from collections import defaultdict
from math import floor
from typing import Final

from shapely import Point as Spot
from shapely.strtree import STRtree

from data.gazetteer.distances import Point, metres_between
from data.gazetteer.map_addresses import Boundary, MapAddresses, Settlement

_TOWN: Final = 8
"""The `admin_level` of most countries' towns."""
_CELL: Final = 10
"""Cells of a degree: settlements are looked for near a point alone."""
_NAMES_OF_EACH: Final = 6


class Around:
    """The settlements and boundaries of a map."""

    def __init__(self, found: MapAddresses) -> None:
        self._cells: dict[tuple[int, int], list[Settlement]] = defaultdict(list)
        for each in found.settlements:
            self._cells[_cell(each.at)].append(each)
        self._boundaries = found.boundaries
        self._tree = STRtree([each.shape for each in found.boundaries])

    def names(self, at: Point) -> tuple[str, ...]:
        """Return the names of towns and their parts around a point, the town that it is in first.

        A town whose boundary is on the map is certain; else the nearest of each kind is taken.
        """
        inside = [each for each in self._inside(at) if each.level]
        inside.sort(key=lambda each: abs(each.level - _TOWN))
        towns = [each.names for each in inside if 4 < each.level <= _TOWN or len(inside) == 1]
        wider = [each.names for each in inside if each.names not in towns]
        listed = (*towns, *self._near(at), *wider)
        return tuple(dict.fromkeys(name for names in listed for name in names[:_NAMES_OF_EACH]))

    def postcodes(self, at: Point) -> tuple[str, ...]:
        """Return the postcodes whose boundaries a point is in."""
        return tuple(each.names[0] for each in self._inside(at) if not each.level)

    def _inside(self, at: Point) -> list[Boundary]:
        return [self._boundaries[each] for each in self._tree.query(Spot(at), predicate="within")]

    def _near(self, at: Point) -> list[tuple[str, ...]]:
        """Return the nearest settlement of each kind that reaches so far, the nearest for its kind first."""
        nearest: dict[str, tuple[float, Settlement]] = {}
        east, north = _cell(at)
        cells = ((east + x, north + y) for x in range(-4, 5) for y in range(-2, 3))
        for each in (it for cell in cells for it in self._cells.get(cell, ())):
            share = metres_between(at, each.at) / each.reach
            if share <= 1 and share < nearest.get(each.kind, (2.0, each))[0]:
                nearest[each.kind] = (share, each)
        return [each.names for _, each in sorted(nearest.values(), key=lambda found: found[0])]


def _cell(at: Point) -> tuple[int, int]:
    return floor(at[0] * _CELL), floor(at[1] * _CELL)
