"""The best there is, found by trying everything: slow, simple, and written without a look at the solver."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement, permutations, product

from core.window import TimeWindow
from routing.assemble import assemble
from routing.loads import loads_along, taken_out
from routing.problem import Problem, Vehicle
from routing.referee import violations
from tests.routing.draws import HORIZON

Travel = Callable[[int, int, int], int]
"""Seconds from one place to another when leaving at a moment."""

Rank = tuple[int, int, int, int]
"""Priorities and number of what is missed that must be served, vehicles where they count, and cost."""


def shortest_times(problem: Problem, vehicle_id: str, sequence: Sequence[str]) -> tuple[int, int] | None:
    """Return the least seconds of a route that keeps every rule of time, and its end; None if none does.

    Every second is tried for leaving, and every place for each break. Leaving after `HORIZON` brings nothing
    new: from then on all windows are closed, or stay open, and speeds stay the same.
    """
    vehicle = problem.vehicle[vehicle_id]
    leaving = _all_windows(problem, vehicle, vehicle.start)
    released = 0 if vehicle.start is None else _release(problem, sequence)
    way = _Way(problem, vehicle, sequence)
    found = [
        (end - begin, end)
        for begin in range(released, max(released, HORIZON) + 1)
        if _inside_all(begin, leaving)
        for end in [way.earliest_end(begin)]
        if end is not None
    ]
    return min(found, default=None)


def _all_windows(problem: Problem, vehicle: Vehicle, depot: str | None) -> list[TimeWindow]:
    return [vehicle.shift] + ([] if depot is None else [problem.depot[depot].window])


def _release(problem: Problem, sequence: Iterable[str]) -> int:
    """Return when all stops up to the first reload are released."""
    latest = 0
    for entry in sequence:
        if entry.startswith("@"):
            break
        latest = max(latest, problem.stop[entry].release)
    return latest


class _Way:
    """A vehicle and where it goes: each place with its windows, its work and when it may be left."""

    def __init__(self, problem: Problem, vehicle: Vehicle, sequence: Sequence[str]) -> None:
        self.vehicle, self.arrive = vehicle, cache(problem.travel_of(vehicle).duration)
        self.start = None if vehicle.start is None else problem.depot[vehicle.start].location
        self.end = None if vehicle.end is None else problem.depot[vehicle.end].location
        self.done = _all_windows(problem, vehicle, vehicle.end)
        self.loads = loads_along(problem, vehicle, sequence)
        self.halts: list[tuple[int, tuple[TimeWindow, ...], int, int]] = []
        here = self.start
        for number, entry in enumerate(sequence):
            if entry.startswith("@"):
                depot = problem.depot[entry[1:]]
                ready = _release(problem, sequence[number + 1 :])
                self.halts.append((depot.location, (depot.window,), depot.reload_service, ready))
            else:
                stop = problem.stop[entry]
                setup = stop.setup_by_kind.get(vehicle.kind, stop.setup) if stop.location != here else 0
                work = stop.service_by_kind.get(vehicle.kind, stop.service) + setup
                self.halts.append((stop.location, stop.windows, work, 0))
            here = self.halts[-1][0]

    def earliest_end(self, begin: int) -> int | None:
        """Return the first moment at which a route that leaves at `begin` can be done."""
        spots = range(2 * len(self.halts) + 2)
        ends = (
            self._end(begin, places)
            for places in combinations_with_replacement(spots, len(self.vehicle.breaks))
        )
        return min((end for end in ends if end is not None), default=None)

    def _end(self, begin: int, places: Sequence[int]) -> int | None:
        """Return when the route is done with each break at its place: 0 is before the first drive."""
        now: int | None = begin
        here = self.start
        for number, (target, windows, work, ready) in enumerate([*self.halts, (self.end, None, 0, 0)]):
            now = self._rested(now, places, 2 * number)
            if now is not None and here is not None and target is not None:
                now += self.arrive(here, target, now)
            now = self._rested(now, places, 2 * number + 1)
            if now is not None and windows is not None:
                start = _first(now, windows)
                now = None if start is None else max(start + work, ready)
            here = target
        if now is None:
            return None
        return next((at for at in range(now, max(now, HORIZON) + 1) if _inside_all(at, self.done)), None)

    def _rested(self, now: int | None, places: Sequence[int], spot: int) -> int | None:
        """Return when the breaks of one place are over."""
        for pause, place in zip(self.vehicle.breaks, places, strict=True):
            if place == spot and now is not None:
                most, load = pause.max_load, self.loads[spot // 2]
                allowed = most is None or all(a <= b for a, b in zip(load, most, strict=True))
                start = _first(now, pause.windows) if allowed else None
                now = None if start is None else start + pause.duration
        return now


@cache
def _first(moment: int, windows: tuple[TimeWindow, ...]) -> int | None:
    """Return the first second from `moment` on that lies in one of the windows."""
    return next((at for at in range(moment, max(moment, HORIZON) + 1) if _inside_any(at, windows)), None)


def _inside_any(moment: int, windows: Iterable[TimeWindow]) -> bool:
    return any(window.opens <= moment <= window.closes for window in windows)


def _inside_all(moment: int, windows: Iterable[TimeWindow]) -> bool:
    return all(window.opens <= moment <= window.closes for window in windows)


Taken = tuple[tuple[int, ...], ...]
"""What is taken out of each depot with limited throughput."""


def best_rank(problem: Problem) -> Rank:
    """Return how good a plan can be: every order of every set of stops on every vehicle is tried."""
    nothing = tuple(taken_out(problem, {}).values())
    everybody = frozenset(stop.id for stop in problem.stops)
    best: dict[tuple[frozenset[str], Taken], tuple[int, int]] = {(everybody, nothing): (0, 0)}
    for vehicle in problem.vehicles:
        routes = _cheapest_routes(problem, vehicle.id)
        found = dict(best)
        for (left, taken), (vehicles, cost) in best.items():
            for (served, load), price in routes.items():
                key = (left - served, _sum(taken, load))
                if served <= left and _in_stock(problem, key[1]):
                    rank = (vehicles + problem.fewest_vehicles, cost + price)
                    found[key] = min(found.get(key, rank), rank)
        best = found
    ranks = (_with_missed(problem, left, *rank) for (left, _), rank in best.items())
    return min(rank for rank in ranks if rank is not None)


def _sum(one: Taken, other: Taken) -> Taken:
    return tuple(tuple(a + b for a, b in zip(*pair, strict=True)) for pair in zip(one, other, strict=True))


def _in_stock(problem: Problem, taken: Taken) -> bool:
    limits = [depot.throughput for depot in problem.depots if depot.throughput is not None]
    return all(a <= b for pair in zip(taken, limits, strict=True) for a, b in zip(*pair, strict=True))


def _with_missed(problem: Problem, left: frozenset[str], vehicles: int, cost: int) -> Rank | None:
    """Return the rank of a plan that leaves these stops out; None for two stops of a group, or halves."""
    priorities, missed = 0, 0
    needed = [stop for stop in problem.stops if stop.id in left and stop.id not in problem.group_of]
    if any(len(set(group.stops) - left) > 1 for group in problem.groups):
        return None
    if any(0 < len(left & {*one}) < len(one) for one in problem.together):
        return None
    for each in (*needed, *(group for group in problem.groups if set(group.stops) <= left)):
        cost += each.penalty or 0
        priorities += each.priority if each.penalty is None else 0
        missed += each.penalty is None
    return priorities, missed, vehicles, cost


def _cheapest_routes(problem: Problem, vehicle_id: str) -> dict[tuple[frozenset[str], Taken], int]:
    """Return what the cheapest sound route costs, by its set of stops and what it takes out of depots."""
    cheapest: dict[tuple[frozenset[str], Taken], int] = {}
    # What comes together on two vehicles is asked of whole plans.
    problem = replace(problem, together=())
    for sequence in _sequences(problem, vehicle_id):
        plan = assemble(problem, {vehicle_id: sequence})
        if not violations(problem, plan):
            taken = tuple(taken_out(problem, {vehicle_id: sequence}).values())
            key, price = (frozenset(plan.routes[0].stops), taken), plan.routes[0].cost.total
            cheapest[key] = min(cheapest.get(key, price), price)
    return cheapest


def _sequences(problem: Problem, vehicle_id: str) -> Iterator[tuple[str, ...]]:
    """Yield every order of every set of stops, with every reload between them that is allowed."""
    vehicle = problem.vehicle[vehicle_id]
    between: list[tuple[str, ...]] = [(), *((f"@{depot}",) for depot in vehicle.reloads)]
    names = [stop.id for stop in problem.stops]
    for size in range(1, len(names) + 1):
        for order in permutations(names, size):
            for reloads in product(between, repeat=size - 1):
                if vehicle.max_reloads is None or sum(map(len, reloads)) <= vehicle.max_reloads:
                    yield tuple(
                        e for stop, after in zip(order, (*reloads, ()), strict=True) for e in (stop, *after)
                    )


def alone(problem: Problem, vehicle_id: str) -> Problem:
    """Return `problem` with one vehicle and without the limits that are not about time."""
    vehicle = replace(
        problem.vehicle[vehicle_id],
        **dict.fromkeys(("max_distance", "max_duration", "max_stops", "max_driving")),
    )
    return replace(problem, vehicles=(vehicle,), locks=())
