"""Locks: stops that stay on their vehicle, and in their place on its route."""

from collections.abc import Iterator, Mapping, Sequence

from routing.plan import Route
from routing.problem import Lock, Problem
from routing.referee.violation import Violation
from routing.referee.way import Way

Place = tuple[str, int, int]
"""The vehicle of a stop, its number on the route, and the number of its trip."""


def places_of(ways: Sequence[Way]) -> dict[str, Place]:
    """Return where each stop stands that is on a route."""
    found: dict[str, Place] = {}
    for way in ways:
        visits = ((k, visit) for k, trip in enumerate(way.trips) for visit in trip.visits)
        for number, (trip, visit) in enumerate(visits):
            found[visit.stop] = (way.route.vehicle, number, trip)
    return found


def lock_violations(problem: Problem, ways: Sequence[Way]) -> list[Violation]:
    """Return locks that the plan breaks."""
    if not problem.locks:
        return []
    places = places_of(ways)
    routes = {way.route.vehicle: way.route for way in ways}
    found: list[Violation] = []
    for lock in problem.locks:
        found += _elsewhere(lock, places) or _out_of_order(lock, places, routes)
    return found


def _elsewhere(lock: Lock, places: Mapping[str, Place]) -> list[Violation]:
    return [
        _broken(lock, stop, f"{stop!r} is on {places[stop][0]!r}, locked to {lock.vehicle!r}")
        for stop in lock.stops
        if stop in places and places[stop][0] != lock.vehicle
    ]


def _out_of_order(
    lock: Lock, places: Mapping[str, Place], routes: Mapping[str, Route]
) -> Iterator[Violation]:
    """Yield a lock of a sequence whose stops do not stand where they must."""
    if lock.kind == "vehicle":
        return
    at = [places.get(stop) for stop in lock.stops]
    route = routes.get(lock.vehicle)
    if lock.kind == "route" and route is not None and len(route.visits) != len(lock.stops):
        text = f"{lock.vehicle!r} makes {len(route.visits)} stops, its route is locked to {len(lock.stops)}"
        yield _broken(lock, lock.stops[0], text)
        return
    first = at[0]
    if all(place is None for place in at) and not (lock.kind == "route" and route is not None):
        return
    wanted = None if first is None else [(lock.vehicle, first[1] + k, first[2]) for k in range(len(at))]
    if at != wanted:
        listed = ", ".join(lock.stops)
        yield _broken(
            lock, lock.stops[0], f"{listed} do not follow each other on one trip of {lock.vehicle!r}"
        )
    elif lock.kind != "sequence" and first is not None and first[1] != 0:
        yield _broken(lock, lock.stops[0], f"{lock.stops[0]!r} is not the first stop of {lock.vehicle!r}")


def _broken(lock: Lock, stop: str, text: str) -> Violation:
    return Violation(rule="lock-broken", vehicle=lock.vehicle, stop=stop, text=text)
