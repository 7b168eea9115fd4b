"""What `Problem` checks of groups, locks, sets, reloads and backhauls: what contradicts each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.errors import Fault, fault
from routing.trips import MARK

if TYPE_CHECKING:
    from routing.problem import Group, Lock, Problem


def rule_faults(problem: Problem) -> list[Fault]:
    """Return every contradiction among the groups, locks, reloads and backhauls of `problem`."""
    return [
        *_reloads(problem),
        *_backhauls(problem),
        *(fault for group in problem.groups for fault in _group(problem, group)),
        *_shared_groups(problem),
        *(fault for lock in problem.locks for fault in _lock(problem, lock)),
        *_together(problem),
        *_stops_locked_twice(problem),
        *_pairs_locked_apart(problem),
        *_vehicles_locked_twice(problem),
    ]


def _reloads(problem: Problem) -> Iterator[Fault]:
    depots = {depot.id for depot in problem.depots}
    listed = ", ".join(sorted(depots)) or "none is given"
    for vehicle in problem.vehicles:
        for depot in vehicle.reloads:
            if depot not in depots:
                yield fault(f"vehicle {vehicle.id!r}", "reloads", depot, f"depots: {listed}")
    if any(vehicle.reloads for vehicle in problem.vehicles):
        for stop in problem.stops:
            if stop.id.startswith(MARK):
                expected = f"an id that does not begin with {MARK}, which marks reloads in sequences"
                yield fault(f"stop {stop.id!r}", "id", stop.id, expected)


def _backhauls(problem: Problem) -> Iterator[Fault]:
    """Yield pairs that cannot be served: a backhaul comes last, the delivery of a pair after its pickup."""
    backhauls = {stop.id for stop in problem.stops if stop.backhaul}
    for pair in problem.pairs:
        if pair.pickup in backhauls and pair.delivery not in backhauls:
            expected = f"a stop that is no backhaul, as its delivery {pair.delivery!r} is none"
            yield fault(f"pair {pair.pickup!r} to {pair.delivery!r}", "pickup", pair.pickup, expected)


def _group(problem: Problem, group: Group) -> Iterator[Fault]:
    where = f"group {group.id!r}"
    stops, paired = problem.stop, problem.pair_of
    for name in group.stops:
        if name not in stops:
            yield fault(where, "stops", name, "ids of stops")
            continue
        if name in paired:
            yield fault(where, "stops", name, "stops that belong to no pair")
        if stops[name].penalty is not None:
            yield fault(f"stop {name!r}", "penalty", stops[name].penalty, f"none beside that of its {where}")
        if stops[name].priority:
            yield fault(f"stop {name!r}", "priority", stops[name].priority, f"0 beside that of its {where}")


def _shared_groups(problem: Problem) -> Iterator[Fault]:
    named = Counter(stop for group in problem.groups for stop in group.stops)
    for stop, times in named.items():
        if times > 1:
            expected = f"named once in one group; it is named {times} times"
            yield fault(f"stop {stop!r}", "group", stop, expected)


def _lock(problem: Problem, lock: Lock) -> Iterator[Fault]:
    if lock.vehicle not in problem.vehicle:
        yield fault(str(lock), "vehicle", lock.vehicle, "the id of a vehicle")
    for name in lock.stops:
        if name not in problem.stop:
            yield fault(str(lock), "stops", name, "ids of stops")
    if lock.ordered:
        groups = Counter(problem.group_of[stop].id for stop in lock.stops if stop in problem.group_of)
        for group, times in groups.items():
            if times > 1:
                yield fault(str(lock), "stops", ", ".join(lock.stops), f"one stop of group {group!r} at most")


def _together(problem: Problem) -> Iterator[Fault]:
    """Yield sets of stops that name what is not there, what may be left out alone, or a stop twice."""
    named = Counter(stop for one in problem.together for stop in one)
    for one in problem.together:
        where = f"together {', '.join(one)}"
        if len(one) < 2:
            yield fault(where, "stops", len(one), "at least two stops")
        for name in one:
            if name not in problem.stop:
                yield fault(where, "stops", name, "ids of stops")
            elif named[name] > 1:
                yield fault(where, "stops", name, "each stop once, in one set")
            elif name in problem.group_of:
                yield fault(
                    where, "stops", name, f"stops of no group; it is in {problem.group_of[name].id!r}"
                )


def _stops_locked_twice(problem: Problem) -> Iterator[Fault]:
    vehicles: dict[str, set[str]] = {}
    for lock in problem.locks:
        for stop in lock.stops:
            vehicles.setdefault(stop, set()).add(lock.vehicle)
    for stop, names in vehicles.items():
        if len(names) > 1:
            yield fault(f"stop {stop!r}", "locks", ", ".join(sorted(names)), "locks to one vehicle")
    ordered = Counter(stop for lock in problem.locks if lock.ordered for stop in lock.stops)
    for stop, times in ordered.items():
        if times > 1:
            yield fault(f"stop {stop!r}", "locks", f"{times} sequences", "a place in one sequence")


def _pairs_locked_apart(problem: Problem) -> Iterator[Fault]:
    for pair in problem.pairs:
        vehicles = {problem.locked_to.get(stop) for stop in (pair.pickup, pair.delivery)} - {None}
        if len(vehicles) > 1:
            listed = ", ".join(sorted(map(str, vehicles)))
            where = f"pair {pair.pickup!r} to {pair.delivery!r}"
            yield fault(where, "locks", listed, "locks of both stops to one vehicle")


def _vehicles_locked_twice(problem: Problem) -> Iterator[Fault]:
    """Yield vehicles with two beginnings, and those whose whole route is given, but not every stop on it."""
    for name in dict.fromkeys(lock.vehicle for lock in problem.locks):
        locks = [lock for lock in problem.locks if lock.vehicle == name]
        firm = [lock for lock in locks if lock.kind in ("start", "route")]
        if len(firm) > 1:
            yield fault(f"vehicle {name!r}", "locks", len(firm), "one lock of its start or whole route")
        elif firm and firm[0].kind == "route":
            others = {stop for lock in locks for stop in lock.stops} - set(firm[0].stops)
            if others:
                expected = "no stop beside those of its locked route"
                yield fault(f"vehicle {name!r}", "locks", ", ".join(sorted(others)), expected)
