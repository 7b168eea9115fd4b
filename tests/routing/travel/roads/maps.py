"""Small street maps for tests, written as real .osm.pbf files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium
from osmium.osm import mutable

from core.place import Place
from routing.travel.roads.graph import StreetGraph, build_graph
from routing.travel.roads.profile import profile_named
from routing.travel.roads.street_map import read_street_map
from routing.travel.roads.streets import RoadSource, open_streets

WEST, SOUTH = 10.0, 50.0
LON_M, LAT_M = 1 / 71_695.75, 1 / 111_229.03
"""Degrees a metre at 50 degrees north."""


def at(x_m: float, y_m: float, name: str = "") -> Place:
    """Return the place x metres east and y metres north of the map's origin."""
    return Place(lon=WEST + x_m * LON_M, lat=SOUTH + y_m * LAT_M, name=name)


@dataclass
class TownMap:
    """A map under construction: points in metres from the origin, ways through them, turn restrictions."""

    points: dict[int, tuple[float, float]] = field(default_factory=dict)
    point_tags: dict[int, Mapping[str, str]] = field(default_factory=dict)
    ways: dict[int, tuple[Sequence[int], Mapping[str, str]]] = field(default_factory=dict)
    relations: list[tuple[Sequence[tuple[str, int, str]], Mapping[str, str]]] = field(default_factory=list)

    def way(self, number: int, *points: int, **tags: str) -> "TownMap":
        """Add a way, residential unless `highway` says otherwise; `oneway__bicycle` is `oneway:bicycle`."""
        named = {key.replace("__", ":"): value for key, value in tags.items()}
        self.ways[number] = (points, {"highway": "residential", "name": f"Street {number}"} | named)
        return self

    def turn(self, word: str, into: int, via: int, out: int, **tags: str) -> "TownMap":
        """Add a turn restriction over a point."""
        members = [("w", into, "from"), ("n", via, "via"), ("w", out, "to")]
        self.relations.append((members, {"type": "restriction", "restriction": word} | tags))
        return self

    def turn_over(self, word: str, into: int, via: Sequence[int], out: int) -> "TownMap":
        """Add a turn restriction over ways."""
        members = [("w", into, "from"), *(("w", each, "via") for each in via), ("w", out, "to")]
        self.relations.append((members, {"type": "restriction", "restriction": word}))
        return self

    def write(self, file: Path) -> Path:
        """Write the map to `file` and return it."""
        writer = osmium.SimpleWriter(str(file), overwrite=True)
        for number, (x, y) in sorted(self.points.items()):
            place = at(x, y)
            tags: Any = dict(self.point_tags.get(number, {}))
            writer.add_node(mutable.Node(id=number, location=(place.lon, place.lat), tags=tags))
        for number, (points, tags) in sorted(self.ways.items()):
            writer.add_way(mutable.Way(id=number, nodes=list(points), tags=dict(tags)))
        for number, (members, tags) in enumerate(self.relations, 1):
            writer.add_relation(mutable.Relation(id=number, members=list(members), tags=dict(tags)))
        writer.close()
        return file


def cross() -> TownMap:
    """Return four streets of 100 m that meet at point 9: 1 west, 2 south, 3 east, 4 north."""
    town = TownMap(points={9: (0, 0), 1: (-100, 0), 2: (0, -100), 3: (100, 0), 4: (0, 100)})
    for number in (1, 2, 3, 4):
        town.way(number, number, 9)
    return town


def grid(columns: int = 3, rows: int = 3, block_m: int = 100) -> TownMap:
    """Return a grid of two-way streets; point 100 * row + column + 1, every block its own way.

    Way 10,000 + p runs east from point p, way 20,000 + p north.
    """
    town = TownMap()
    for row in range(rows):
        for column in range(columns):
            point = 100 * row + column + 1
            town.points[point] = (column * block_m, row * block_m)
            if column + 1 < columns:
                town.way(10_000 + point, point, point + 1)
            if row + 1 < rows:
                town.way(20_000 + point, point, point + 100)
    return town


def graph_of(town: TownMap, folder: Path, profile: str = "car") -> StreetGraph:
    """Return the street graph of a town."""
    return build_graph(read_street_map(town.write(folder / "town.osm.pbf")), profile_named(profile))


def source_of(town: TownMap, folder: Path, profile: str = "car", **options: Any) -> RoadSource:
    """Return the travel source of a town."""
    file = town.write(folder / "town.osm.pbf")
    return open_streets(file, profile, cache=folder / "cache", **options)
