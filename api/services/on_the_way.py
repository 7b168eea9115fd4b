"""Where a vehicle is between its stops: by its last word, its last position, and the plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import cos, hypot, radians
from typing import Final

from core.distance import metres_apart
from core.place import Place
from data.formats.plan_json.document import PlanDocument, route_line
from data.store.day_events import ToldEvent
from orders.day_event import DayEvent, DayEventKind
from routing.plan import Route
from routing.problem import Problem
from routing.underway import leaves_to_arrive

_METRES_A_DEGREE: Final = 111_195
_MOST_UNSURE_M: Final = 200
"""Positions that are less sure are not held against a driver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """From where and when a vehicle goes on to the stops that are left.

    location
        row of the travel matrix; None for where its route begins.
    """

    location: int | None
    leave: int
    left: tuple[str, ...]


def where_now(
    document: PlanDocument,
    route: Route,
    events: Sequence[DayEvent],
    position: ToldEvent | None,
    left: Sequence[str],
    seconds: Callable[[datetime], int],
    now: datetime,
) -> Here:
    """Return from where a vehicle goes on.

    events
        of the route, by the clock of the device.
    left
        what of its sequence is not done.
    seconds
        tells a moment as seconds after midnight of the plan day.
    """
    problem, clock = document.problem, seconds(now)
    last = next((it for it in reversed(events) if it.kind in _MARKS), None)
    if last is None:
        return Here(location=None, leave=max(route.start, clock), left=tuple(left))
    if last.kind is DayEventKind.STARTED:
        return _between(document, route, None, seconds(last.at), position, left, seconds, clock)
    stop = problem.stop.get(last.stop)
    if stop is None:
        return Here(location=None, leave=max(seconds(last.at), clock), left=tuple(left))
    if last.kind is DayEventKind.ARRIVED:
        visit = next(each for each in route.visits if each.stop == stop.id)
        begun = max(seconds(last.at), *(it.opens for it in stop.windows[:1]))
        leave = max(begun + visit.departure - visit.start, clock)
        rest = tuple(each for each in left if each != stop.id)
        return Here(location=stop.location, leave=leave, left=rest)
    return _between(document, route, stop.location, seconds(last.at), position, left, seconds, clock)


_MARKS: Final = (
    DayEventKind.STARTED,
    DayEventKind.ARRIVED,
    DayEventKind.DELIVERED,
    DayEventKind.FETCHED,
    DayEventKind.FAILED,
    DayEventKind.DEPARTED,
)


def _between(
    document: PlanDocument,
    route: Route,
    origin: int | None,
    left_at: int,
    position: ToldEvent | None,
    left: Sequence[str],
    seconds: Callable[[datetime], int],
    clock: int,
) -> Here:
    """Return where a vehicle is that left `origin`: its position says how much of the way is left."""
    problem = document.problem
    start = problem.vehicle[route.vehicle].start
    if origin is None and start is not None:
        origin = problem.depot[start].location
    first = problem.stop.get(left[0]) if left else None
    if origin is None or first is None:
        return Here(location=origin, leave=left_at, left=tuple(left))
    way = problem.travel_of(problem.vehicle[route.vehicle]).duration(origin, first.location, left_at)
    arrival = left_at + way
    if position is not None and seconds(position.event.at) >= left_at:
        rest = _seconds_left(document, route, (origin, first.location), position.event, way)
        arrival = seconds(position.event.at) + rest
    # Whoever is not there yet comes later than now, however little of the way was left.
    arrival = max(arrival, clock)
    leave = leaves_to_arrive(problem, route.vehicle, origin, first.location, arrival)
    return Here(location=origin, leave=leave, left=tuple(left))


def _seconds_left(
    document: PlanDocument, route: Route, ends: tuple[int, int], event: DayEvent, way: int
) -> int:
    """Return how much of a way is left: its part of the straight line; farther off at the route's pace."""
    problem = document.problem
    begin, end = (problem.place(each) for each in ends)
    if begin is None or end is None or event.lon is None or event.lat is None:
        return way
    whole, rest = metres_apart(begin, end), metres_apart(Place(lon=event.lon, lat=event.lat), end)
    if rest > whole + _MOST_UNSURE_M:
        return max(way, round(rest * _pace(problem, route)))
    return round(way * min(1.0, rest / whole)) if whole else 0


def _pace(problem: Problem, route: Route) -> float:
    """Return the seconds that a route's ways take for a metre of straight line; 0 where nobody knows."""
    places = [problem.place(problem.stop[each.stop].location) for each in route.visits]
    legs = [
        (metres_apart(one, other), visit.duration)
        for one, other, visit in zip(places, places[1:], route.visits[1:], strict=False)
        if one is not None and other is not None
    ]
    metres = sum(length for length, _ in legs)
    return sum(seconds for _, seconds in legs) / metres if metres else _SLOW_S


_SLOW_S: Final = 0.2
"""Seconds a metre of straight line where a route has no two stops apart: 18 km an hour."""


def off_route_m(document: PlanDocument, route: Route, position: ToldEvent | None) -> float:
    """Return how far a vehicle is from its way; 0 where the way or the vehicle is not known well enough."""
    if position is None or not document.geometry.get(route.vehicle):
        return 0.0
    event = position.event
    if event.lon is None or event.lat is None or (event.accuracy_m or 0) > _MOST_UNSURE_M:
        return 0.0
    line = route_line(document, route)
    shrink = cos(radians(event.lat))
    points = [
        ((lon - event.lon) * shrink * _METRES_A_DEGREE, (lat - event.lat) * _METRES_A_DEGREE)
        for lon, lat in line
    ]
    nearest = min((hypot(x, y) for x, y in points), default=0.0)
    between = (_from_origin(a, b) for a, b in pairwise(points))
    return min((nearest, *between))


def _from_origin(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return how far the origin is from the line between two points."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if not length else max(0.0, min(1.0, -(a[0] * dx + a[1] * dy) / length))
    return hypot(a[0] + along * dx, a[1] + along * dy)
