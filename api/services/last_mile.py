"""The ways of the last mile: travel between the places of a network for each kind of vehicle."""

from collections.abc import Mapping, Sequence
from math import cos, radians
from pathlib import Path

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from api.services.announce import Announce
from api.services.route_days import LastMile
from api.services.travel_choice import TravelChoice, travel_source
from core.distance import metres_apart
from core.matrix import TravelMatrix
from core.place import Place
from core.units import UNREACHABLE
from network.design.design import Design
from network.design.study import Study
from network.simulation.estimate import Region
from network.simulation.vehicle_type import VehicleType

_KM_PER_DEGREE = 111.195


def last_mile_of(
    study: Study,
    vehicles: Sequence[VehicleType],
    *,
    iterations: int,
    map_file: Path | None,
    cache: Path | None,
    announce: Announce,
) -> tuple[LastMile, tuple[str, ...]]:
    """Return what the kernel needs, with ways from a street map or from straight lines; and its notes."""
    choice = TravelChoice(map_file=map_file, straight_line=map_file is None, cache=cache)
    near = [each for each in study.sites if each.kind == "warehouse"]
    places = {each.id: each.place for each in near}
    places |= {each.id: each.place for each in study.customers}
    notes: list[str] = []
    travel = {}
    with travel_source(choice, announce=announce) as source:
        for profile in sorted({each.profile for each in vehicles}):
            announce(f"ways of {profile}")
            found = source.travel(list(places.values()), profile)
            travel[profile] = found.matrix
            notes += [*found.notes, *(each.warning for each in found.snaps if each.warning)]
            notes += [found.attribution] if found.attribution else []
    last = LastMile(
        travel=travel,
        rows={name: k for k, name in enumerate(places)},
        vehicles=tuple(vehicles),
        products={each.id: each for each in study.products},
        currency=study.currency,
        iterations=iterations,
    )
    return last, tuple(dict.fromkeys(notes))


def regions_of(study: Study, designs: Mapping[str, Design], last: LastMile) -> dict[str, dict[str, Region]]:
    """Return whom each warehouse delivers to, by design and site; ways are those of the first vehicle."""
    found: dict[str, dict[str, Region]] = {}
    for name, design in designs.items():
        found[name] = {}
        for site in study.sites:
            if site.kind == "warehouse":
                own = {f.end for f in design.flows if f.start == site.id and f.end in study.customer_of}
                found[name][site.id] = _region(study, site.id, sorted(own), last)
    return found


def _region(study: Study, site: str, own: Sequence[str], last: LastMile) -> Region:
    matrix = last.travel[last.vehicles[0].profile]
    row = last.rows[site]
    everybody = [each.id for each in study.customers]
    metres = {each: int(matrix.distances[0, row, last.rows[each]]) for each in everybody}
    reached = [each for each in everybody if metres[each] != UNREACHABLE]
    place = study.place_of
    straight = sum(metres_apart(place[site], place[each]) for each in own or reached)
    driven = sum(metres[each] for each in own or reached if metres[each] != UNREACHABLE)
    return Region(
        km={each: metres[each] / 1000 for each in reached},
        km_h={
            profile: _km_h(each, row, [last.rows[name] for name in reached])
            for profile, each in last.travel.items()
        },
        area_km2=_area_km2([place[each] for each in (site, *own)]),
        circuity=driven / straight if straight else 1.0,
    )


def _km_h(matrix: TravelMatrix, row: int, rows: Sequence[int]) -> float:
    """Return how fast ways from a place are driven on average."""
    metres, seconds = matrix.distances[0, row, rows], matrix.durations[0, row, rows]
    known = (metres != UNREACHABLE) & (seconds > 0)
    return 3.6 * float(metres[known].sum()) / float(seconds[known].sum()) if known.any() else 30.0


def _area_km2(places: Sequence[Place]) -> float:
    """Return the area of the convex hull of places; 0 of those on one line."""
    lon, lat = np.array([(each.lon, each.lat) for each in places]).T
    points = np.column_stack([lon * _KM_PER_DEGREE * cos(radians(float(lat.mean()))), lat * _KM_PER_DEGREE])
    try:
        return float(ConvexHull(points).volume) if len(points) > 2 else 0.0
    except QhullError:
        return 0.0
