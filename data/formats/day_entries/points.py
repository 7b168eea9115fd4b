"""Points as written: on the earth, not at zero, and longitude not taken for latitude."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from core.distance import great_circle_m
from core.errors import Fault, fault
from core.place import Place
from data.formats.day_entries.entries import DayEntries, DepotEntry, Origin, StopEntry

_FAR_KM = 300.0
_NEAR_KM = 150.0

_SWAPPED = "lon first, then lat; lon and lat look swapped"


def range_faults(origin: Origin, lon: float, lat: float) -> list[Fault]:
    """Return why a point is not on the earth."""
    faults = []
    if not -180 <= lon <= 180:
        expected = "a longitude from -180 to 180 degrees"
        faults.append(fault(origin.where, origin.name("lon"), lon, expected))
    if not -90 <= lat <= 90:
        looks_swapped = abs(lon) <= 90 and abs(lat) <= 180
        expected = f"a latitude from -90 to 90 degrees{f' ({_SWAPPED})' if looks_swapped else ''}"
        faults.append(fault(origin.where, origin.name("lat"), lat, expected))
    return faults


def point_faults(origin: Origin, lon: float, lat: float) -> list[Fault]:
    """Return what is wrong with a point where somebody is to be visited."""
    faults = range_faults(origin, lon, lat)
    if lon == 0 and lat == 0:
        expected = "a point where somebody lives; 0, 0 is what a failed address search leaves"
        faults.append(fault(origin.where, f"{origin.name('lon')}, {origin.name('lat')}", "0, 0", expected))
    return faults


def swapped_faults(entries: DayEntries) -> Iterator[Fault]:
    """Yield a fault for each stop that would lie among the others if its lon and lat changed places.

    Near means near a depot, or near the middle of all stops where no depot is given. A stop is faulty if it
    is far (300 km, and twice as far as when swapped) and would be near (150 km) when swapped.
    """
    placed = [(each, each.place) for each in entries.stops if each.place is not None]
    if not placed:
        return
    points = _points([place for _, place in placed])
    anchors = _points([each.place for each in entries.depots if each.place is not None])
    if not len(anchors):
        anchors = np.median(points, axis=0, keepdims=True)
    as_written = _nearest_km(points, anchors)
    as_swapped = _nearest_km(points[:, ::-1], anchors)
    suspects = (as_written > _FAR_KM) & (as_written > 2 * as_swapped) & (as_swapped < _NEAR_KM)
    blame = _blame(entries, share=float(suspects.mean()))
    for k in np.flatnonzero(suspects):
        yield _swapped_fault(placed[k][0], float(as_written[k]), float(as_swapped[k]), blame)


def _blame(entries: DayEntries, *, share: float) -> str:
    """Name the other suspect: where nearly all stops disagree with the depots, the depots may be wrong."""
    wrong_depots = share > 0.5 and any(each.place for each in entries.depots)
    return "; or those of the depots are swapped" if wrong_depots else ""


def _swapped_fault(entry: StopEntry | DepotEntry, written_km: float, swapped_km: float, blame: str) -> Fault:
    place = entry.place
    value = f"{place.lon}, {place.lat}" if place else ""
    expected = (
        f"{_SWAPPED}: as written {written_km:,.0f} km away, swapped {swapped_km:,.0f} km from the rest{blame}"
    )
    name = f"{entry.origin.name('lon')}, {entry.origin.name('lat')}"
    return fault(entry.origin.where, name, value, expected)


def _points(places: Sequence[Place]) -> NDArray[np.float64]:
    return np.array([(place.lon, place.lat) for place in places], dtype=np.float64).reshape(-1, 2)


def _nearest_km(points: NDArray[np.float64], anchors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the great-circle distance to the nearest anchor; beyond a pole is far."""
    nearest = np.full(len(points), np.inf)
    for anchor in anchors:
        nearest = np.minimum(nearest, great_circle_m(points[:, 0], points[:, 1], anchor[0], anchor[1]) / 1000)
    nearest[np.abs(points[:, 1]) > 90] = np.inf
    return nearest
