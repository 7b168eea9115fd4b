"""The order that rules allow on one route: trips, pairs, backhauls, groups and locks."""

from collections.abc import Sequence

from routing.problem import Lock, Problem
from routing.trips import reload_depot, stops_in, trips_of


def misplaced(problem: Problem, vehicle_id: str, sequence: Sequence[str]) -> bool:
    """Whether `sequence` breaks a rule of order besides locks.

    Such are: a trip without stops, a reload where this vehicle may not; a pair on two trips or the wrong way
    round; two stops of a group; a stop after a backhaul, a trip of backhauls alone where that is not allowed.
    """
    trips = trips_of(sequence, problem.stop)
    if len(trips) > 1:
        reloads = {reload_depot(entry) for entry in sequence if entry not in problem.stop}
        if not all(trips) or not reloads <= set(problem.vehicle[vehicle_id].reloads):
            return True
    return (
        (bool(problem.pairs) and _splits_a_pair(problem, trips))
        or (bool(problem.groups) and _repeats_a_group(problem, sequence))
        or (problem.backhauls and any(_mixes_backhauls(problem, trip) for trip in trips))
    )


def _splits_a_pair(problem: Problem, trips: Sequence[Sequence[str]]) -> bool:
    """Whether pickup and delivery of a pair are there, but not in this order on one trip."""
    at = {stop: (number, k) for number, trip in enumerate(trips) for k, stop in enumerate(trip)}
    pairs = {problem.pair_of[stop] for stop in at if stop in problem.pair_of}
    ends = [(at.get(pair.pickup), at.get(pair.delivery)) for pair in pairs]
    return any(up and down and (up[0] != down[0] or up[1] > down[1]) for up, down in ends)


def _repeats_a_group(problem: Problem, sequence: Sequence[str]) -> bool:
    groups = [problem.group_of[stop].id for stop in sequence if stop in problem.group_of]
    return len(set(groups)) < len(groups)


def _mixes_backhauls(problem: Problem, trip: Sequence[str]) -> bool:
    """Whether a stop that is no backhaul comes after one, or there is none where one is needed."""
    backhauls = [problem.stop[stop].backhaul for stop in trip]
    return backhauls != sorted(backhauls) or (not problem.backhaul_only and bool(trip) and all(backhauls))


def against_locks(problem: Problem, vehicle_id: str, sequence: Sequence[str]) -> bool:
    """Whether a lock forbids that `vehicle_id` drives `sequence`."""
    if not problem.locks:
        return False
    elsewhere = (problem.locked_to.get(stop, vehicle_id) != vehicle_id for stop in sequence)
    locks = problem.locks_of.get(vehicle_id, ())
    return any(elsewhere) or any(_is_broken(problem, lock, sequence) for lock in locks if lock.ordered)


def _is_broken(problem: Problem, lock: Lock, sequence: Sequence[str]) -> bool:
    """Whether some but not all stops of `lock` are there, or not in their place."""
    if lock.kind == "route":
        return bool(stops_in(sequence, problem.stop)) and tuple(sequence) != lock.stops
    places = [k for k, entry in enumerate(sequence) if entry in lock.stops]
    if not places:
        return False
    first = 0 if lock.kind == "start" else places[0]
    return tuple(sequence[first : first + len(lock.stops)]) != lock.stops
