"""The depot, shops and parcel lockers of a synthetic city: the same for every day of a map.

Shops are called by what they sell, not by the names on their signs: nothing that they do here is real.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.place import Place
from data.sample_city.parameters import SampleParameters
from data.sample_city.plane import FloatArray
from data.sample_city.streets import IntArray
from data.sample_city.town import Town

_SHOPS = (
    "shop=supermarket",
    "shop=department_store",
    "shop=convenience",
    "shop=greengrocer",
    "shop=bakery",
    "shop=electronics",
    "shop=doityourself",
    "shop=furniture",
    "shop=butcher",
    "shop=books",
    "shop=clothes",
)
_LOCKERS = {
    "amenity=parcel_locker": "Parcel locker",
    "railway=station": "Parcel locker at the station",
    "amenity=post_office": "Parcel locker at the post office",
    "railway=halt": "Parcel locker at the station",
    "shop=supermarket": "Parcel locker at the supermarket",
    "amenity=fuel": "Parcel locker at the fuel station",
    "shop=convenience": "Parcel locker at the convenience store",
}
"""Landmarks that lockers stand at, most fitting first, and what they are called there."""

TRADE = [f"building={kind}" for kind in ("industrial", "warehouse", "retail", "commercial", "supermarket")]
_DEPOT_M2 = 500.0
_LARGEST_M2 = 6000.0
_THROUGH_TRAFFIC_M = 120.0
_FARTHER_M = 3000.0
"""A depot may lie this much farther from the middle of town if it is e times as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TownPlace:
    """A depot, shop or parcel locker; `place.name` is its street, with a house number from the map."""

    id: str
    name: str
    place: Place


def depot_of(town: Town) -> TownPlace:
    """Return the most plausible depot.

    A large industrial or retail building, else a large building near a main street, else the building nearest
    to the middle of the street network, by a main street if one is (a point of a street where the map has no
    buildings).
    """
    homes = town.homes
    large = homes.areas >= _DEPOT_M2
    open_use = np.isin(homes.kinds, [*TRADE, "building=yes"])
    distances = np.hypot(homes.points[:, 0], homes.points[:, 1])
    scores = np.log(np.clip(homes.areas, 1.0, _LARGEST_M2)) - distances / _FARTHER_M
    rows = np.flatnonzero(large & open_use & (homes.depot_land | np.isin(homes.kinds, TRADE)))
    if not len(rows):
        rows = np.flatnonzero(large & open_use)
        rows = rows[town.roads.near_through_traffic(homes.points[rows], _THROUGH_TRAFFIC_M)]
    if not len(rows):
        busy = town.roads.near_through_traffic(homes.points, _THROUGH_TRAFFIC_M)
        rows, scores = np.arange(len(homes)), (homes.areas > 0) + 0.5 * busy - distances / 1e6
    best = int(rows[np.argmax(scores[rows])])
    place = town.place(homes.points[best], str(homes.names[best]))
    return TownPlace(id="depot", name="Synthetic depot", place=place)


def shops_of(town: Town, parameters: SampleParameters) -> tuple[TownPlace, ...]:
    """Return the shops that sell and receive goods: real ones where the map has any."""
    names = {kind: _words(kind) for kind in _SHOPS}
    return _town_places(
        town, "shop", names, stand_in="Synthetic shop", count=parameters.shops, spacing_m=parameters.spacing_m
    )


def lockers_of(town: Town, parameters: SampleParameters) -> tuple[TownPlace, ...]:
    """Return parcel lockers at real stations, post offices and shops where the map has any."""
    return _town_places(
        town,
        "locker",
        _LOCKERS,
        stand_in="Synthetic parcel locker",
        count=parameters.lockers,
        spacing_m=parameters.spacing_m,
    )


def _town_places(
    town: Town, prefix: str, names: Mapping[str, str], *, stand_in: str, count: int, spacing_m: float
) -> tuple[TownPlace, ...]:
    """Return landmarks of the kinds in `names`, best fitting first; ordinary points on a map without any."""
    rows = _spread(town, tuple(names), count, spacing_m)
    found = [
        (names[town.landmark_kinds[row]], town.place(town.landmarks[row], str(town.landmark_names[row])))
        for row in rows
    ]
    if not found:
        skip = count if prefix == "locker" else 0
        found = [(stand_in, place) for place in _stand_ins(town, count, spacing_m, skip=skip)]
    return tuple(
        TownPlace(id=f"{prefix}-{number}", name=name, place=place)
        for number, (name, place) in enumerate(found, start=1)
    )


def _words(kind: str) -> str:
    """Return "Department store" for "shop=department_store"."""
    text = kind.removeprefix("shop=").replace("_", " ").replace("doityourself", "hardware")
    return (
        f"{text.capitalize()} shop"
        if text in {"hardware", "electronics", "furniture", "clothes"}
        else text.capitalize()
    )


def _spread(town: Town, kinds: Sequence[str], count: int, spacing_m: float) -> list[int]:
    """Return rows of landmarks, the most fitting and nearest to the middle first, none too close."""
    rank = {kind: place for place, kind in enumerate(kinds)}
    rows = np.array([row for row, kind in enumerate(town.landmark_kinds) if kind in rank], dtype=np.int64)
    points = town.landmarks[rows]
    order = np.lexsort(
        (np.hypot(points[:, 0], points[:, 1]), np.array([rank[town.landmark_kinds[row]] for row in rows]))
    )
    return _apart(town.landmarks, rows[order], count, spacing_m)


def _stand_ins(town: Town, count: int, spacing_m: float, *, skip: int) -> list[Place]:
    """Return ordinary delivery points around the middle of town, without the first `skip`."""
    points = town.homes.points
    nearest_first = np.argsort(np.hypot(points[:, 0], points[:, 1]), kind="stable")
    rows = _apart(points, nearest_first, count + skip, spacing_m)[skip:]
    return [town.place(points[row], str(town.homes.names[row])) for row in rows]


def _apart(
    points: FloatArray, rows: "IntArray | NDArray[np.intp]", count: int, spacing_m: float
) -> list[int]:
    """Return the first `count` rows whose points keep their distance from those before."""
    chosen: list[int] = []
    for row in rows:
        if len(chosen) == count:
            break
        away = points[chosen] - points[row]
        if not chosen or np.hypot(away[:, 0], away[:, 1]).min() >= spacing_m:
            chosen.append(int(row))
    return chosen
