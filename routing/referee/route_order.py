"""The order of one route: its reloads, and the backhauls of its trips."""

from collections.abc import Iterator

from routing.plan import Route
from routing.problem import Problem
from routing.referee.violation import Violation
from routing.referee.way import Trip, Way


def order_violations(problem: Problem, way: Way) -> list[Violation]:
    """Return reloads where or as often as they may not be, trips without stops, and backhauls misplaced."""
    route = way.route
    found = [*_reloads(problem, route)]
    for trip in way.trips:
        found += _backhauls(problem, route, trip)
    afters = [reload.after for reload in route.reloads]
    if any(not trip.visits for trip in way.trips[: len(way.trips) if afters else 0]) or afters != sorted(
        afters
    ):
        text = f"{route.vehicle!r} reloads after {', '.join(map(str, afters))} stops: a trip has none"
        found.append(Violation(rule="reload-misplaced", vehicle=route.vehicle, text=text))
    return found


def _reloads(problem: Problem, route: Route) -> Iterator[Violation]:
    vehicle = problem.vehicle[route.vehicle]
    for reload in route.reloads:
        if reload.depot not in vehicle.reloads:
            text = f"{route.vehicle!r} reloads at {reload.depot!r}, where it may not"
            yield Violation(rule="reload-not-allowed", vehicle=route.vehicle, text=text)
    if vehicle.max_reloads is not None and len(route.reloads) > vehicle.max_reloads:
        amount = len(route.reloads) - vehicle.max_reloads
        text = f"{route.vehicle!r} reloads {len(route.reloads)} times, {amount} more than its limit"
        yield Violation(rule="max-reloads", vehicle=route.vehicle, amount=amount, text=text)


def _backhauls(problem: Problem, route: Route, trip: Trip) -> Iterator[Violation]:
    """Yield stops that are no backhauls after one that is, and a trip of backhauls alone if it may not be."""
    fetching: str | None = None
    for visit in trip.visits:
        if problem.stop[visit.stop].backhaul:
            fetching = visit.stop
        elif fetching is not None:
            text = f"{route.vehicle!r} visits {visit.stop!r} after the backhaul {fetching!r}"
            yield Violation(rule="backhaul-order", vehicle=route.vehicle, stop=visit.stop, text=text)
    alone = trip.visits and all(problem.stop[visit.stop].backhaul for visit in trip.visits)
    if alone and not problem.backhaul_only:
        text = f"{route.vehicle!r} drives a trip of backhauls alone"
        yield Violation(rule="backhaul-alone", vehicle=route.vehicle, stop=trip.visits[0].stop, text=text)
