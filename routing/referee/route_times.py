"""The clock of one route: travel, windows, work, shift, depots, releases, and the stated legs."""

from collections.abc import Iterator
from itertools import pairwise

from core.units import UNREACHABLE, clock_text
from routing.plan import Route, Visit
from routing.problem import Problem
from routing.referee.violation import Violation
from routing.referee.way import Point, Way


def time_violations(problem: Problem, way: Way) -> list[Violation]:
    """Return what one route breaks of the rules of time, besides those of breaks."""
    route = way.route
    found = [*_ends(problem, route), *_releases(problem, way)]
    for before, point in pairwise(way.points):
        found += _leg(problem, route, before, point)
        if point.visit:
            found += _window(problem, route, point.visit)
        if point.reload:
            found += _opening(problem, route, point.reload.depot, point.start)
        found += _work(problem, route, before, point)
    return found


def _ends(problem: Problem, route: Route) -> Iterator[Violation]:
    """Yield a route outside the shift, or a depot that is closed when the vehicle is there."""
    vehicle = problem.vehicle[route.vehicle]
    early, late = vehicle.shift.opens - route.start, route.end - vehicle.shift.closes
    for amount, what in ((early, "leaves before its shift"), (late, "is back after its shift")):
        if amount > 0:
            text = f"{route.vehicle!r} {what}, by {amount} s"
            yield Violation(rule="shift", vehicle=route.vehicle, amount=amount, text=text)
    for depot_id, moment in ((vehicle.start, route.start), (vehicle.end, route.end)):
        if depot_id is not None:
            yield from _opening(problem, route, depot_id, moment)


def _opening(problem: Problem, route: Route, depot_id: str, moment: int) -> Iterator[Violation]:
    """Yield a depot that is closed when the vehicle leaves, arrives or begins to reload there."""
    window = problem.depot[depot_id].window
    if not window.opens <= moment <= window.closes:
        text = f"{route.vehicle!r} is at {depot_id!r} at {clock_text(moment)}, open {window}"
        yield Violation(rule="depot-closed", vehicle=route.vehicle, text=text)


def _releases(problem: Problem, way: Way) -> Iterator[Violation]:
    """Yield stops that are not released yet when their trip leaves its depot."""
    vehicle = way.route.vehicle
    for trip in way.trips:
        for visit in trip.visits if trip.depot is not None else ():
            amount = problem.stop[visit.stop].release - trip.left
            if amount > 0:
                text = f"{vehicle!r} leaves {amount} s before {visit.stop!r} is ready at {trip.depot!r}"
                yield Violation(
                    rule="not-released", vehicle=vehicle, stop=visit.stop, amount=amount, text=text
                )


def _leg(problem: Problem, route: Route, origin: Point, target: Point) -> Iterator[Violation]:
    """Compare one leg with what the travel matrix says: is it too fast, over no way, or misstated?"""
    duration, distance = 0, 0
    if origin.location is not None and target.location is not None:
        matrix = problem.travel_of(problem.vehicle[route.vehicle])
        duration = matrix.duration(origin.location, target.location, origin.leave)
        distance = matrix.distance(origin.location, target.location, origin.leave)
    stop = target.visit.stop if target.visit else None
    where = f"{route.vehicle!r} to {_name(target)!r}"
    if UNREACHABLE in (duration, distance):
        text = f"{where}: no way leads there"
        yield Violation(rule="unreachable", vehicle=route.vehicle, stop=stop, text=text)
        return
    short = origin.leave + duration - target.reached
    if short > 0:
        text = f"{where}: arrives {short} s before travel allows"
        yield Violation(rule="travel-too-fast", vehicle=route.vehicle, stop=stop, amount=short, text=text)
    if (target.duration, target.distance) != (duration, distance):
        stated = f"{target.duration} s and {target.distance} m"
        text = f"{where}: states {stated}, it is {duration} s and {distance} m"
        yield Violation(rule="figure-misstated", vehicle=route.vehicle, stop=stop, text=text)


def _name(point: Point) -> str:
    if point.visit:
        return point.visit.stop
    return point.reload.depot if point.reload else "its end"


def _work(problem: Problem, route: Route, before: Point, point: Point) -> Iterator[Violation]:
    """Yield work before arrival, or shorter than setup and service or than a reload."""
    if point.visit:
        stop, kind = problem.stop[point.visit.stop], problem.vehicle[route.vehicle].kind
        setup = stop.setup_by_kind.get(kind, stop.setup) if stop.location != before.location else 0
        work, where = stop.service_by_kind.get(kind, stop.service) + setup, stop.id
    elif point.reload:
        work, where = problem.depot[point.reload.depot].reload_service, point.reload.depot
    else:
        return
    short = max(point.arrival - point.start, point.start + work - point.departure)
    if short > 0:
        text = f"{route.vehicle!r} at {where!r}: work needs {work} s, {short} s more than it gets"
        named = where if point.visit else None
        yield Violation(rule="work-cut-short", vehicle=route.vehicle, stop=named, amount=short, text=text)


def _window(problem: Problem, route: Route, visit: Visit) -> Iterator[Violation]:
    """Yield work outside every window; the one nearest to when it starts says by how much."""
    windows = problem.stop[visit.stop].windows
    amount = min(max(window.opens - visit.start, visit.start - window.closes, 0) for window in windows)
    if amount > 0:
        listed = ", ".join(str(window) for window in windows)
        text = f"{route.vehicle!r} starts at {visit.stop!r} at {clock_text(visit.start)}, window {listed}"
        yield Violation(rule="time-window", vehicle=route.vehicle, stop=visit.stop, amount=amount, text=text)
