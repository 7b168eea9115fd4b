"""A synthetic study of a sample city's network: areas of past demand, the depot of today, candidate sites.

Buildings and streets are real; rents, sizes, wages and rates are sample values that no landlord has named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from core.attribution import OPENSTREETMAP
from core.place import Place
from data.sample_city.extract import read_extract
from data.sample_city.parameters import SampleParameters
from data.sample_city.past_year import Ints, PastYear, past_year_of
from data.sample_city.plane import FloatArray
from data.sample_city.town import Town, town_of
from data.sample_city.town_places import TRADE, TownPlace, depot_of
from network.centre import centre_of_gravity

AREAS: Final = 40
CANDIDATES: Final = 12

_LEAST_BUILDINGS: Final = 300
_HUB_M2: Final = 250.0
_THROUGH_TRAFFIC_M: Final = 120.0
_APART_M: Final = 350.0
_BLOCK_M: Final = 350.0
_NEARBY_M: Final = 300.0
"""A building may lie this much farther from the middle of its orders if it is e times as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Homes whose orders are looked at together; it lies at the home nearest to their middle."""

    id: str
    place: Place
    parcels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSite:
    """A building that serves areas or may do so.

    centrality
        1 nearest to the middle of all demand, 0 farthest from it; sample rents rise with it.
    """

    id: str
    place: Place
    centrality: float


@dataclass(frozen=True, kw_only=True, eq=False)
class SampleNetwork:
    """What a planner knows before the first design.

    area_of_home
        (k,): which area each home of the town belongs to.
    entry
        where goods come into the town.
    """

    town: Town
    year: PastYear
    areas: tuple[Area, ...]
    area_of_home: Ints
    depot: SampleSite
    candidates: tuple[SampleSite, ...]
    entry: Place
    map_name: str
    seed: int

    @property
    def parcels(self) -> int:
        """Parcels of the whole year."""
        return sum(each.parcels for each in self.areas)

    @property
    def parcel_kg(self) -> float:
        """What a parcel weighs on average."""
        return float(self.year.weights_g.sum()) / 1000 / max(self.parcels, 1)

    @property
    def label(self) -> str:
        """Says what of it is not real; to be shown with the study."""
        return (
            f"Synthetic orders of a year, drawn with seed {self.seed}, and sample values for rents, sizes, "
            f"wages and rates, on real buildings and streets. Map {OPENSTREETMAP}."
        )

    @property
    def sites(self) -> tuple[SampleSite, ...]:
        """The depot, then the candidates."""
        return (self.depot, *self.candidates)


def sample_network(
    extract: Path, *, orders_a_day: int = 300, seed: int = 1, parameters: SampleParameters | None = None
) -> SampleNetwork:
    """Draw a year of orders on a map and find sites; the same file, number and seed give the same study."""
    chosen = parameters or SampleParameters()
    town = town_of(read_extract(extract), chosen, least=_LEAST_BUILDINGS, map_name=extract.name)
    rng = np.random.Generator(np.random.PCG64([seed, 1]))
    year = past_year_of(town, orders_a_day=orders_a_day, rng=rng, parameters=chosen)
    areas, owner = _areas(town, year, seed)
    depot, candidates = _sites(town, year, depot_of(town), seed)
    return SampleNetwork(
        town=town, year=year, areas=areas, area_of_home=owner, depot=depot, candidates=candidates,
        entry=_entry(town, year), map_name=extract.name, seed=seed,
    )  # fmt: skip


def _areas(town: Town, year: PastYear, seed: int) -> tuple[tuple[Area, ...], Ints]:
    """Gather homes around the places from which all demand is nearest."""
    homes, wanted = town.homes, year.parcels_by_home
    centres = _centres(homes.points, wanted, AREAS, seed)
    nearest = cKDTree(centres).query(homes.points)[1]
    filled = [centre for centre in range(len(centres)) if wanted[nearest == centre].sum()]
    # From west to east, so that neighbours have numbers near each other.
    filled.sort(key=lambda centre: (centres[centre][0], centres[centre][1]))
    owner = np.zeros(len(homes), dtype=np.int64)
    areas = []
    for number, centre in enumerate(filled):
        members = np.flatnonzero(nearest == centre)
        owner[members] = number
        home = _nearest(homes.points, members, centres[centre])
        parcels = int(wanted[members].sum())
        areas.append(Area(id=f"A{number + 1:02d}", place=_place(town, home), parcels=parcels))
    return tuple(areas), owner


def _sites(
    town: Town, year: PastYear, depot: TownPlace, seed: int
) -> tuple[SampleSite, tuple[SampleSite, ...]]:
    """Return today's depot, and in each of twelve parts of town the building that suits a hub best."""
    points = town.homes.points
    suited = _suited(town)
    taken = [_nearest(points, np.arange(len(points)), _metres(town, depot.place))]
    for part in _centres(points, year.parcels_by_home, CANDIDATES, seed):
        away = np.hypot(*(points[suited] - part).T)
        scores = np.log(np.clip(town.homes.areas[suited], 50.0, 2000.0)) - away / _NEARBY_M
        apart = np.asarray(cKDTree(points[taken]).query(points[suited])[0])
        free = apart >= min(_APART_M, float(apart.max()))
        taken.append(int(suited[free][np.argmax(scores[free])]))
    central = _centrality(points[taken], points, year)
    order = sorted(range(1, len(taken)), key=lambda number: tuple(points[taken[number]]))
    candidates = tuple(
        SampleSite(id=f"H{k:02d}", place=_place(town, taken[number]), centrality=central[number])
        for k, number in enumerate(order, start=1)
    )
    return SampleSite(id=depot.id, place=depot.place, centrality=central[0]), candidates


