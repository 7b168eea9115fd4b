"""A street map as arrays: ways, points and turn restrictions of an OpenStreetMap extract."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium
from numpy.typing import NDArray

from core.errors import MapError, NotFound
from routing.travel.roads.tags import Tags

# fmt: off
_WAY_KEYS = frozenset({
    "highway", "route", "junction", "access", "motorcar", "motor_vehicle", "vehicle", "goods", "hgv",
    "bicycle", "foot", "surface", "tracktype", "smoothness", "service", "toll", "duration", "area",
    "impassable", "status", "motorroad", "source:maxspeed", "zone:maxspeed", "zone:traffic", "cycleway",
    "cycleway:left", "cycleway:right", "cycleway:both",
})
_NOT_STREETS = frozenset({
    "construction", "proposed", "planned", "abandoned", "razed", "demolished", "dismantled", "platform",
    "raceway", "elevator", "rest_area", "services", "bus_stop", "street_lamp", "no",
})
# fmt: on
_WAY_PREFIXES = ("oneway", "maxspeed", "maxheight", "maxweight", "maxwidth", "maxlength")
_POINT_KEYS = _WAY_KEYS | {"barrier", "crossing", "bollard"}
_MISSING = 2_147_483_647
"""Coordinate that the map library gives points cut off at the edge of an extract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A turn restriction as mapped: from a way, via a point or ways, to a way.

    word
        "no_left_turn", "only_straight_on" and so on.
    only_for
        the vehicle word of `restriction:hgv`; "" where it holds for all.
    """

    id: int
    word: str
    froms: tuple[int, ...]
    tos: tuple[int, ...]
    via_point: int = 0
    via_ways: tuple[int, ...] = ()
    only_for: str = ""
    excepts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StreetMap:
    """Every street of an extract, before any profile looks at it.

    points
        (p,) int64 ids of the map, ascending; `lon`, `lat` (p,) float64 degrees.
    way_ids
        (w,) int64; way k runs through `way_points[way_starts[k]:way_starts[k + 1]]`, indices into `points`.
    way_tags, way_names
        (w,) int32, indices into `tag_sets` and `names`.
    tagged_points
        indices into `points` of barriers and signals, with `point_tags`, indices into `tag_sets`.
    conditional
        turn restrictions that hold only at certain times; they are not applied.
    """

    points: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    way_ids: NDArray[np.int64]
    way_starts: NDArray[np.int64]
    way_points: NDArray[np.int32]
    way_tags: NDArray[np.int32]
    way_names: NDArray[np.int32]
    tagged_points: NDArray[np.int32]
    point_tags: NDArray[np.int32]
    tag_sets: tuple[Tags, ...]
    names: tuple[str, ...]
    restrictions: tuple[Restriction, ...]
    conditional: int


def read_street_map(extract: Path) -> StreetMap:
    """Read the streets of an `.osm.pbf` extract; raises `MapError` in plain words where that fails."""
    if not extract.is_file():
        raise NotFound(f"The map {extract} does not exist.")
    if extract.stat().st_size == 0:
        raise MapError(f"The map {extract.name} is empty (0 bytes).")
    reader = _Reader()
    try:
        source = osmium.FileProcessor(osmium.io.File(str(extract), "pbf")).with_locations()
        for each in source.with_filter(osmium.filter.KeyFilter("highway", "route", "barrier", "type")):
            reader.read(each)
    except (RuntimeError, ValueError) as error:
        raise MapError(
            f"The map {extract.name} cannot be read: cut off, damaged, or not an .osm.pbf file ({error})."
        ) from error
    return reader.finished(extract)


class _Reader:
    """Collects what one pass through the file brings."""

    def __init__(self) -> None:
        self.nodes: list[tuple[int, int, int]] = []
        self.starts = [0]
        self.way_ids: list[int] = []
        self.way_tags: list[int] = []
        self.way_names: list[int] = []
        self.tagged: list[tuple[int, int]] = []
        self.tag_sets: dict[frozenset[tuple[str, str]], int] = {}
        self.names: dict[str, int] = {"": 0}
        self.restrictions: list[Restriction] = []
        self.conditional = 0

    def read(self, each: Any) -> None:
        if each.is_way():
            self._way(each)
        elif each.is_node():
            self._point(each)
        elif each.is_relation() and each.tags.get("type", "").startswith("restriction"):
            self._restriction(each)

    def _way(self, way: Any) -> None:
        highway, route = way.tags.get("highway"), way.tags.get("route")
        if highway in _NOT_STREETS or (highway is None and route != "ferry"):
            return
        tags = {tag.k: tag.v for tag in way.tags}
        name = self.names.setdefault(tags.get("name") or tags.get("ref") or "", len(self.names))
        kept = self._tag_set({k: v for k, v in tags.items() if k in _WAY_KEYS or k.startswith(_WAY_PREFIXES)})
        self.nodes += [(node.ref, node.x, node.y) for node in way.nodes]
        self.starts.append(len(self.nodes))
        self.way_ids.append(way.id)
        self.way_tags.append(kept)
        self.way_names.append(name)

    def _point(self, node: Any) -> None:
        tags = {tag.k: tag.v for tag in node.tags}
        if "barrier" in tags or tags.get("highway") in ("traffic_signals", "stop", "crossing"):
            kept = {k: v for k, v in tags.items() if k in _POINT_KEYS or k.startswith(_WAY_PREFIXES)}
            direction = tags.get("traffic_signals:direction") or tags.get("direction")
            if direction in ("forward", "backward"):
                kept["direction"] = direction
            self.tagged.append((node.id, self._tag_set(kept)))

    def _tag_set(self, tags: Tags) -> int:
        return self.tag_sets.setdefault(frozenset(tags.items()), len(self.tag_sets))

    def _restriction(self, relation: Any) -> None:
        tags = {tag.k: tag.v for tag in relation.tags}
        self.conditional += any(
            key.startswith("restriction") and key.endswith(":conditional") for key in tags
        )
        members = [(member.type, member.role, member.ref) for member in relation.members]
        points = [ref for kind, role, ref in members if (kind, role) == ("n", "via")]
        ways = {
            role: tuple(ref for kind, r, ref in members if (kind, r) == ("w", role))
            for role in ("from", "via", "to")
        }
        if not ways["from"] or not ways["to"] or not (points or ways["via"]):
            return
        for key, word in tags.items():
            head, _, only_for = key.partition(":")
            if head != "restriction" or only_for.endswith("conditional"):
                continue
            of_type = tags["type"].partition(":")[2]
            self.restrictions.append(
                Restriction(
                    id=relation.id,
                    word=word,
                    froms=ways["from"],
                    tos=ways["to"],
                    via_point=points[0] if points else 0,
                    via_ways=() if points else ways["via"],
                    only_for=only_for or of_type,
                    excepts=tuple(part.strip() for part in tags.get("except", "").split(";") if part.strip()),
                )
            )

    def finished(self, extract: Path) -> StreetMap:
        ids, lon, lat = np.array(self.nodes, np.int64).reshape(-1, 3).T
        way, starts, kept = _runs(np.diff(self.starts), lon != _MISSING)
        if not len(way):
            raise MapError(
                f"The map {extract.name} has no complete street: cut off, or an extract of something else."
            )
        points, first, inverse = np.unique(ids[kept], return_index=True, return_inverse=True)
        tagged = np.array(self.tagged, np.int64).reshape(-1, 2)
        at = np.minimum(np.searchsorted(points, tagged[:, 0]), len(points) - 1)
        on_street = points[at] == tagged[:, 0]
        return StreetMap(
            points=points,
            lon=lon[kept][first].astype(np.float64) * 1e-7,
            lat=lat[kept][first].astype(np.float64) * 1e-7,
            way_ids=np.array(self.way_ids, np.int64)[way],
            way_starts=starts,
            way_points=inverse.astype(np.int32),
            way_tags=np.array(self.way_tags, np.int32)[way],
            way_names=np.array(self.way_names, np.int32)[way],
            tagged_points=at[on_street].astype(np.int32),
            point_tags=tagged[on_street, 1].astype(np.int32),
            tag_sets=tuple(dict(each) for each in self.tag_sets),
            names=tuple(self.names),
            restrictions=tuple(self.restrictions),
            conditional=self.conditional,
        )


def _runs(counts: NDArray[np.int64], known: NDArray[np.bool_]) -> tuple[NDArray[np.int64], ...]:
    """Part ways where the extract cuts them off: a run is two or more known points of a way in a row.

    returns
        (r,) the way of each run; (r + 1,) where its points begin; the positions of all points kept.
    """
    way = np.repeat(np.arange(len(counts)), counts)
    begins = known & np.append(True, (way[1:] != way[:-1]) | ~known[:-1])[: len(way)]
    run = np.cumsum(begins) - 1
    length = np.bincount(run[known], minlength=int(begins.sum()))
    kept = np.flatnonzero(known & (length >= 2)[run]) if len(length) else np.zeros(0, np.int64)
    return (
        way[begins][length >= 2],
        np.concatenate(([0], np.cumsum(length[length >= 2]))),
        kept,
    )
