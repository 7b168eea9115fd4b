"""The way of a route as the plan states it: its points in order, and the breaks taken at each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from routing.plan import Reload, Route, TakenBreak, Visit
from routing.problem import Problem


@dataclass(slots=True, kw_only=True)
class Point:
    """The start of a route, a visit, a reload, or its end.

    location
        None at an open end.
    arrival, start, departure
        as stated; work begins at `start`.
    duration, distance
        stated of the leg that leads here.
    before, after
        breaks taken here: on arrival, before the work; and after it.
    """

    location: int | None
    arrival: int
    start: int
    departure: int
    duration: int = 0
    distance: int = 0
    visit: Visit | None = None
    reload: Reload | None = None
    before: list[TakenBreak] = field(default_factory=list)
    after: list[TakenBreak] = field(default_factory=list)

    @property
    def leave(self) -> int:
        """When the vehicle drives on: after the breaks here, which at a depot end before its departure."""
        return self.departure if self.reload or not self.after else self.after[-1].end

    @property
    def reached(self) -> int:
        """When the leg that leads here is over; at the end of a route breaks may follow that moment."""
        at_the_end = not (self.visit or self.reload) and self.before
        return self.before[0].start if at_the_end else self.arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """Visits from one loading of the vehicle to the next.

    depot
        where it was loaded; None at an open start.
    left
        when the vehicle left there.
    """

    depot: str | None
    left: int
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A route, its points in order, the first its start and the last its end, and its trips.

    Trips without visits are there too.
    """

    route: Route
    points: tuple[Point, ...]
    trips: tuple[Trip, ...]


def way_of(problem: Problem, route: Route) -> Way:
    """Return the way of a route, with its breaks put to the points where they are taken."""
    points = tuple(_points(problem, route))
    return Way(route=route, points=points, trips=tuple(_trips(problem, route, points)))


def _points(problem: Problem, route: Route) -> list[Point]:
    vehicle = problem.vehicle[route.vehicle]
    start, end = (
        None if each is None else problem.depot[each].location for each in (vehicle.start, vehicle.end)
    )
    points = [Point(location=start, arrival=route.start, start=route.start, departure=route.start)]
    reloads = list(route.reloads)
    for number, visit in enumerate(route.visits):
        while reloads and reloads[0].after <= number:
            points.append(_at_depot(problem, reloads.pop(0)))
        points.append(_at_stop(problem, visit))
    points += [_at_depot(problem, reload) for reload in reloads]
    last = Point(location=end, arrival=route.end, start=route.end, departure=route.end)
    last.duration, last.distance = route.duration_back, route.distance_back
    points.append(last)
    for taken in route.breaks:
        _put(points, taken)
    return points


def _at_stop(problem: Problem, visit: Visit) -> Point:
    return Point(
        location=problem.stop[visit.stop].location,
        arrival=visit.arrival,
        start=visit.start,
        departure=visit.departure,
        duration=visit.duration,
        distance=visit.distance,
        visit=visit,
    )


def _at_depot(problem: Problem, reload: Reload) -> Point:
    return Point(
        location=problem.depot[reload.depot].location,
        arrival=reload.arrival,
        start=reload.start,
        departure=reload.departure,
        duration=reload.duration,
        distance=reload.distance,
        reload=reload,
    )


def _put(points: Sequence[Point], taken: TakenBreak) -> None:
    """Put a break to the point where it is taken; one after more stops than there are is taken nowhere."""
    stops = [0, *(number for number, point in enumerate(points) if point.visit)]
    if not 0 <= taken.after < len(stops):
        return
    number = stops[taken.after]
    if not taken.arrived:
        points[number].after.append(taken)
        return
    number += 1
    while points[number].reload and taken.end > points[number].departure:
        number += 1
    here = points[number]
    behind = here.reload is not None and taken.end > here.start
    (here.after if behind else here.before).append(taken)


def _trips(problem: Problem, route: Route, points: Sequence[Point]) -> Iterator[Trip]:
    depot, left, visits = problem.vehicle[route.vehicle].start, int(route.start), list[Visit]()
    for point in points[1:]:
        if point.visit:
            visits.append(point.visit)
            continue
        yield Trip(depot=depot, left=left, visits=tuple(visits))
        depot, left, visits = point.reload.depot if point.reload else None, point.departure, []
