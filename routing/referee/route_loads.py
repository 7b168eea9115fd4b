"""What is on board of one route, added up anew."""

from collections.abc import Iterator

from routing.plan import Route
from routing.problem import Problem
from routing.referee.violation import Violation
from routing.referee.way import Point, Way

Moment = tuple[str, tuple[int, ...]]
"""When, and the load that the plan states for then."""


def load_violations(problem: Problem, way: Way) -> list[Violation]:
    """Return loads above capacity and loads misstated, for every dimension."""
    route = way.route
    size = len(problem.vehicle[route.vehicle].capacity)
    stated = [("when it leaves", route.load), *map(_stated, way.points[1:-1])]
    found = [*_dimensions(route, stated, size)]
    for dimension in range(size):
        found += _dimension(problem, way, stated, dimension)
    return found


def carried_along(problem: Problem, way: Way, dimension: int) -> list[int]:
    """Return what is on board in one dimension when leaving the start and after each visit and reload."""
    carried: list[int] = []
    for trip in way.trips:
        carried.append(sum(_part(problem.stop[visit.stop].delivery, dimension) for visit in trip.visits))
        for visit in trip.visits:
            stop = problem.stop[visit.stop]
            change = _part(stop.pickup, dimension) - _part(stop.delivery, dimension)
            carried.append(carried[-1] + change + _pair_part(problem, visit.stop, dimension))
    return carried


def _stated(point: Point) -> Moment:
    if point.visit:
        return f"after {point.visit.stop!r}", point.visit.load
    return (f"after {point.reload.depot!r}", point.reload.load) if point.reload else ("at its end", ())


def _dimensions(route: Route, stated: list[Moment], size: int) -> Iterator[Violation]:
    """Yield loads stated in more or fewer dimensions than the vehicle has."""
    for when, load in stated:
        if len(load) != size:
            text = f"{route.vehicle!r} states {len(load)} loads {when}, it has {size} dimensions"
            yield Violation(rule="load-misstated", vehicle=route.vehicle, text=text)


def _dimension(problem: Problem, way: Way, stated: list[Moment], dimension: int) -> Iterator[Violation]:
    """Follow one dimension along the route: after each moment, compare with capacity and what is stated."""
    route = way.route
    capacity = problem.vehicle[route.vehicle].capacity[dimension]
    name = problem.dimensions[dimension] if problem.dimensions else f"load {dimension + 1}"
    for (when, load), carried in zip(stated, carried_along(problem, way, dimension), strict=True):
        if carried > capacity:
            text = f"{route.vehicle!r} carries {carried} {name} {when}, capacity {capacity}"
            yield Violation(rule="capacity", vehicle=route.vehicle, amount=carried - capacity, text=text)
        if _part(load, dimension) != carried:
            text = f"{route.vehicle!r} states {_part(load, dimension)} {name} {when}, it is {carried}"
            yield Violation(rule="load-misstated", vehicle=route.vehicle, text=text)


def _part(load: tuple[int, ...], dimension: int) -> int:
    return load[dimension] if dimension < len(load) else 0


def _pair_part(problem: Problem, stop: str, dimension: int) -> int:
    """Return what a pair loads (+) or unloads (-) at `stop`."""
    pair = problem.pair_of.get(stop)
    if pair is None:
        return 0
    return _part(pair.load, dimension) * (1 if stop == pair.pickup else -1)
