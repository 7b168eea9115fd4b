"""The streets of a map that vehicles reach and return from, their names, and where the town is densest."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from core.errors import MapError
from data.sample_city.extract import StreetTable
from data.sample_city.plane import FloatArray, Plane
from data.sample_city.tags import ADDRESSED, NO_STOPPING

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_THROUGH_TRAFFIC = frozenset({"primary", "secondary", "tertiary"})
_HOMES = frozenset({"residential", "living_street"})
_STEP_M = 25.0
_WALK_M = 1500.0
_MIDDLES_TRIED = 2000


@dataclass(frozen=True, kw_only=True, eq=False)
class StreetNetwork:
    """The main network of a map: streets that all reach one another and back.

    plane
        its origin is the middle of town: where most of the network lies within walking distance.
    shapes
        one line per street of the table, metres on `plane`.
    main
        whether a street is part of the main network.
    """

    plane: Plane
    shapes: NDArray[np.object_]
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    main: BoolArray
    tunnels: BoolArray

    @cached_property
    def _main_tree(self) -> tuple[shapely.STRtree, IntArray]:
        rows = np.flatnonzero(self.main)
        return shapely.STRtree(self.shapes[rows]), rows

    @cached_property
    def _named_tree(self) -> tuple[shapely.STRtree, IntArray]:
        addressed = np.array([kind in ADDRESSED for kind in self.kinds]) & ~self.tunnels
        rows = np.flatnonzero(addressed & np.array([bool(name) for name in self.names]))
        return shapely.STRtree(self.shapes[rows]), rows

    @cached_property
    def _stopping(self) -> BoolArray:
        return np.array([kind not in NO_STOPPING for kind in self.kinds]) & ~self.tunnels

    def box(self, share: float) -> FloatArray:
        """Return (2, 2) corners in metres between which `share` of the network lies, along each axis.

        Ways stick out of an extract far beyond its area, so its outermost points say little.
        """
        points = shapely.get_coordinates(self.shapes[self.main])
        outside = (1 - share) / 2
        return np.quantile(points, [outside, 1 - outside], axis=0)

    def can_stop(self, points: FloatArray, within_m: float) -> BoolArray:
        """Whether a vehicle that drives to each point may stop there: (k,) bool from (k, 2) metres.

        The nearest street of the main network must be within reach and no motorway or tunnel.
        """
        tree, rows = self._main_tree
        found = _nearest(tree, points, within_m)
        return (found >= 0) & self._stopping[rows[found]]

    def near_through_traffic(self, points: FloatArray, within_m: float) -> BoolArray:
        """Whether a primary, secondary or tertiary street is near each point."""
        busy = np.array([kind in _THROUGH_TRAFFIC for kind in self.kinds]) & self.main & ~self.tunnels
        near: BoolArray = _nearest(shapely.STRtree(self.shapes[busy]), points, within_m) >= 0
        return near

    def nearest_names(self, points: FloatArray, within_m: float) -> list[str]:
        """Return the name of the nearest named street of each point, "" where there is none within reach."""
        tree, rows = self._named_tree
        return [self.names[rows[each]] if each >= 0 else "" for each in _nearest(tree, points, within_m)]

    def points_along(self) -> tuple[FloatArray, list[str], FloatArray]:
        """Return points every 25 m along named streets with houses, their names, and weights.

        points (k, 2) metres; weights (k,): 1 on residential streets, 0.3 on others with a name.
        """
        usable = self.main & self._stopping & np.array([bool(name) for name in self.names])
        usable &= np.array([kind != "service" for kind in self.kinds])
        rows = np.flatnonzero(usable)
        counts = np.maximum(shapely.length(self.shapes[rows]) // _STEP_M, 1).astype(int)
        owner = np.repeat(rows, counts)
        share = (_count_up(counts) + 0.5) / np.repeat(counts, counts)
        points = shapely.get_coordinates(
            shapely.line_interpolate_point(self.shapes[owner], share, normalized=True)
        )
        weight = np.array([1.0 if self.kinds[row] in _HOMES else 0.3 for row in rows])
        return points, [self.names[row] for row in owner], np.repeat(weight, counts)


def street_network(table: StreetTable, *, map_name: str) -> StreetNetwork:
    """Find the main network among all streets of a map; a map without any is refused."""
    drivable = np.array(table.drivable, dtype=bool)
    if not drivable.any():
        raise MapError(f"{map_name} has no street that a vehicle may use.")
    degrees, owners = table.lines.degrees(), table.lines.owners()
    main = _main_ways(table, drivable)
    if not main.any():
        raise MapError(f"{map_name} has no two streets from which a vehicle reaches one another and back.")
    plane = _plane_around(degrees[main[owners]])
    return StreetNetwork(
        plane=plane,
        shapes=np.array(shapely.linestrings(plane.metres(degrees), indices=owners), dtype=object),
        kinds=tuple(table.kinds),
        names=tuple(table.names),
        main=main,
        tunnels=np.array(table.tunnels, dtype=bool),
    )


def _plane_around(degrees: FloatArray) -> Plane:
    """Return the plane that touches the earth in the middle of the densest part of the network."""
    lon, lat = np.median(degrees, axis=0)
    rough = Plane(lon=float(lon), lat=float(lat))
    metres = rough.metres(degrees)
    tree = cKDTree(metres)
    asked = metres[:: max(len(metres) // _MIDDLES_TRIED, 1)]
    around = tree.query_ball_point(asked, _WALK_M, return_length=True)
    within = tree.query_ball_point(asked[int(np.argmax(around))], _WALK_M)
    lon, lat = rough.degrees(metres[within].mean(axis=0))
    return Plane(lon=float(lon), lat=float(lat))


def _main_ways(table: StreetTable, drivable: BoolArray) -> BoolArray:
    """Return which ways lie in the largest part of the network where every point reaches every other."""
    owners = table.lines.owners()
    _, nodes = np.unique(np.frombuffer(table.nodes, np.int64), return_inverse=True)
    inner = np.flatnonzero((owners[1:] == owners[:-1]) & drivable[owners[1:]])
    origin, target, direction = nodes[inner], nodes[inner + 1], np.array(table.directions)[owners[inner]]
    rows = np.concatenate([origin[direction >= 0], target[direction <= 0]])
    columns = np.concatenate([target[direction >= 0], origin[direction <= 0]])
    size = int(nodes.max()) + 1
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=True, connection="strong")
    largest = np.bincount(labels[origin]).argmax()
    outside = np.bincount(owners, weights=labels[nodes] != largest, minlength=len(drivable))
    main: BoolArray = drivable & (outside == 0)
    return main


def _nearest(tree: shapely.STRtree, points: FloatArray, within_m: float) -> IntArray:
    """Return for each point the tree's nearest shape, or -1 where none is within reach."""
    found = np.full(len(points), -1, dtype=np.int64)
    asked, answered = tree.query_nearest(shapely.points(points), max_distance=within_m, all_matches=False)
    found[asked] = answered
    return found


def _count_up(counts: IntArray) -> IntArray:
    """Return 0, 1, .. count - 1 for each count, one after another."""
    return np.asarray(np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts))
