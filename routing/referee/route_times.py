"""The clock of one route: travel, windows, work, shift, depots, and the stated legs."""

from collections.abc import Iterator
from typing import NamedTuple

from core.units import UNREACHABLE, clock_text
from routing.plan import Route, Visit
from routing.problem import Depot, Problem
from routing.referee.violation import Violation


def time_violations(problem: Problem, route: Route) -> list[Violation]:
    """Return what one route breaks of the rules of time."""
    return [*_ends(problem, route), *_legs(problem, route), *_visits(problem, route)]


def _ends(problem: Problem, route: Route) -> Iterator[Violation]:
    """Yield a route outside the shift, or a depot that is closed when the vehicle is there."""
    vehicle = problem.vehicle[route.vehicle]
    early, late = vehicle.shift.opens - route.start, route.end - vehicle.shift.closes
    for amount, what in ((early, "leaves before its shift"), (late, "is back after its shift")):
        if amount > 0:
            text = f"{route.vehicle!r} {what}, by {amount} s"
            yield Violation(rule="shift", vehicle=route.vehicle, amount=amount, text=text)
    for depot_id, moment in ((vehicle.start, route.start), (vehicle.end, route.end)):
        depot = None if depot_id is None else problem.depot[depot_id]
        if depot is not None and not depot.window.opens <= moment <= depot.window.closes:
            text = f"{route.vehicle!r} is at {depot.id!r} at {clock_text(moment)}, open {depot.window}"
            yield Violation(rule="depot-closed", vehicle=route.vehicle, text=text)


def _depot(problem: Problem, depot_id: str | None) -> Depot | None:
    return None if depot_id is None else problem.depot[depot_id]


def _legs(problem: Problem, route: Route) -> Iterator[Violation]:
    """Yield legs driven faster than travel allows, over no way, or stated with wrong figures."""
    vehicle = problem.vehicle[route.vehicle]
    start, end = _depot(problem, vehicle.start), _depot(problem, vehicle.end)
    here, there = start.location if start else None, end.location if end else None
    leave = int(route.start)
    for visit in route.visits:
        at = problem.stop[visit.stop].location
        leg = _Leg(here, at, leave, visit.arrival, visit.duration, visit.distance, visit.stop)
        yield from _leg(problem, route, leg)
        here, leave = at, visit.departure
    back = (route.duration_back, route.distance_back)
    yield from _leg(problem, route, _Leg(here, there, leave, route.end, *back, None))


class _Leg(NamedTuple):
    """A leg as the plan states it; `origin` or `target` is None where that end of the route is open."""

    origin: int | None
    target: int | None
    leave: int
    arrive: int
    duration: int
    distance: int
    stop: str | None


def _leg(problem: Problem, route: Route, leg: _Leg) -> Iterator[Violation]:
    """Compare one leg with what the travel matrix says."""
    duration, distance = 0, 0
    if leg.origin is not None and leg.target is not None:
        matrix = problem.travel[problem.vehicle[route.vehicle].profile]
        duration = matrix.duration(leg.origin, leg.target, leg.leave)
        distance = matrix.distance(leg.origin, leg.target, leg.leave)
    where = f"{route.vehicle!r} to {leg.stop or 'its end'!r}"
    if UNREACHABLE in (duration, distance):
        text = f"{where}: no way leads there"
        yield Violation(rule="unreachable", vehicle=route.vehicle, stop=leg.stop, text=text)
        return
    short = leg.leave + duration - leg.arrive
    if short > 0:
        text = f"{where}: arrives {short} s before travel allows"
        yield Violation(rule="travel-too-fast", vehicle=route.vehicle, stop=leg.stop, amount=short, text=text)
    if (leg.duration, leg.distance) != (duration, distance):
        text = f"{where}: states {leg.duration} s and {leg.distance} m, it is {duration} s and {distance} m"
        yield Violation(rule="figure-misstated", vehicle=route.vehicle, stop=leg.stop, text=text)


def _visits(problem: Problem, route: Route) -> Iterator[Violation]:
    """Yield work outside every window, before arrival, or shorter than setup and service."""
    start = _depot(problem, problem.vehicle[route.vehicle].start)
    before = start.location if start else None
    for visit in route.visits:
        stop = problem.stop[visit.stop]
        if not any(window.opens <= visit.start <= window.closes for window in stop.windows):
            yield _missed(problem, route, visit)
        work = stop.service + (stop.setup if stop.location != before else 0)
        short = max(visit.arrival - visit.start, visit.start + work - visit.departure)
        if short > 0:
            text = f"{route.vehicle!r} at {stop.id!r}: work needs {work} s, {short} s more than it gets"
            yield Violation(
                rule="work-cut-short", vehicle=route.vehicle, stop=stop.id, amount=short, text=text
            )
        before = stop.location


def _missed(problem: Problem, route: Route, visit: Visit) -> Violation:
    """Name the window nearest to when work starts."""
    windows = problem.stop[visit.stop].windows
    amount = min(max(window.opens - visit.start, visit.start - window.closes) for window in windows)
    listed = ", ".join(str(window) for window in windows)
    text = f"{route.vehicle!r} starts at {visit.stop!r} at {clock_text(visit.start)}, window {listed}"
    return Violation(rule="time-window", vehicle=route.vehicle, stop=visit.stop, amount=amount, text=text)
