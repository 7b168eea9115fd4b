"""Read from a street map what a synthetic day needs: streets, buildings, addresses, shops and stations.

Two passes over the file: relations first (buildings with courtyards), then nodes and ways.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium.filter import KeyFilter
from osmium.osm import NODE, RELATION, WAY, Node, Relation, Way, WayNodeList

from core.errors import MapError, NotFound
from data.sample_city.tags import (
    OUTLINE_KEYS,
    Tags,
    drivable,
    house_address,
    levels,
    one_way,
    outline_kind,
    point_kind,
)

UNKNOWN = 2**31 - 1
"""Coordinate of a node that lies outside the extract."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Lines:
    """Coordinates of many lines, one line after another.

    x, y
        longitude and latitude in units of 1e-7 degrees.
    starts
        line i holds the coordinates starts[i] to starts[i + 1]; one more entry than lines.
    """

    x: "array[int]" = field(default_factory=lambda: array("i"))
    y: "array[int]" = field(default_factory=lambda: array("i"))
    starts: "array[int]" = field(default_factory=lambda: array("q", [0]))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def degrees(self) -> NDArray[np.float64]:
        """Return (k, 2) float64 longitudes and latitudes of all lines together."""
        return np.column_stack([np.array(self.x, np.int32), np.array(self.y, np.int32)]) / 1e7

    def owners(self) -> NDArray[np.int64]:
        """Return for each coordinate the number of the line it belongs to, (k,) int64."""
        return np.repeat(np.arange(len(self), dtype=np.int64), _lengths(self.starts))

    def add(self, nodes: WayNodeList, ids: "array[int] | None" = None) -> bool:
        """Add a line without the nodes outside the extract; False if fewer than two are left.

        ids
            receives the id of each node added.
        """
        known = [(node.x, node.y, node.ref) for node in nodes if node.x != UNKNOWN]
        if len(known) < 2:
            return False
        self.x.extend(each[0] for each in known)
        self.y.extend(each[1] for each in known)
        self.starts.append(len(self.x))
        if ids is not None:
            ids.extend(each[2] for each in known)
        return True


@dataclass(frozen=True, kw_only=True, eq=False)
class StreetTable:
    """Ways that vehicles may use, or that give their name to an address.

    directions
        1 one-way along the line, -1 against it, 0 both.
    nodes
        the id of each coordinate's node: streets meet where they share one.
    """

    lines: Lines = field(default_factory=Lines)
    kinds: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    directions: list[int] = field(default_factory=list)
    drivable: list[bool] = field(default_factory=list)
    tunnels: list[bool] = field(default_factory=list)
    nodes: "array[int]" = field(default_factory=lambda: array("q"))


@dataclass(frozen=True, kw_only=True, eq=False)
class OutlineTable:
    """Outer rings of buildings and of land in use; `kinds` says which ("building=house").

    addresses
        street and house number where the map has both, else "".
    """

    lines: Lines = field(default_factory=Lines)
    kinds: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, eq=False)
class PointTable:
    """Addresses, shops, post offices, stations and parcel lockers; x and y as in `Lines`."""

    x: "array[int]" = field(default_factory=lambda: array("i"))
    y: "array[int]" = field(default_factory=lambda: array("i"))
    kinds: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def degrees(self) -> NDArray[np.float64]:
        """Return (k, 2) float64 longitudes and latitudes."""
        return np.column_stack([np.array(self.x, np.int32), np.array(self.y, np.int32)]) / 1e7


@dataclass(frozen=True, kw_only=True, eq=False)
class Extract:
    """What was read from a map."""

    streets: StreetTable = field(default_factory=StreetTable)
    outlines: OutlineTable = field(default_factory=OutlineTable)
    points: PointTable = field(default_factory=PointTable)


def read_extract(path: Path) -> Extract:
    """Read an `.osm.pbf` file; a file that is not there or cannot be read is named."""
    if not path.is_file():
        raise NotFound(f"There is no map at {path}.")
    extract = Extract()
    try:
        rings = _rings_of_relations(path)
        useful = KeyFilter("shop", "amenity", "railway", "addr:housenumber")
        useful.enable_for(NODE)
        reader = osmium.FileProcessor(path, NODE | WAY).with_locations().with_filter(useful)
        for element in reader:
            if isinstance(element, Node):
                _add_point(extract.points, element.tags, x=element.location.x, y=element.location.y)
            elif isinstance(element, Way):
                _add_way(extract, element, rings)
    except RuntimeError as error:
        raise MapError(f"{path.name} cannot be read as a street map: {error}.") from error
    return extract


def _rings_of_relations(path: Path) -> Mapping[int, Mapping[str, str]]:
    """Return the tags of buildings and land in use that are drawn as relations, by id of the outer way."""
    found: dict[int, Mapping[str, str]] = {}
    reader = osmium.FileProcessor(path, RELATION).with_filter(KeyFilter(*OUTLINE_KEYS))
    for relation in reader:
        if not isinstance(relation, Relation):
            continue
        tags = dict(relation.tags)
        found.update(
            {each.ref: tags for each in relation.members if each.type == "w" and each.role == "outer"}
        )
    return found


def _add_way(extract: Extract, way: Way, rings: Mapping[int, Mapping[str, str]]) -> None:
    tags = rings.get(way.id) or way.tags
    if "highway" in tags:
        _add_street(extract.streets, way)
    elif len(way.nodes) > 3 and way.is_closed():
        _add_outline(extract, way, tags)


def _add_street(streets: StreetTable, way: Way) -> None:
    tags = way.tags
    if way.is_closed() and tags.get("area") == "yes":
        return
    name, vehicles = _plain(tags.get("name") or ""), drivable(tags)
    if (name or vehicles) and streets.lines.add(way.nodes, streets.nodes):
        streets.kinds.append(tags["highway"])
        streets.names.append(name)
        streets.directions.append(one_way(tags))
        streets.drivable.append(vehicles)
        streets.tunnels.append(tags.get("tunnel") not in {None, "no"})


def _add_outline(extract: Extract, way: Way, tags: Tags) -> None:
    kind = outline_kind(tags)
    if kind and extract.outlines.lines.add(way.nodes):
        extract.outlines.kinds.append(kind)
        extract.outlines.addresses.append(_plain(house_address(tags)))
        extract.outlines.levels.append(levels(tags))
    if "shop" in tags or "amenity" in tags:
        known = [(node.x, node.y) for node in way.nodes if node.x != UNKNOWN]
        if known:
            x, y = (sum(values) // len(known) for values in zip(*known, strict=True))
            _add_point(extract.points, tags, x=x, y=y)


def _add_point(points: PointTable, tags: Tags, *, x: int, y: int) -> None:
    kind = point_kind(tags)
    if kind:
        points.x.append(x)
        points.y.append(y)
        points.kinds.append(kind)
        points.addresses.append(_plain(house_address(tags)))


def _lengths(starts: "array[int]") -> NDArray[np.int64]:
    bounds = np.array(starts, np.int64)
    return bounds[1:] - bounds[:-1]


def _plain(text: str) -> str:
    """Return a name on one line, without characters that cannot be shown."""
    return "".join(each if each.isprintable() else " " for each in text).strip()[:120]
