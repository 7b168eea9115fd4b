"""A small day's plan made by hand, and larger ones made by rule."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from math import cos, radians, sin

import numpy as np

from core.attribution import OPENSTREETMAP
from core.matrix import TravelMatrix
from core.place import Place
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.halts import halts_of
from routing.assemble import assemble
from routing.plan import Cost, Plan, Reason, Relaxation, Route, Unserved, Visit
from routing.problem import (
    WHOLE_DAY,
    Break,
    Depot,
    Group,
    Lock,
    Pair,
    Problem,
    Stop,
    Vehicle,
)
from routing.travel.source import Leg, Snap

DAY = date(2026, 11, 23)
CREATED = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
SPEED = 6  # metres a second, in made-up travel


def window(opens_h: float, closes_h: float) -> TimeWindow:
    """Return a window between two hours of the day."""
    return TimeWindow(opens=Seconds(int(opens_h * 3600)), closes=Seconds(int(closes_h * 3600)))


def make_travel(places: Sequence[Place]) -> TravelMatrix:
    """Return travel in the plane: 111 km a degree, at `SPEED`."""
    points = np.array([(place.lon, place.lat) for place in places]).reshape(len(places), 2) * 111_000
    apart = np.linalg.norm(points[:, np.newaxis] - points[np.newaxis], axis=2)
    return TravelMatrix(
        durations=np.rint(apart / SPEED).astype(np.int32), distances=np.rint(apart).astype(np.int32)
    )


def make_problem(
    stops: Iterable[Stop],
    vehicles: Iterable[Vehicle],
    places: Sequence[Place],
    *,
    notes: tuple[str, ...] = (),
) -> Problem:
    """Return a problem with one depot, at the first place."""
    return Problem(
        stops=tuple(stops),
        vehicles=tuple(vehicles),
        depots=(Depot(id="depot", location=0, name="Main depot", window=window(5, 22)),),
        travel={"van": make_travel(places)},
        places=tuple(places),
        dimensions=("weight_g", "parcels"),
        notes=notes,
    )


def make_vehicle(name: str, **changes: object) -> Vehicle:
    """Return a van that starts and ends at the depot."""
    fields: dict[str, object] = {
        "id": name,
        "start": "depot",
        "end": "depot",
        "capacity": (800_000, 60),
        "shift": window(8, 17),
        "cost_fixed": Cents(4_000),
        "cost_per_km": Cents(35),
        "cost_per_hour": Cents(2_400),
        "kind": "van 3.5 t",
    }
    return Vehicle(**(fields | changes))  # type: ignore[arg-type]


def make_stop(stop: str, location: int, **changes: object) -> Stop:
    """Return a delivery of 12 kg in 2 parcels."""
    fields: dict[str, object] = {
        "id": stop,
        "location": location,
        "delivery": (12_000, 2),
        "service": Seconds(180),
        "setup": Seconds(60),
        "name": f"Customer {stop}",
    }
    return Stop(**(fields | changes))  # type: ignore[arg-type]


def drive(problem: Problem, vehicle: str, stops: Sequence[str], leave_s: int) -> Route:
    """Return a route timed by hand: leave at `leave_s`, wait for windows, never look at limits."""
    van, travel = problem.vehicle[vehicle], problem.travel["van"]
    brought = [problem.stop[stop].delivery for stop in stops]
    load = tuple(sum(each) for each in zip(*brought, strict=True)) or (0, 0)
    now, here, visits, leaving = leave_s, 0, [], load
    for name in stops:
        stop = problem.stop[name]
        took, far = travel.duration(here, stop.location), travel.distance(here, stop.location)
        arrival = now + took
        begin = max(arrival, stop.windows[0].opens)
        now, here = begin + stop.setup + stop.service, stop.location
        leaving = tuple(
            a - b + c for a, b, c in zip(leaving, stop.delivery, stop.pickup or (0, 0), strict=True)
        )
        visits.append(
            Visit(
                stop=name,
                arrival=Seconds(arrival),
                start=Seconds(begin),
                departure=Seconds(now),
                load=leaving,
                duration=took,
                distance=far,
            )
        )
    back, far_back = travel.duration(here, 0), travel.distance(here, 0)
    metres, seconds = sum(v.distance for v in visits) + far_back, now + back - leave_s
    return Route(
        vehicle=vehicle,
        visits=tuple(visits),
        start=Seconds(leave_s),
        end=Seconds(now + back),
        load=load,
        duration_back=back,
        distance_back=far_back,
        cost=Cost(
            fixed=van.cost_fixed,
            distance=Cents(round(metres * van.cost_per_km / 1000)),
            time=Cents(round(seconds * van.cost_per_hour / 3600)),
        ),
    )


def bent_legs(problem: Problem, route: Route) -> tuple[Leg, ...]:
    """Return the legs of a route as lines with one corner each, like streets of a grid."""
    locations = [0, *(problem.stop[stop].location for stop in route.stops), 0]
    legs = []
    for origin, target in pairwise(locations):
        a, b = problem.places[origin], problem.places[target]
        travel = problem.travel["van"]
        legs.append(
            Leg(
                duration=travel.duration(origin, target),
                distance=travel.distance(origin, target),
                points=((a.lon, a.lat), (b.lon, a.lat), (b.lon, b.lat)),
            )
        )
    return tuple(legs)


def unserved(stop: str, text: str = "every van is full", vehicle: str = "van-1") -> Unserved:
    """Return a stop left out for want of capacity, with what would help."""
    helps = Relaxation(field="capacity", amount=40_000, text=f"fits with 40 kg more on {vehicle}")
    return Unserved(
        stop=stop,
        reason=Reason(code="no-capacity-left", text=text, vehicle=vehicle, relaxation=helps),
    )


def make_document(
    problem: Problem,
    sequences: dict[str, Sequence[str]],
    left_out: Sequence[Unserved] = (),
    *,
    streets: bool = True,
) -> PlanDocument:
    """Return the document of routes driven in the given order from 08:00 on."""
    routes = tuple(drive(problem, vehicle, stops, 8 * 3600) for vehicle, stops in sequences.items())
    penalties = (problem.stop[each.stop].penalty or 0 for each in left_out)
    cost = sum((route.cost for route in routes), Cost(penalty=Cents(sum(penalties))))
    snaps = tuple(Snap(place=p, street="Rue Grimaldi", distance=Metres(7)) for p in problem.places)
    return PlanDocument(
        problem=problem,
        plan=Plan(
            routes=routes,
            unserved=tuple(left_out),
            cost=cost,
            solver={"name": "by hand", "seed": 0, "seconds": 0.5},
        ),
        day=DAY,
        created=CREATED,
        travel_source="street map sample.osm.pbf",
        attribution=OPENSTREETMAP,
        snaps=snaps if streets else (),
        geometry={r.vehicle: bent_legs(problem, r) for r in routes} if streets else {},
    )


def small_document(
    *,
    names: Sequence[str] = ("a", "b", "c", "d"),
    note: str = "",
    pairs: tuple[Pair, ...] = (),
    points: bool = True,
) -> PlanDocument:
    """Return two vans with three stops between them and a fourth stop left out.

    names
        ids of the four stops; each stop's name is "Customer " and its id.
    """
    where = ((7.418, 43.731), (7.421, 43.735), (7.425, 43.738), (7.429, 43.741), (7.431, 43.744))
    places = tuple(Place(lon=lon, lat=lat, name=f"place {k}") for k, (lon, lat) in enumerate(where))
    a, b, c, d = names
    stops = (
        make_stop(a, 1, windows=(window(9, 10),), skills=frozenset({"cold"})),
        make_stop(b, 2, pickup=(1_000, 3)),
        make_stop(c, 3),
        make_stop(d, 4, delivery=(900_000, 1), penalty=Cents(5_000)),
    )
    vehicles = (make_vehicle("van-1", skills=frozenset({"cold"})), make_vehicle("van-2"))
    problem = replace(make_problem(stops, vehicles, places, notes=(note,) if note else ()), pairs=pairs)
    sequences = {"van-1": (a, b), "van-2": (c,)}
    document = make_document(problem, sequences, (unserved(d),), streets=points)
    return document if points else replace(document, problem=replace(problem, places=()))


def large_document(*, vehicles: int, stops_each: int, left_out: int = 0) -> PlanDocument:
    """Return a plan of many vans, their stops in petals around the depot."""
    places = [Place(lon=7.42, lat=43.74, name="Main depot")]
    stops: list[Stop] = []
    sequences: dict[str, Sequence[str]] = {}
    morning = window(8, 12)
    for van in range(vehicles):
        angle = radians(360 * van / vehicles)
        names = []
        for k in range(stops_each):
            away = 0.01 + 0.002 * k
            side = angle + 0.02 * (k % 3)
            lon, lat = 7.42 + away * cos(side), 43.74 + away * sin(side)
            places.append(Place(lon=round(lon, 5), lat=round(lat, 5)))
            names.append(f"S{van + 1:03d}-{k + 1:02d}")
            stops.append(
                make_stop(names[-1], len(places) - 1, windows=(morning if k % 4 == 0 else WHOLE_DAY,))
            )
        sequences[f"van-{van + 1:03d}"] = names
    for k in range(left_out):
        places.append(Place(lon=round(7.2 + 0.0001 * k, 5), lat=43.6))
        stops.append(make_stop(f"L{k + 1:04d}", len(places) - 1))
    problem = make_problem(stops, [make_vehicle(name) for name in sequences], places)
    missed = [unserved(f"L{k + 1:04d}", vehicle="van-001") for k in range(left_out)]
    return make_document(problem, sequences, missed)


HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://example.org";"x")',
    "</script><!--",
)
"""Four names that would do harm wherever they were taken for more than text."""

FOREIGN = ("שלום עולם", "客户 🚚 №7", "Łódź & Søn", "a\u2028b\u202ec")
"""Four names in other scripts and directions."""


def trips_document(*, geometry: bool = False) -> PlanDocument:
    """Return a plan with everything that a route can have.

    A van brings a, takes a break there, reloads at the depot, brings b and the first of home and locker; it
    works overtime and is paid by the hour of driving and work.
    """
    where = ((7.418, 43.731), (7.421, 43.735), (7.425, 43.738), (7.429, 43.741), (7.431, 43.744))
    places = tuple(Place(lon=lon, lat=lat, name=f"place {k}") for k, (lon, lat) in enumerate(where))
    stops = (
        make_stop("a", 1, priority=7),
        make_stop("b", 2, release=Seconds(9 * 3600), service_by_kind={"van 3.5 t": Seconds(300)}),
        make_stop("home", 3),
        make_stop("locker", 4),
    )
    van = make_vehicle(
        "van-1",
        capacity=(24_000, 4),
        reloads=("depot",),
        max_reloads=3,
        breaks=(
            Break(id="coffee", windows=(window(8, 12),), duration=Seconds(600), max_load=(99_000, 99)),
            Break(id="lunch", windows=(window(11, 14),), duration=Seconds(1800)),
        ),
        regular_duration=Seconds(3600),
        cost_per_overtime_hour=Cents(1_000),
        cost_per_driving_hour=Cents(500),
        cost_per_work_hour=Cents(700),
        speed_percent=80,
    )
    problem = replace(
        make_problem(stops, (van, make_vehicle("van-2")), places),
        groups=(Group(id="Lina", stops=("home", "locker"), penalty=Cents(9_000), priority=3),),
        locks=(Lock(vehicle="van-1", stops=("a",), kind="start"),),
        backhaul_only=False,
        fewest_vehicles=True,
    )
    depot = replace(problem.depots[0], reload_service=Seconds(900), throughput=(500_000, 90))
    problem = replace(problem, depots=(depot,))
    plan = assemble(problem, {"van-1": ("a", "@depot", "b", "home")})
    document = PlanDocument(
        problem=problem, plan=plan, day=DAY, created=CREATED, travel_source="street map sample.osm.pbf"
    )
    if not geometry:
        return document
    (route,) = plan.routes
    legs = tuple(
        Leg(
            duration=Seconds(halt.duration),
            distance=Metres(halt.distance),
            points=((7.4, 43.7), (7.4, round(43.7 + 0.01 * k, 6))),
        )
        for k, halt in enumerate(halts_of(route))
    )
    back = Leg(duration=route.duration_back, distance=route.distance_back, points=((7.4, 43.7), (7.5, 43.7)))
    return replace(document, geometry={"van-1": (*legs, back)})
