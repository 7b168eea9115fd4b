"""A town as a synthetic day sees it: where orders may come from, and the streets that lead there."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.errors import MapError
from core.place import Place
from data.sample_city.buildings import buildings_of
from data.sample_city.delivery_points import DeliveryPoints, joined, served_rows, street_points
from data.sample_city.extract import Extract, PointTable
from data.sample_city.parameters import SampleParameters
from data.sample_city.plane import FloatArray
from data.sample_city.streets import StreetNetwork, street_network


@dataclass(frozen=True, kw_only=True, eq=False)
class Town:
    """What of a map is near its streets and in its densest part.

    homes
        where orders may come from; every point has a name.
    landmarks, landmark_kinds, landmark_names
        (k, 2) metres, "shop=bakery" and the street of shops, post offices, stations, parcel lockers.
    on_streets
        whether points along streets stand in for buildings.
    """

    roads: StreetNetwork
    homes: DeliveryPoints
    landmarks: FloatArray
    landmark_kinds: NDArray[np.object_]
    landmark_names: NDArray[np.object_]
    on_streets: bool

    def place(self, point: FloatArray, name: str) -> Place:
        """Return a point of the plane as a place, to a tenth of a metre."""
        lon, lat = self.roads.plane.degrees(point)
        return Place(lon=round(float(lon), 6), lat=round(float(lat), 6), name=name)


def town_of(extract: Extract, parameters: SampleParameters, *, least: int, map_name: str) -> Town:
    """Return the town on a map.

    least
        with fewer buildings than this, points along its streets are added.
    """
    roads = street_network(extract.streets, map_name=map_name)
    homes = _named(buildings_of(extract.outlines, extract.points, roads.plane), roads, parameters)
    on_streets = len(homes) < least
    if on_streets:
        homes = joined(homes, _named(street_points(roads), roads, parameters))
    if not len(homes):
        raise MapError(
            f"{map_name} has neither a building nor a named street on its main network of streets."
        )
    points, kinds, names = _landmarks(extract.points, roads, parameters)
    return Town(
        roads=roads,
        homes=homes,
        landmarks=points,
        landmark_kinds=kinds,
        landmark_names=names,
        on_streets=on_streets,
    )


def _named(points: DeliveryPoints, roads: StreetNetwork, parameters: SampleParameters) -> DeliveryPoints:
    """Keep what vehicles reach; points without an address take the nearest street's name, never a number."""
    near = points.only(served_rows(points.points, roads, parameters))
    unnamed = np.flatnonzero(near.names == "")
    names = near.names.copy()
    names[unnamed] = roads.nearest_names(near.points[unnamed], parameters.name_within_m)
    return replace(near, names=names).only(names != "")


def _landmarks(
    table: PointTable, roads: StreetNetwork, parameters: SampleParameters
) -> tuple[FloatArray, NDArray[np.object_], NDArray[np.object_]]:
    kinds = np.array(table.kinds, dtype=object)
    special = np.flatnonzero(kinds != "address")
    points = roads.plane.metres(table.degrees()[special])
    rows = served_rows(points, roads, parameters)
    found = np.array(roads.nearest_names(points[rows], parameters.name_within_m), dtype=object)
    own = np.array(table.addresses, dtype=object)[special[rows]]
    names = np.where(own != "", own, found)
    named = names != ""
    return points[rows][named], kinds[special[rows]][named], names[named]
