"""A plan with everything that is needed to check it, draw it and print it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from core.place import Place
from core.window import TimeWindow
from data.formats.plan_json.halts import halts_of, location_of
from routing.plan import Plan, Route
from routing.problem import WHOLE_DAY, Problem, Stop
from routing.travel.source import Leg, Snap


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """One day's plan, self-contained: problem, plan, where its travel times come from, and its drawn ways.

    travel_source
        name and version of the travel source, as shown to people.
    attribution
        whom the streets belong to; "" where no map was used.
    snaps
        one per place of the problem, or () where the travel source has no streets.
    geometry
        by vehicle id, the legs of its route in order: from the start depot, where there is one, over every
        stop and reload to the end depot, where there is one. A vehicle may be missing: its ways are drawn
        straight.
    untimed
        by vehicle id, the sequence of stops and reloads of routes that a person edited and that await their
        times; such a vehicle has no route in `plan`.
    misstated
        sums that a file states otherwise than its visits give; everything else counts on the visits.
    """

    problem: Problem
    plan: Plan
    day: date
    created: datetime
    travel_source: str
    attribution: str = ""
    snaps: tuple[Snap, ...] = ()
    geometry: Mapping[str, tuple[Leg, ...]] = field(default_factory=dict)
    untimed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    misstated: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever reads the plan must know, each note once."""
        return tuple(dict.fromkeys((*self.problem.notes, *self.plan.notes)))

    @property
    def sequences(self) -> Mapping[str, tuple[str, ...]]:
        """Stop ids and reloads in order by vehicle id, of routes with and without times."""
        return {**self.plan.sequences, **self.untimed}

    @cached_property
    def visited_by(self) -> Mapping[str, tuple[Route, int]]:
        """The route of each served stop and the stop's number on it, counted from 1."""
        return {
            stop: (route, number)
            for route in self.plan.routes
            for number, stop in enumerate(route.stops, start=1)
        }

    def place_of(self, stop: Stop) -> Place | None:
        """Return where a stop is, if the problem has points."""
        return self.problem.place(stop.location)

    def snap_of(self, location: int) -> Snap | None:
        """Return where a matrix row meets the streets, if the travel source has streets."""
        return self.snaps[location] if self.snaps else None


def route_locations(problem: Problem, route: Route) -> tuple[int, ...]:
    """Return the matrix rows of a route in order: depots where it starts, reloads and ends, and stops."""
    vehicle = problem.vehicle[route.vehicle]
    start = () if vehicle.start is None else (problem.depot[vehicle.start].location,)
    end = () if vehicle.end is None else (problem.depot[vehicle.end].location,)
    halts = (location_of(problem, halt) for halt in halts_of(route))
    return (*start, *halts, *end)


def route_places(problem: Problem, route: Route) -> tuple[Place, ...]:
    """Return the places of a route in order, depots included; () where the problem has no points."""
    places = map(problem.place, route_locations(problem, route))
    return tuple(place for place in places if place is not None)


def route_line(document: PlanDocument, route: Route) -> tuple[tuple[float, float], ...]:
    """Return a route's way as (lon, lat) points: on the streets where known, else straight between places."""
    legs = document.geometry.get(route.vehicle)
    if not legs:
        return tuple((place.lon, place.lat) for place in route_places(document.problem, route))
    points = [point for leg in legs for point in leg.points]
    return tuple(point for k, point in enumerate(points) if k == 0 or point != points[k - 1])


def window_of(stop: Stop, start_s: int) -> TimeWindow | None:
    """Return the window that work begun at `start_s` keeps, else the last one, which it missed.

    None means the whole day. A plan made by hand may begin work after every window has closed.
    """
    open_then = [window for window in stop.windows if start_s <= window.closes]
    window = open_then[0] if open_then else stop.windows[-1]
    return None if window == WHOLE_DAY else window
