"""Durations and distances between snapped places."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.units import UNREACHABLE
from routing.travel.roads.ends import Ends, direct_pairs
from routing.travel.roads.kernel import NO_WAY, Metric, Weights
from routing.travel.roads.terminals import Nodes, Terminals, longest_journey_s
from routing.travel.roads.weights import Units

Int32s = NDArray[np.int32]
Ints = NDArray[np.int64]

_ROWS, _PAIRS = 512, 2**18
"""So many rows, or so many pairs, are worked out at once."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Seconds and metres from each origin to each target; `UNREACHABLE` where no way leads."""

    durations: Int32s
    distances: Int32s


def table_between(origins: Terminals, targets: Terminals) -> Table:
    """Return the table of all pairs, (o, t) int32 each, computed in blocks of rows to spare memory."""
    metric, units = origins.weights.packed(longest_journey_s(origins, targets))
    durations, distances = np.empty((2, len(origins), len(targets)), np.int32)
    aims = _packed(targets.reaching, targets.reached_at, units)
    starts = _packed(origins.leaving, origins.left_at, units)
    at_once = max(_ROWS, _PAIRS // max(1, len(targets)))
    for first in range(0, len(durations), at_once):
        rows = slice(first, first + at_once)
        packed = _block(metric, starts if len(origins) <= at_once else starts.part(rows), aims)
        durations[rows], distances[rows] = _unpacked(packed, units)
    _drive_direct(origins, targets, durations, distances)
    return Table(durations=durations, distances=distances)


class _Packed(NamedTuple):
    """Ends with packed weights, and their nodes without repetition; no way leads in closed directions."""

    cost: Weights
    closed: NDArray[np.bool_]
    nodes: Ints
    where: Ints

    def part(self, rows: slice) -> "_Packed":
        """Return some of them."""
        used, where = np.unique(self.where[rows], return_inverse=True)
        cost = self.cost[rows]
        return _Packed(cost, self.closed[rows], self.nodes[used], where.reshape(cost.shape))


def _packed(ends: Ends, at: Nodes, units: Units) -> _Packed:
    cost = np.where(at.closed, 0, units.pack(ends.time_s, ends.length_m)).astype(np.uint32)
    return _Packed(cost, at.closed, at.nodes, at.where)


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
        shut = ends.closed[:, way]
        ways[way][shut if axis == 0 else (slice(None), shut)] = NO_WAY
    return np.minimum(ways[0], ways[1], out=ways[0])


def _unpacked(packed: Weights, units: Units) -> tuple[Int32s, Int32s]:
    time, length = units.unpack(packed)
    lost = packed >= NO_WAY
    seconds, metres = (np.where(lost, UNREACHABLE, np.rint(each)).astype(np.int32) for each in (time, length))
    return seconds, metres


def _drive_direct(origins: Terminals, targets: Terminals, durations: Int32s, distances: Int32s) -> None:
    """Where two places share a street and the second lies ahead, drive there without leaving the street."""
    weights = origins.weights
    direct = direct_pairs(
        weights.graph, weights.times, origins.snapped, targets.snapped, by_street=targets.by_street
    )
    seconds, metres = np.rint(direct.time_s).astype(np.int32), np.rint(direct.length_m).astype(np.int32)
    better = seconds <= durations[direct.origin, direct.target]
    at = direct.origin[better], direct.target[better]
    durations[at], distances[at] = seconds[better], metres[better]
