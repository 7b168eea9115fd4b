"""Where journeys begin and end: the nodes at both ends of a place's street, and the part of it driven."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.snapping import Snapped
from routing.travel.roads.speeds import EdgeTimes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The two ways to leave, or to reach, each of n places: along the street as mapped, and against it.

    node
        (n, 2) node of the graph; -1 where the street is closed in that direction.
    edge
        (n, 2) the directed edge.
    time_s, length_m
        (n, 2) float64 of the part of the edge between the place and the node.
    """

    node: Ints
    edge: Ints
    time_s: Floats
    length_m: Floats

    @property
    def longest_s(self) -> float:
        """The longest part in time."""
        return float(np.where(self.node >= 0, self.time_s, 0).max(initial=0.0))


def ends_leaving(graph: StreetGraph, times: EdgeTimes, snapped: Snapped) -> Ends:
    """Return how each place's street is left: on to its end, delays there included."""
    ahead = np.stack((1 - snapped.share, snapped.share), axis=1)
    return _ends(graph.arcs.leave, times, snapped, ahead, delayed=True)


def ends_reaching(graph: StreetGraph, times: EdgeTimes, snapped: Snapped) -> Ends:
    """Return how each place's street is reached: from its start up to the place."""
    behind = np.stack((snapped.share, 1 - snapped.share), axis=1)
    return _ends(graph.arcs.entry, times, snapped, behind, delayed=False)


def _ends(nodes: Ints, times: EdgeTimes, snapped: Snapped, share: Floats, *, delayed: bool) -> Ends:
    edge = 2 * snapped.piece[:, np.newaxis] + np.arange(2)
    return Ends(
        node=nodes[edge],
        edge=edge,
        time_s=share * times.drive_s[edge] + (times.delay_s[edge] if delayed else 0.0),
        length_m=share * times.length_m[edge],
    )


@dataclass(frozen=True, kw_only=True)
class Direct:
    """Pairs of places on one street, the second ahead of the first, driven without leaving the street."""

    origin: Ints
    target: Ints
    time_s: Floats
    length_m: Floats


def direct_pairs(
    graph: StreetGraph,
    times: EdgeTimes,
    origins: Snapped,
    targets: Snapped,
    by_street: tuple[Ints, Ints] | None = None,
) -> Direct:
    """Return all pairs of an origin and a target that one drive along their common street connects.

    by_street
        the targets by their street, and these streets, where that is known.
    """
    if by_street is None:
        order = np.argsort(targets.piece, kind="stable")
        by_street = order, targets.piece[order]
    order, streets = by_street
    first = np.searchsorted(streets, origins.piece, "left")
    last = np.searchsorted(streets, origins.piece, "right")
    origin = np.repeat(np.arange(len(origins.piece)), last - first)
    within = np.arange(len(origin)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
    target = order[np.repeat(first, last - first) + within]
    ahead = targets.share[target] - origins.share[origin]
    edge = 2 * origins.piece[origin] + (ahead < 0)
    ok = graph.pieces.open[edge] | (ahead == 0)
    origin, target, edge, ahead = origin[ok], target[ok], edge[ok], np.abs(ahead[ok])
    return Direct(
        origin=origin,
        target=target,
        time_s=ahead * times.drive_s[edge],
        length_m=ahead * times.length_m[edge],
    )
