"""Streets cut into pieces at their junctions, as one profile may use them."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from routing.travel.roads.profile import DELAYS, Profile
from routing.travel.roads.projection import metres_between
from routing.travel.roads.rules import StreetKind, WayRule, point_blocked, point_delay, way_rule
from routing.travel.roads.street_map import StreetMap

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """The p pieces of street between junctions; piece k has the edges 2k (as mapped) and 2k + 1 (back).

    a, b
        (p,) junction at either end. `junction_points` maps junctions to points of the map; -1 at a closed
        barrier.
    open
        (2p,) bool, whether the edge may be used.
    length_m
        (p,) float64.
    kind, name, way
        (p,) indices into `kinds` and the map's names; id of the map's way.
    delays
        (2p, d) uint8, points that cost time, by `DELAYS`; those at the edge's end count, at its start not.
    shape_starts, lon, lat
        piece k is drawn by points shape_starts[k] to shape_starts[k + 1].
    """

    a: Ints
    b: Ints
    junction_points: Ints
    open: NDArray[np.bool_]
    length_m: Floats
    kind: Ints
    name: Ints
    way: Ints
    kinds: tuple[StreetKind, ...]
    delays: NDArray[np.uint8]
    shape_starts: Ints
    lon: Floats
    lat: Floats


def cut_into_pieces(streets: StreetMap, profile: Profile) -> Pieces:
    """Cut every way that `profile` may use at its junctions and closed barriers."""
    rules = [way_rule(tags, profile) for tags in streets.tag_sets]
    usable = np.array([rule is not None for rule in rules], bool)[streets.way_tags]
    way_of = np.repeat(np.arange(len(streets.way_ids)), np.diff(streets.way_starts))
    at = np.flatnonzero(usable[way_of])
    way, point = way_of[at], streets.way_points[at].astype(np.int64)
    blocked = _blocked(streets, profile)
    cuts = _cuts(way, point, blocked)
    same_way = way[cuts[:-1]] == way[cuts[1:]] if len(cuts) else np.zeros(0, bool)
    start, end = cuts[:-1][same_way], cuts[1:][same_way]
    a, b, junction_points = _junctions(point[start], point[end], blocked)
    shape_starts, shape = _shapes(start, end)
    lon, lat = streets.lon[point], streets.lat[point]
    lengths = metres_between(lon[:-1], lat[:-1], lon[1:], lat[1:])
    length_m = np.concatenate(([0.0], np.cumsum(lengths)))
    kind, kinds, opened = _rules_of(rules, streets.way_tags[way[start]])
    pieces = Pieces(
        a=a,
        b=b,
        junction_points=junction_points,
        open=opened,
        length_m=length_m[end] - length_m[start],
        kind=kind,
        kinds=kinds,
        name=streets.way_names[way[start]].astype(np.int64),
        way=streets.way_ids[way[start]],
        delays=_delays(streets, point, start, end),
        shape_starts=shape_starts,
        lon=lon[shape],
        lat=lat[shape],
    )
    return _with_ferry_speeds(pieces)


def _blocked(streets: StreetMap, profile: Profile) -> NDArray[np.bool_]:
    """Return for every point of the map whether the profile is stopped there."""
    stops = np.array([point_blocked(tags, profile) for tags in streets.tag_sets], bool)
    blocked = np.zeros(len(streets.points), bool)
    blocked[streets.tagged_points[stops[streets.point_tags]]] = True
    return blocked


def _cuts(way: Ints, point: Ints, blocked: NDArray[np.bool_]) -> Ints:
    """Return the positions where ways are cut: their ends, points met twice, closed barriers."""
    change = np.flatnonzero(np.diff(way)) if len(way) else np.zeros(0, np.int64)
    ends = np.zeros(len(way), bool)
    ends[[0, -1] if len(way) else []] = True
    ends[change] = True
    ends[change + 1] = True
    met = np.bincount(point, minlength=len(blocked))
    return np.flatnonzero(ends | (met[point] > 1) | blocked[point])


def _junctions(start: Ints, end: Ints, blocked: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Number the junctions; at a closed barrier every piece ends for itself."""
    ends = np.concatenate((start, end))
    closed = np.flatnonzero(blocked[ends])
    ends[closed] = len(blocked) + np.arange(len(closed))
    points, numbers = np.unique(ends, return_inverse=True)
    return numbers[: len(start)], numbers[len(start) :], np.where(points < len(blocked), points, -1)


def _shapes(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return where each piece's drawing begins, and the positions of all drawn points."""
    counts = end - start + 1
    starts = np.concatenate(([0], np.cumsum(counts)))
    return starts, np.arange(starts[-1]) - np.repeat(starts[:-1] - start, counts)


def _rules_of(
    rules: list[WayRule | None], tags: Ints
) -> tuple[Ints, tuple[StreetKind, ...], NDArray[np.bool_]]:
    """Return the kind of each piece, all kinds, and which edges are open."""
    kinds: dict[StreetKind, int] = {}
    number = np.array([kinds.setdefault(rule.kind, len(kinds)) if rule else -1 for rule in rules], np.int64)
    forward = np.array([rule is not None and rule.forward for rule in rules], bool)
    backward = np.array([rule is not None and rule.backward for rule in rules], bool)
    opened = np.stack((forward[tags], backward[tags]), axis=1).reshape(-1)
    return number[tags], tuple(kinds), opened


def _delays(streets: StreetMap, point: Ints, start: Ints, end: Ints) -> NDArray[np.uint8]:
    """Count the points that cost time along every edge."""
    counts = np.zeros((len(start), 2, len(DELAYS)), np.int64)
    found = [point_delay(tags) for tags in streets.tag_sets]
    for number, word in enumerate(DELAYS):
        for way_on, against in ((0, "backward"), (1, "forward")):
            costs = np.array(
                [
                    each == word and tags.get("direction") != against
                    for each, tags in zip(found, streets.tag_sets, strict=True)
                ],
                bool,
            )
            flags = np.zeros(len(streets.points), np.int64)
            flags[streets.tagged_points[costs[streets.point_tags]]] = 1
            passed = np.concatenate(([0], np.cumsum(flags[point])))
            counts[:, way_on, number] = passed[end + 1 - way_on] - passed[start + 1 - way_on]
    return np.minimum(counts, 255).astype(np.uint8).reshape(-1, len(DELAYS))


def _with_ferry_speeds(pieces: Pieces) -> Pieces:
    """Give ferries with a known duration the speed that their length makes of it."""
    timed = np.flatnonzero(np.array([kind.ferry_s > 0 for kind in pieces.kinds], bool)[pieces.kind])
    if not len(timed):
        return pieces
    kind, kinds = pieces.kind.copy(), list(pieces.kinds)
    for way in np.unique(pieces.way[timed]):
        of_way = pieces.way == way
        old = pieces.kinds[int(pieces.kind[of_way][0])]
        kinds.append(replace(old, ferry_kmh=float(pieces.length_m[of_way].sum()) / old.ferry_s * 3.6))
        kind[of_way] = len(kinds) - 1
    return replace(pieces, kind=kind, kinds=tuple(kinds))
