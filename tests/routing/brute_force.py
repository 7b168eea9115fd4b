"""The best there is, found by trying everything: slow, simple, and written without a look at the solver."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from itertools import permutations

from core.window import TimeWindow
from routing.assemble import assemble
from routing.problem import Problem, Vehicle
from routing.referee import violations
from tests.routing.strategies import HORIZON

Travel = Callable[[int, int, int], int]
"""Seconds from one place to another when leaving at a moment."""

Rank = tuple[int, int]
"""Stops missed that must be served, then cost."""


def shortest_duration(problem: Problem, vehicle_id: str, stop_ids: tuple[str, ...]) -> int | None:
    """Return the least seconds of a route that keeps windows, shift and depots open; None if none does.

    Every second is tried for leaving and for starting each work. Leaving after `HORIZON` brings nothing new:
    from then on all windows are closed, or stay open, and speeds stay the same.
    """
    vehicle = problem.vehicle[vehicle_id]
    leaving = _all_windows(problem, vehicle, vehicle.start)
    arrive = cache(problem.travel[vehicle.profile].duration)
    durations = [
        end - begin
        for begin in range(HORIZON + 1)
        if _inside_all(begin, leaving)
        for end in [_earliest_end(problem, vehicle, stop_ids, begin, arrive)]
        if end is not None
    ]
    return min(durations, default=None)


def _all_windows(problem: Problem, vehicle: Vehicle, depot: str | None) -> list[TimeWindow]:
    return [vehicle.shift] + ([] if depot is None else [problem.depot[depot].window])


def _earliest_end(
    problem: Problem, vehicle: Vehicle, stop_ids: tuple[str, ...], begin: int, travel: Travel
) -> int | None:
    """Return the first moment at which a route that leaves at `begin` can be done."""
    here = None if vehicle.start is None else problem.depot[vehicle.start].location
    moments = {begin}
    for stop_id in stop_ids:
        stop = problem.stop[stop_id]
        work = stop.service + (stop.setup if stop.location != here else 0)
        arrived = _arrival(moments, here, stop.location, travel)
        starts = (at for at in range(arrived, max(arrived, HORIZON) + 1) if _inside_any(at, stop.windows))
        moments = {start + work for start in starts}
        if not moments:
            return None
        here = stop.location
    target = None if vehicle.end is None else problem.depot[vehicle.end].location
    arrived = min(moments) if target is None else _arrival(moments, here, target, travel)
    windows = _all_windows(problem, vehicle, vehicle.end)
    return next((at for at in range(arrived, max(arrived, HORIZON) + 1) if _inside_all(at, windows)), None)


def _arrival(moments: set[int], origin: int | None, target: int, travel: Travel) -> int:
    return min(now if origin is None else now + travel(origin, target, now) for now in moments)


def _inside_any(moment: int, windows: Iterable[TimeWindow]) -> bool:
    return any(window.opens <= moment <= window.closes for window in windows)


def _inside_all(moment: int, windows: Iterable[TimeWindow]) -> bool:
    return all(window.opens <= moment <= window.closes for window in windows)


def best_rank(problem: Problem) -> Rank:
    """Return how good a plan can be: every order of every set of stops on every vehicle is tried."""
    everybody = frozenset(stop.id for stop in problem.stops)
    best: dict[frozenset[str], Rank] = {everybody: (0, 0)}
    for vehicle in problem.vehicles:
        routes = _cheapest_routes(problem, vehicle.id)
        found = dict(best)
        for left, (missing, cost) in best.items():
            for served, price in routes.items():
                if served <= left:
                    rank = (missing, cost + price)
                    found[left - served] = min(found.get(left - served, rank), rank)
        best = found
    return min(_with_penalties(problem, left, rank) for left, rank in best.items())


def _with_penalties(problem: Problem, left: frozenset[str], rank: Rank) -> Rank:
    penalties = [problem.stop[each].penalty for each in left]
    return rank[0] + penalties.count(None), rank[1] + sum(penalty or 0 for penalty in penalties)


def _cheapest_routes(problem: Problem, vehicle_id: str) -> dict[frozenset[str], int]:
    """Return what the cheapest sound route through each set of stops costs."""
    cheapest: dict[frozenset[str], int] = {}
    names = [stop.id for stop in problem.stops]
    for size in range(1, len(names) + 1):
        for order in permutations(names, size):
            plan = assemble(problem, {vehicle_id: order})
            if not violations(problem, plan):
                served = frozenset(order)
                price = plan.routes[0].cost.total
                cheapest[served] = min(cheapest.get(served, price), price)
    return cheapest


def alone(problem: Problem, vehicle_id: str) -> Problem:
    """Return `problem` with one vehicle and without the limits that are not about time."""
    vehicle = replace(problem.vehicle[vehicle_id], max_distance=None, max_duration=None, max_stops=None)
    return replace(problem, vehicles=(vehicle,))
