"""What is on board of one route, added up anew."""

from collections.abc import Iterator

from routing.plan import Route
from routing.problem import Problem
from routing.referee.violation import Violation


def load_violations(problem: Problem, route: Route) -> list[Violation]:
    """Return loads above capacity and loads misstated, for every dimension."""
    size = len(problem.vehicle[route.vehicle].capacity)
    found = [*_dimensions(route, size)]
    for dimension in range(size):
        found += _dimension(problem, route, dimension)
    return found


def _dimensions(route: Route, size: int) -> Iterator[Violation]:
    """Yield loads stated in more or fewer dimensions than the vehicle has."""
    stated = [("when it leaves", route.load), *((f"after {v.stop!r}", v.load) for v in route.visits)]
    for when, load in stated:
        if len(load) != size:
            text = f"{route.vehicle!r} states {len(load)} loads {when}, it has {size} dimensions"
            yield Violation(rule="load-misstated", vehicle=route.vehicle, text=text)


def _dimension(problem: Problem, route: Route, dimension: int) -> Iterator[Violation]:
    """Follow one dimension along the route: after each moment, compare with capacity and what is stated."""
    capacity = problem.vehicle[route.vehicle].capacity[dimension]
    name = problem.dimensions[dimension] if problem.dimensions else f"load {dimension + 1}"
    on_board = sum(_part(problem.stop[visit.stop].delivery, dimension) for visit in route.visits)
    moments = [("when it leaves", on_board, route.load)]
    for visit in route.visits:
        stop = problem.stop[visit.stop]
        on_board += _part(stop.pickup, dimension) - _part(stop.delivery, dimension)
        on_board += _pair_part(problem, visit.stop, dimension)
        moments.append((f"after {visit.stop!r}", on_board, visit.load))
    for when, carried, stated in moments:
        if carried > capacity:
            text = f"{route.vehicle!r} carries {carried} {name} {when}, capacity {capacity}"
            yield Violation(rule="capacity", vehicle=route.vehicle, amount=carried - capacity, text=text)
        if _part(stated, dimension) != carried:
            text = f"{route.vehicle!r} states {_part(stated, dimension)} {name} {when}, it is {carried}"
            yield Violation(rule="load-misstated", vehicle=route.vehicle, text=text)


def _part(load: tuple[int, ...], dimension: int) -> int:
    return load[dimension] if dimension < len(load) else 0


def _pair_part(problem: Problem, stop: str, dimension: int) -> int:
    """Return what a pair loads (+) or unloads (-) at `stop`."""
    pair = problem.pair_of.get(stop)
    if pair is None:
        return 0
    return _part(pair.load, dimension) * (1 if stop == pair.pickup else -1)
