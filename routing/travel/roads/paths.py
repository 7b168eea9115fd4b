"""The way from one place to the next, with its line on the map."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from routing.travel.roads.ends import Direct, direct_pairs, ends_leaving, ends_reaching
from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.kernel import NO_WAY
from routing.travel.roads.snapping import Snapped
from routing.travel.roads.speeds import EdgeTimes
from routing.travel.roads.weights import SliceWeights

Floats = NDArray[np.float64]
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A part of one directed edge, from share `begin` to share `end` of its own length."""

    edge: int
    begin: float = 0.0
    end: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Way:
    """A journey as the edges driven."""

    steps: tuple[Step, ...]
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
    step = Step(
        edge=2 * int(here.piece[0]) + back, begin=1 - begin if back else begin, end=1 - end if back else end
    )
    return Way(steps=(step,), time_s=float(direct.time_s[0]), length_m=float(direct.length_m[0]))


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
    edges = graph.arcs.edge[arcs if arcs is not None else []]
    edges = edges[edges >= 0]
    share_out = 1 - here.share[0] if a else here.share[0]
    share_in = 1 - there.share[0] if b else there.share[0]
    steps = (
        Step(edge=int(leaving.edge[0, a]), begin=float(share_out)),
        *(Step(edge=int(edge)) for edge in edges),
        Step(edge=int(reaching.edge[0, b]), end=float(share_in)),
    )
    return Way(steps=steps, time_s=float(total[first, last]), length_m=_length(steps, times))


def _length(steps: tuple[Step, ...], times: EdgeTimes) -> float:
    return float(sum(times.length_m[step.edge] * (step.end - step.begin) for step in steps))


def drawn(graph: StreetGraph, way: Way, ends: tuple[tuple[float, float], tuple[float, float]]) -> Points:
    """Return the (lon, lat) points of a way; `ends` are the snapped points where it begins and ends."""
    points = [ends[0]]
    for step in way.steps:
        points += _inner_points(graph, step)
    points.append(ends[1])
    rounded = [(round(lon, 6), round(lat, 6)) for lon, lat in points]
    kept = rounded[:1] + [now for before, now in pairwise(rounded) if now != before]
    return tuple(kept if len(kept) > 1 else kept * 2)


def _inner_points(graph: StreetGraph, step: Step) -> list[tuple[float, float]]:
    """Return the points of an edge's line that lie between the shares driven."""
    pieces = graph.pieces
    shape = slice(int(pieces.shape_starts[step.edge >> 1]), int(pieces.shape_starts[(step.edge >> 1) + 1]))
    lon, lat = pieces.lon[shape], pieces.lat[shape]
    if step.edge & 1:
        lon, lat = lon[::-1], lat[::-1]
    if (step.begin, step.end) != (0.0, 1.0):
        stretch = np.hypot(np.diff(lon) * np.cos(np.radians(lat[0])), np.diff(lat))
        along = np.concatenate(([0.0], np.cumsum(stretch))) / max(float(stretch.sum()), 1e-12)
        inner = (along > step.begin) & (along < step.end) | (along == 1.0) & (step.end == 1.0)
        inner |= (along == 0.0) & (step.begin == 0.0)
        lon, lat = lon[inner], lat[inner]
    return list(zip(lon.tolist(), lat.tolist(), strict=True))