def _centres(points: FloatArray, weights: Ints, count: int, seed: int) -> FloatArray:
    """Return places from which demand is nearest, counted by blocks: thousands of homes take minutes."""
    blocks, block_of = np.unique(np.floor(points / _BLOCK_M), axis=0, return_inverse=True)
    loads = np.bincount(block_of.ravel(), weights=weights, minlength=len(blocks))
    some = min(count, int((loads > 0).sum()))
    found = centre_of_gravity((blocks + 0.5) * _BLOCK_M, loads, count=some, tries=1, seed=seed)
    return found.points


def _suited(town: Town) -> Ints:
    """Return buildings for trade or of no told use, large and near a main street; any where few are."""
    homes = town.homes
    usable = np.isin(homes.kinds, [*TRADE, "building=yes"])
    large = homes.areas >= _HUB_M2
    busy = town.roads.near_through_traffic(homes.points, _THROUGH_TRAFFIC_M)
    for wanted in (usable & large & busy, large & busy, large, np.ones(len(homes), dtype=bool)):
        rows = np.flatnonzero(wanted)
        if len(rows) > 4 * CANDIDATES:
            break
    return rows


def _centrality(sites: FloatArray, points: FloatArray, year: PastYear) -> list[float]:
    middle = np.average(points, axis=0, weights=year.parcels_by_home)
    away = np.hypot(*(sites - middle).T)
    spread = max(float(np.ptp(away)), 1.0)
    return [round(float(each), 2) for each in (away.max() - away) / spread]


def _entry(town: Town, year: PastYear) -> Place:
    """Return the point by a main street that is farthest from the middle of demand."""
    points = town.homes.points
    busy = np.flatnonzero(town.roads.near_through_traffic(points, _THROUGH_TRAFFIC_M))
    rows = busy if len(busy) else np.arange(len(points))
    middle = np.average(points, axis=0, weights=year.parcels_by_home)
    away = np.hypot(*(points[rows] - middle).T)
    return _place(town, int(rows[np.argmax(away)]))


def _nearest(
    points: FloatArray, rows: "Ints | np.ndarray[tuple[int], np.dtype[np.intp]]", at: FloatArray
) -> int:
    return int(rows[np.argmin(np.hypot(*(points[rows] - at).T))])


def _metres(town: Town, place: Place) -> FloatArray:
    metres: FloatArray = town.roads.plane.metres(np.array([[place.lon, place.lat]]))[0]
    return metres


def _place(town: Town, home: int) -> Place:
    return town.place(town.homes.points[home], str(town.homes.names[home]))


def minutes_to_promise(weights: Sequence[int], today: FloatArray, nearest: FloatArray) -> float:
    """Return minutes, to the half, within which 95 % of demand can be served but are not yet.

    today, nearest
        minutes to each area from today's depot, and from the nearest of all sites.
    """
    best, now = (_quantile(np.array(weights), each, 0.95) for each in (nearest, today))
    return ceil(2 * (best + 0.4 * max(0.0, now - best))) / 2


def share_within(weights: Sequence[int], minutes: FloatArray, within: float) -> int:
    """Return the whole percent of demand that is served within so many minutes, rounded down."""
    loads = np.array(weights)
    return int(100 * loads[minutes <= within].sum() / loads.sum())


def _quantile(weights: Ints, values: FloatArray, share: float) -> float:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) >= share * weights.sum()
    return float(values[order][int(np.argmax(reached))])
