"""Tiny street maps, drawn in metres around one point and written as .osm.pbf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

Point = tuple[float, float]
Tags = Mapping[str, str]

LON, LAT = 10.0, 50.0
_DEGREE_M = 111_195.0


def degrees(point: Point) -> Point:
    return LON + point[0] / (_DEGREE_M * cos(radians(LAT))), LAT + point[1] / _DEGREE_M


def metres(lon: float, lat: float) -> Point:
    return (lon - LON) * _DEGREE_M * cos(radians(LAT)), (lat - LAT) * _DEGREE_M


@dataclass
class TinyMap:
    """Collects nodes and ways; lines that share a point meet there."""

    nodes: dict[Point, int] = field(default_factory=dict)
    node_tags: dict[Point, Tags] = field(default_factory=dict)
    ways: list[tuple[list[Point], Tags]] = field(default_factory=list)
    relations: list[tuple[list[int], Tags]] = field(default_factory=list)

    def street(self, *points: Point, name: str = "", highway: str = "residential", **tags: str) -> "TinyMap":
        named = {"name": name} if name else {}
        return self._way(list(points), {"highway": highway, **named, **tags})

    def building(self, middle: Point, side: float = 12.0, tags: Tags | None = None) -> "TinyMap":
        return self._way(_square(middle, side), tags if tags is not None else {"building": "house"})

    def land(self, middle: Point, side: float, use: str) -> "TinyMap":
        return self._way(_square(middle, side), {"landuse": use})

    def courtyard_building(self, middle: Point, side: float, tags: Tags) -> "TinyMap":
        self._way(_square(middle, side), {})
        self.relations.append(([len(self.ways)], {"type": "multipolygon", **tags}))
        return self

    def point(self, where: Point, tags: Tags) -> "TinyMap":
        self._node(where)
        self.node_tags[where] = tags
        return self

    def write(self, path: Path) -> Path:
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for point, number in self.nodes.items():
                tags = dict(self.node_tags.get(point, {}))
                writer.add_node(Node(id=number, version=1, location=degrees(point), tags=tags))
            for number, (points, tags) in enumerate(self.ways, start=1):
                refs = [self.nodes[each] for each in points]
                writer.add_way(Way(id=number, version=1, nodes=refs, tags=dict(tags)))
            for number, (ways, tags) in enumerate(self.relations, start=1):
                members = [("w", way, "outer") for way in ways]
                writer.add_relation(Relation(id=number, version=1, members=members, tags=dict(tags)))
        return path

    def _way(self, points: Sequence[Point], tags: Tags) -> "TinyMap":
        for each in points:
            self._node(each)
        self.ways.append((list(points), tags))
        return self

    def _node(self, point: Point) -> None:
        self.nodes.setdefault(point, len(self.nodes) + 1)


def village(size: int = 5) -> TinyMap:
    """A grid of named streets 100 m apart around the origin, with two houses at each crossing."""
    half = (size - 1) * 50.0
    lines = [k * 100.0 - half for k in range(size)]
    tiny = TinyMap()
    for number, line in enumerate(lines, start=1):
        tiny.street(*((x, line) for x in lines), name=f"Row {number}")
        tiny.street(*((line, y) for y in lines), name=f"Column {number}")
    for x in lines:
        for y in lines:
            tiny.building((x + 15, y + 40)).building((x + 40, y + 15))
    return tiny


def _square(middle: Point, side: float) -> list[Point]:
    x, y = middle
    half = side / 2
    return [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
        (x - half, y - half),
    ]
