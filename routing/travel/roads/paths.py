"""The way from one place to the next, with its line on the map."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.travel.roads.ends import Direct, direct_pairs, ends_leaving, ends_reaching
from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.kernel import NO_WAY
from routing.travel.roads.snapping import Snapped
from routing.travel.roads.weights import SliceWeights

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Way:
    """A journey as the k directed edges driven.

    edges
        (k,) the first from share `begin` of its own length on, the last up to share `end`.
    """

    edges: Ints
    begin: float
    end: float
    time_s: float
    length_m: float


def best_way(weights: SliceWeights, snapped: Snapped, origin: int, target: int) -> Way | None:
    """Return the fastest way between two of the snapped places, or None where there is none."""
    here, there = _one(snapped, origin), _one(snapped, target)
    direct = direct_pairs(weights.graph, weights.times, here, there)
    around = _over_the_graph(weights, here, there)
    if len(direct.time_s) and (around is None or direct.time_s[0] <= around.time_s):
        return _along_one_street(here, there, direct)
    return around


def _one(snapped: Snapped, number: int) -> Snapped:
    one = slice(number, number + 1)
    return Snapped(
        piece=snapped.piece[one],
        share=snapped.share[one],
        distance_m=snapped.distance_m[one],
        lon=snapped.lon[one],
        lat=snapped.lat[one],
        island=snapped.island[one],
        snaps=snapped.snaps[one],
    )


def _along_one_street(here: Snapped, there: Snapped, direct: Direct) -> Way:
    begin, end = float(here.share[0]), float(there.share[0])
    back = end < begin
    return Way(
        edges=2 * here.piece + back,
        begin=1 - begin if back else begin,
        end=1 - end if back else end,
        time_s=float(direct.time_s[0]),
        length_m=float(direct.length_m[0]),
    )


def _over_the_graph(weights: SliceWeights, here: Snapped, there: Snapped) -> Way | None:
    graph, times = weights.graph, weights.times
    leaving, reaching = ends_leaving(graph, times, here), ends_reaching(graph, times, there)
    out, into = np.flatnonzero(leaving.node[0] >= 0), np.flatnonzero(reaching.node[0] >= 0)
    between = weights.clock.table(leaving.node[0, out], reaching.node[0, into]) / 1000
    total = leaving.time_s[0, out, np.newaxis] + between + reaching.time_s[0, into]
    first, last = np.unravel_index(int(np.argmin(total)), total.shape)
    if between[first, last] * 1000 >= NO_WAY:
        return None
    a, b = int(out[first]), int(into[last])
    arcs = weights.clock.path(int(leaving.node[0, a]), int(reaching.node[0, b]))
    driven = graph.arcs.edge[arcs if arcs is not None else []]
    edges = np.concatenate((leaving.edge[0, [a]], driven[driven >= 0], reaching.edge[0, [b]]))
    begin = float(1 - here.share[0] if a else here.share[0])
    end = float(1 - there.share[0] if b else there.share[0])
    cut_off = begin * times.length_m[edges[0]] + (1 - end) * times.length_m[edges[-1]]
    return Way(
        edges=edges,
        begin=begin,
        end=end,
        time_s=float(total[first, last]),
        length_m=float(times.length_m[edges].sum() - cut_off),
    )


def drawn(graph: StreetGraph, way: Way, ends: tuple[tuple[float, float], tuple[float, float]]) -> Points:
    """Return the (lon, lat) points of a way; `ends` are the snapped points where it begins and ends."""
    shape, counts = _shape_of(graph, way.edges)
    lon, lat = graph.pieces.lon[shape], graph.pieces.lat[shape]
    driven = np.ones(len(shape), bool)
    first, last = slice(0, counts[0]), slice(len(shape) - counts[-1], len(shape))
    driven[first] &= _shares(lon[first], lat[first]) >= way.begin
    driven[last] &= _shares(lon[last], lat[last]) <= way.end
    points = np.column_stack((lon[driven], lat[driven]))
    points = np.concatenate(([ends[0]], points, [ends[1]])).round(6)
    moved = np.append(True, (points[1:] != points[:-1]).any(axis=1))
    kept = points[moved] if moved.sum() > 1 else points[[0, -1]]
    lons, lats = kept.T.tolist()
    return tuple(zip(lons, lats, strict=True))


def _shape_of(graph: StreetGraph, edges: Ints) -> tuple[Ints, Ints]:
    """Return the positions of all points along the edges, in driving order, and how many each edge has."""
    starts = graph.pieces.shape_starts
    first, last = starts[edges >> 1], starts[(edges >> 1) + 1] - 1
    counts = last - first + 1
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    backward = np.repeat(edges & 1, counts) == 1
    return np.where(backward, np.repeat(last, counts) - within, np.repeat(first, counts) + within), counts


def _shares(lon: Floats, lat: Floats) -> Floats:
    """Return how far along a line each of its points lies, 0 to 1."""
    stretch = np.hypot(np.diff(lon) * np.cos(np.radians(lat[0])), np.diff(lat))
    return np.concatenate(([0.0], np.cumsum(stretch))) / max(float(stretch.sum()), 1e-12)
