"""From a place to the nearest street that leads anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from core.place import Place
from core.units import Metres
from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.projection import degrees, mercator, metres_between
from routing.travel.source import Snap

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAR_M = 250
"""A place farther than this from its street gets a warning."""

FAR_M = 1_000
"""A place farther than this from every street is refused."""


@dataclass(frozen=True, kw_only=True)
class Snapped:
    """Where n places meet the street graph.

    piece
        (n,) the street.
    share
        (n,) float64, how far along it from its end `a`, 0 to 1.
    distance_m
        (n,) float64, from the place to the street.
    lon, lat
        (n,) the point on the street.
    island
        (n,) bool: the street lies on an island.
    """

    piece: Ints
    share: Floats
    distance_m: Floats
    lon: Floats
    lat: Floats
    island: NDArray[np.bool_]
    snaps: tuple[Snap, ...]


class StreetIndex:
    """Finds streets near places; built once per graph, then only read."""

    def __init__(self, graph: StreetGraph) -> None:
        self.graph = graph

    @cached_property
    def _main(self) -> tuple[shapely.STRtree, Ints]:
        return self._tree(np.flatnonzero(self.graph.main_pieces))

    @cached_property
    def _islands(self) -> tuple[shapely.STRtree, Ints]:
        return self._tree(np.flatnonzero(~self.graph.main_pieces))

    def _tree(self, pieces: Ints) -> tuple[shapely.STRtree, Ints]:
        return shapely.STRtree(self.graph.piece_lines[pieces]), pieces

    def snap(self, places: Sequence[Place]) -> Snapped:
        """Return the street of each place: the nearest main one, or an island's where only that is near."""
        lon, lat = np.array([(each.lon, each.lat) for each in places], float).reshape(-1, 2).T
        points = np.asarray(shapely.points(*mercator(lon, lat)))
        scale = np.cos(np.radians(lat))
        main, main_m = self._nearest(self._main, points, scale)
        other, other_m = self._nearest(self._islands, points, scale)
        on_island = (other_m < main_m) & (main_m > NEAR_M)
        piece = np.where(on_island, other, main)
        lines = self.graph.piece_lines[piece]
        share = shapely.line_locate_point(lines, points, normalized=True)
        at = shapely.line_interpolate_point(lines, share, normalized=True)
        street_lon, street_lat = degrees(shapely.get_x(at), shapely.get_y(at))
        distance = metres_between(lon, lat, street_lon, street_lat)
        passed_over = np.where((other_m < main_m - 1) & ~on_island, other, -1)
        snaps = tuple(
            self._snap(place, int(piece[k]), float(distance[k]), bool(on_island[k]), int(passed_over[k]))
            for k, place in enumerate(places)
        )
        return Snapped(
            piece=piece,
            share=share,
            distance_m=distance,
            lon=street_lon,
            lat=street_lat,
            island=on_island,
            snaps=snaps,
        )

    def _nearest(
        self, tree: tuple[shapely.STRtree, Ints], points: NDArray[np.object_], scale: Floats
    ) -> tuple[Ints, Floats]:
        """Return the nearest street of a tree to each point, and metres to it; infinite in an empty tree."""
        strtree, pieces = tree
        nearest, distance = np.zeros(len(points), np.int64), np.full(len(points), np.inf)
        if len(pieces) and len(points):
            (asked, found), metres = strtree.query_nearest(points, all_matches=False, return_distance=True)
            nearest[asked], distance[asked] = pieces[found], metres
        return nearest, distance * scale

    def _snap(self, place: Place, piece: int, distance: float, island: bool, passed_over: int) -> Snap:
        street = self.graph.street_name(piece)
        warnings = []
        if distance > NEAR_M:
            warnings.append(f"{distance:,.0f} m from the nearest usable street, {street!r}")
        if island:
            warnings.append(
                f"{street!r} is an island: the rest of the streets cannot be reached and returned from"
            )
        if passed_over >= 0:
            nearer = self.graph.street_name(passed_over)
            warnings.append(
                f"{nearer!r} is nearer but an island that the other streets cannot reach and return from; "
                f"uses {street!r}, {distance:,.0f} m away"
            )
        return Snap(place=place, street=street, distance=Metres(round(distance)), warning="; ".join(warnings))
