"""Whether a map covers the places asked for, and what to tell people when it does not."""

from collections.abc import Sequence

from core.errors import Fault, MapError, fault
from core.place import Place
from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.snapping import Snapped

Box = tuple[float, float, float, float]


def refuse_uncovered(
    map_name: str, graph: StreetGraph, places: Sequence[Place], snapped: Snapped, limit_m: int
) -> None:
    """Raise `MapError` naming every place that is farther than `limit_m` from all streets."""
    west, south, east, north = box = graph.box
    faults = [
        _fault(place, number, box, limit_m, distance, snap.street)
        for number, (place, distance, snap) in enumerate(
            zip(places, snapped.distance_m.tolist(), snapped.snaps, strict=True), 1
        )
        if distance > limit_m
    ]
    if faults:
        raise MapError(
            f"The map {map_name} (longitude {west:.3f} to {east:.3f}, latitude {south:.3f} to {north:.3f}) "
            f"does not cover {len(faults)} of {len(places)} places.",
            faults=faults,
        )


def _fault(place: Place, number: int, box: Box, limit_m: int, distance_m: float, street: str) -> Fault:
    west, south, east, north = box
    where = f"place {place.name!r}" if place.name else f"place {number}"
    if inside(box, place.lon, place.lat):
        found = f"{place.lon:.6f}, {place.lat:.6f}"
        return fault(
            where,
            "lon, lat",
            found,
            f"a street within {limit_m:,} m; the nearest, {street!r}, is {distance_m:,.0f} m away",
        )
    expected = f"a point on the map: lon {west:.3f} to {east:.3f}, lat {south:.3f} to {north:.3f}"
    if inside(box, place.lat, place.lon):
        expected += "; lon and lat look swapped"
    return fault(where, "lon, lat", f"{place.lon:.6f}, {place.lat:.6f}", expected)


def inside(box: Box, lon: float, lat: float, margin: float = 0.02) -> bool:
    """Return whether a point lies in a box, or within `margin` degrees of it."""
    west, south, east, north = box
    return west - margin <= lon <= east + margin and south - margin <= lat <= north + margin
