"""How far a vehicle gets within a time: isochrones as polygons."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from core.place import Place
from core.units import Seconds
from routing.travel.roads.ends import Ends, ends_leaving
from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.kernel import NO_WAY
from routing.travel.roads.projection import degrees, mercator
from routing.travel.roads.snapping import Snapped
from routing.travel.roads.streets import RoadSource
from routing.travel.roads.weights import SliceWeights

Floats = NDArray[np.float64]

_DETAIL = 0.08
"""How closely the outline follows the reached points: 0 hugs them, 1 is their convex hull."""

_GRID_M = 20.0
"""Reached points are thinned to this grid before their outline is drawn; coarser beyond five minutes."""

_MARGIN_M = 25.0
"""Land on both sides of a reached street that counts as reached."""


@dataclass(frozen=True, kw_only=True)
class Isochrone:
    """The area reachable from a place within a time; a polygon or multipolygon in lon, lat degrees."""

    place: Place
    within: Seconds
    area: BaseGeometry

    def as_geojson(self) -> dict[str, object]:
        """Return the area as a GeoJSON feature."""
        return {
            "type": "Feature",
            "properties": {"name": self.place.name, "within_s": int(self.within)},
            "geometry": mapping(self.area),
        }


def isochrones(
    source: RoadSource, place: Place, minutes: Sequence[int], profile: str, *, depart_s: int = 0
) -> list[Isochrone]:
    """Return the area reached from `place` within each of `minutes`, at the speeds that hold at `depart_s`.

    A longer time always contains a shorter one. Raises `MapError` where no street is near.
    """
    streets = source.streets_for(profile)
    prepared = source.prepare([place], profile)
    weights = streets.slice_at(depart_s)
    leaving = ends_leaving(weights.graph, weights.times, prepared.snapped)
    arrival_s = _arrivals(weights, leaving)
    start = mercator(prepared.snapped.lon, prepared.snapped.lat)
    scale = float(1 / np.cos(np.radians(place.lat)))
    areas: list[Isochrone] = []
    reached: BaseGeometry = shapely.Point(float(start[0][0]), float(start[1][0]))
    for limit in sorted(minutes):
        points = _points(weights, prepared.snapped, arrival_s, limit * 60.0)
        grid = max(_GRID_M, _GRID_M * limit / 5) * scale
        points = np.unique((points / grid).round(), axis=0) * grid
        hull = shapely.concave_hull(shapely.MultiPoint(points), ratio=_DETAIL)
        reached = reached.union(hull.buffer(_MARGIN_M * scale, quad_segs=2).simplify(scale * 5))
        area = shapely.transform(reached, _to_degrees)
        areas.append(Isochrone(place=place, within=Seconds(limit * 60), area=area))
    return areas


def _arrivals(weights: SliceWeights, leaving: Ends) -> Floats:
    """Return the seconds until each node is reached; infinite where it is not."""
    nodes = np.arange(weights.graph.size)
    best = np.full(len(nodes), np.inf)
    for way in np.flatnonzero(leaving.node[0] >= 0):
        found = weights.clock.table(leaving.node[0, [way]], nodes)[0]
        times = np.where(found < NO_WAY, found / 1000 + leaving.time_s[0, way], np.inf)
        best = np.minimum(best, times)
    return best


def _points(weights: SliceWeights, snapped: Snapped, arrival_s: Floats, limit_s: float) -> Floats:
    """Return (k, 2) projected points of all streets reached: whole ones, and how far others are driven."""
    graph, drive_s = weights.graph, np.maximum(weights.times.drive_s, 1e-9)
    edges = np.flatnonzero(graph.pieces.open)
    left = limit_s - arrival_s[graph.arcs.entry[edges]]
    edges, left = edges[left > 0], left[left > 0]
    share = left / drive_s[edges]
    own = 2 * int(snapped.piece[0]) + np.arange(2)
    own_share = np.array([snapped.share[0], 1 - snapped.share[0]]) + limit_s / drive_s[own]
    driven = graph.pieces.open[own]
    tips = _tips(graph, np.concatenate((edges, own[driven])), np.concatenate((share, own_share[driven])))
    return np.concatenate((shapely.get_coordinates(graph.piece_lines[edges[share >= 1] >> 1]), tips))


def _tips(graph: StreetGraph, edges: NDArray[np.int64], share: Floats) -> Floats:
    """Return the points at a share of each edge, at most its end."""
    along = np.where(edges & 1, 1 - np.minimum(share, 1.0), np.minimum(share, 1.0))
    return shapely.get_coordinates(
        shapely.line_interpolate_point(graph.piece_lines[edges >> 1], along, normalized=True)
    )


def _to_degrees(points: Floats) -> Floats:
    return np.column_stack(degrees(points[:, 0], points[:, 1]))
