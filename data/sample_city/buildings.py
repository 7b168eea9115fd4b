"""Buildings of a map as places to deliver to, with the addresses at their doors."""

import numpy as np
import shapely
from numpy.typing import NDArray

from data.sample_city.delivery_points import DeliveryPoints, joined
from data.sample_city.extract import OutlineTable, PointTable
from data.sample_city.plane import FloatArray, Plane
from data.sample_city.streets import BoolArray, IntArray

Shapes = NDArray[np.object_]

_DELIVERIES_BY_KIND = {
    "apartments": 1.6,
    "residential": 1.3,
    "terrace": 1.2,
    "dormitory": 1.2,
    "commercial": 0.8,
    "office": 0.8,
    "retail": 0.7,
    "hotel": 0.5,
    "yes": 0.8,
    "industrial": 0.25,
    "warehouse": 0.2,
    "school": 0.15,
    "university": 0.2,
    "college": 0.15,
    "kindergarten": 0.2,
    "public": 0.2,
    "civic": 0.2,
    "government": 0.2,
    "hospital": 0.2,
    "train_station": 0.1,
    "farm": 0.6,
    "hangar": 0.05,
    "farm_auxiliary": 0.05,
    "outbuilding": 0.05,
    "sports_hall": 0.05,
}
"""How often deliveries go to a kind of building, next to a house of the same floor space."""

_SMALLEST_M2 = 35.0
_LARGEST_M2 = 1500.0
"""A larger building does not get more deliveries: it is a hall, or its parts have doors of their own."""

_HOUSE_M2 = 120.0
_DOOR_M = 6.0
"""An address this near to a building's outline belongs to its door."""


def buildings_of(outlines: OutlineTable, addresses: PointTable, plane: Plane) -> DeliveryPoints:
    """Return all buildings worth a delivery; a building with addresses at its doors becomes those addresses.

    An address that belongs to no building stands for a house; one that the map repeats, as for each shop of a
    mall, counts once.
    """
    buildings, shapes = _buildings(outlines, plane)
    _, rows = np.unique(np.array(addresses.addresses, dtype=str), return_index=True)
    rows = rows[[bool(addresses.addresses[row]) for row in rows]]
    if not len(rows):
        return buildings
    doors = plane.metres(addresses.degrees()[rows])
    owners = _owners(doors, shapes)
    doors_of = np.bincount(owners[owners >= 0], minlength=len(buildings))
    addressed = DeliveryPoints(
        points=doors,
        names=np.array(addresses.addresses, dtype=object)[rows],
        weights=np.append(buildings.weights / np.maximum(doors_of, 1), 1.0)[owners],
        # Index -1, a door of no building, picks what stands last.
        areas=np.append(buildings.areas, 0.0)[owners],
        kinds=np.append(buildings.kinds, "address")[owners],
        depot_land=np.append(buildings.depot_land, False)[owners],
    )
    return joined(buildings.only(doors_of == 0), addressed)


def _buildings(table: OutlineTable, plane: Plane) -> tuple[DeliveryPoints, Shapes]:
    """Return all buildings worth a delivery, and their outlines."""
    outlines = _polygons(table, plane)
    kinds = np.array(table.kinds, dtype=object)
    is_building = np.array([kind.startswith("building=") for kind in table.kinds], dtype=bool)
    areas = shapely.area(outlines)
    rows = np.flatnonzero(is_building & (areas >= _SMALLEST_M2))
    points = shapely.get_coordinates(shapely.point_on_surface(outlines[rows]))
    on_land = _inside_any(points, outlines[~is_building])
    buildings = DeliveryPoints(
        points=points,
        names=np.array(table.addresses, dtype=object)[rows],
        weights=_weights(kinds[rows], areas[rows], np.array(table.levels, dtype=np.int64)[rows], on_land),
        areas=areas[rows],
        kinds=kinds[rows],
        depot_land=on_land,
    )
    return buildings, outlines[rows]


def _polygons(table: OutlineTable, plane: Plane) -> Shapes:
    """Return the outlines as polygons in metres; what the edge of the extract left broken is empty."""
    polygons = np.full(len(table.lines), shapely.Polygon(), dtype=object)
    owners = table.lines.owners()
    whole = np.bincount(owners, minlength=len(polygons)) >= 4
    if not whole.any():
        return polygons
    inside = whole[owners]
    rings = np.cumsum(whole)[owners[inside]] - 1
    metres = plane.metres(table.lines.degrees())[inside]
    found = np.array(shapely.polygons(shapely.linearrings(metres, indices=rings)), dtype=object)
    found[~shapely.is_valid(found)] = shapely.Polygon()
    polygons[whole] = found
    return polygons


def _inside_any(points: FloatArray, land: Shapes) -> BoolArray:
    inside = np.zeros(len(points), dtype=bool)
    inside[shapely.STRtree(land).query(shapely.points(points), predicate="intersects")[0]] = True
    return inside


def _weights(kinds: Shapes, areas: FloatArray, levels: IntArray, on_land: BoolArray) -> FloatArray:
    """Return how likely orders are: kind times floor space, less than proportional, fewer on depot land."""
    factors = np.array([_DELIVERIES_BY_KIND.get(kind.removeprefix("building="), 1.0) for kind in kinds])
    floors = np.where(levels > 0, np.minimum(levels, 12), 1)
    space = np.clip(areas, _SMALLEST_M2, _LARGEST_M2) * floors / _HOUSE_M2
    return np.asarray(factors * space**0.7 * np.where(on_land, 0.3, 1.0))


def _owners(doors: FloatArray, shapes: Shapes) -> IntArray:
    """Return the building each door belongs to, or -1."""
    owners = np.full(len(doors), -1, dtype=np.int64)
    asked, answered = shapely.STRtree(shapes).query_nearest(
        shapely.points(doors), max_distance=_DOOR_M, all_matches=False
    )
    owners[asked] = answered
    return owners
