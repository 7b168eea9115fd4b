"""Durations and distances between snapped places."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.units import UNREACHABLE
from routing.travel.roads.ends import Ends, direct_pairs, ends_leaving, ends_reaching, longest_journey_s
from routing.travel.roads.kernel import NO_WAY, Metric, Weights
from routing.travel.roads.snapping import Snapped
from routing.travel.roads.weights import SliceWeights, Units

Int32s = NDArray[np.int32]
Ints = NDArray[np.int64]

_CLOSED = np.uint32(2**30)
"""Weight of leaving a place in a direction that is closed: NO_WAY + 2 * _CLOSED still fits 32 bits."""

_ROWS = 512


@dataclass(frozen=True, kw_only=True)
class Table:
    """Seconds and metres from each origin to each target; `UNREACHABLE` where no way leads."""

    durations: Int32s
    distances: Int32s


def table_between(weights: SliceWeights, origins: Snapped, targets: Snapped) -> Table:
    """Return the table of all pairs, (o, t) int32 each, computed in blocks of rows to spare memory."""
    leaving = ends_leaving(weights.graph, weights.times, origins)
    reaching = ends_reaching(weights.graph, weights.times, targets)
    longest = longest_journey_s(weights.graph, weights.clock, leaving, reaching)
    metric, units = weights.packed(longest)
    durations, distances = np.empty((2, len(origins.piece), len(targets.piece)), np.int32)
    aims = _Packed(reaching, units)
    for first in range(0, len(durations), _ROWS):
        rows = slice(first, first + _ROWS)
        packed = _block(metric, _Packed(_rows(leaving, rows), units), aims)
        durations[rows], distances[rows] = _unpacked(packed, units)
    _drive_direct(weights, origins, targets, durations, distances)
    return Table(durations=durations, distances=distances)


class _Packed:
    """Ends with packed weights, and their nodes without repetition."""

    def __init__(self, ends: Ends, units: Units) -> None:
        closed = ends.node < 0
        self.cost = np.where(closed, _CLOSED, units.pack(ends.time_s, ends.length_m)).astype(np.uint32)
        spare = ends.node.max(initial=0)
        self.nodes, where = np.unique(np.where(closed, spare, ends.node), return_inverse=True)
        self.where = where.reshape(ends.node.shape)


def _rows(ends: Ends, rows: slice) -> Ends:
    return Ends(
        node=ends.node[rows], edge=ends.edge[rows], time_s=ends.time_s[rows], length_m=ends.length_m[rows]
    )


def _block(metric: Metric, origins: _Packed, targets: _Packed) -> Weights:
    """Return the least packed weight of leaving, driving and arriving, over both directions at either end."""
    between = metric.table(origins.nodes, targets.nodes)
    left = _least(between, origins, 0)
    return _least(left, targets, 1)


def _least(between: Weights, ends: _Packed, axis: int) -> Weights:
    shape = (-1, 1) if axis == 0 else (1, -1)
    ways = [between.take(ends.where[:, way], axis=axis) for way in (0, 1)]
    for way in (0, 1):
        ways[way] += ends.cost[:, way].reshape(shape)
    return np.minimum(ways[0], ways[1], out=ways[0])


def _unpacked(packed: Weights, units: Units) -> tuple[Int32s, Int32s]:
    time, length = units.unpack(packed)
    lost = packed >= NO_WAY
    seconds, metres = (np.where(lost, UNREACHABLE, np.rint(each)).astype(np.int32) for each in (time, length))
    return seconds, metres


def _drive_direct(
    weights: SliceWeights, origins: Snapped, targets: Snapped, durations: Int32s, distances: Int32s
) -> None:
    """Where two places share a street and the second lies ahead, drive there without leaving the street."""
    direct = direct_pairs(weights.graph, weights.times, origins, targets)
    seconds, metres = np.rint(direct.time_s).astype(np.int32), np.rint(direct.length_m).astype(np.int32)
    better = seconds <= durations[direct.origin, direct.target]
    at = direct.origin[better], direct.target[better]
    durations[at], distances[at] = seconds[better], metres[better]
