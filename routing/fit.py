"""Whether a vehicle can drive a sequence of stops, and if not, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.units import UNREACHABLE
from routing.loads import loads_along, taken_out
from routing.order import against_locks, misplaced
from routing.problem import Load, Problem
from routing.schedule import best_times, legs
from routing.track import Track, track
from routing.trips import stops_in

NOTHING: Mapping[str, Load] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """What one vehicle lacks for one sequence of stops; zeros and empty where nothing does.

    capacity
        load units too many, per dimension.
    stock
        load units that its trips take out of each depot beyond its throughput, per dimension; only depots
        where that is so.
    reloads
        reloads too many.
    driving
        seconds on the way too many.
    late
        whether a window, a break, the shift or a depot's window is missed.
    misplaced, locked
        whether the order, and whether a lock forbids it.
    unreachable
        whether some leg has no way.
    """

    skills: frozenset[str]
    capacity: tuple[int, ...]
    stops: int
    distance: int
    duration: int
    late: bool
    unreachable: bool
    stock: Mapping[str, Load]
    reloads: int
    driving: int
    misplaced: bool
    locked: bool

    @property
    def nothing(self) -> bool:
        """Whether the sequence can be driven as it is."""
        return self.rules == 0 and not self.unreachable

    @property
    def rules(self) -> int:
        """The number of rules in the way."""
        amounts = (*self.capacity, self.stops, self.distance, self.duration, self.reloads, self.driving)
        stock = sum(1 for missing in self.stock.values() for amount in missing if amount)
        others = (self.skills, self.late, self.misplaced, self.locked)
        return sum(map(bool, amounts)) + stock + sum(map(bool, others))


def shortage(
    problem: Problem, vehicle_id: str, sequence: Sequence[str], taken: Mapping[str, Load] = NOTHING
) -> Shortage:
    """Return what `vehicle_id` lacks to drive `sequence`: stops, and reloads as `routing.trips` says.

    taken
        what other vehicles take out of depots, as `routing.loads.taken_out` counts it.
    """
    along = track(problem, vehicle_id, sequence)
    vehicle = along.vehicle
    times = best_times(along)
    driven = legs(along, times)
    stops = stops_in(sequence, problem.stop)
    metres = [distance for _, distance in driven]
    unreachable = UNREACHABLE in metres
    seconds = 0 if unreachable else sum(duration for duration, _ in driven)
    return Shortage(
        skills=frozenset().union(*(problem.stop[each].skills for each in stops)) - vehicle.skills,
        capacity=_overload(problem, along, sequence),
        stops=_above(len(stops), vehicle.max_stops),
        distance=_above(sum(metres), vehicle.max_distance),
        duration=0 if times.late else _above(times.duration, vehicle.max_duration),
        late=times.late,
        unreachable=unreachable,
        stock=_beyond_throughput(problem, vehicle_id, sequence, taken),
        reloads=_above(len(sequence) - len(stops), vehicle.max_reloads),
        driving=_above(seconds, vehicle.max_driving),
        misplaced=misplaced(problem, vehicle_id, sequence),
        locked=against_locks(problem, vehicle_id, sequence),
    )


def _above(amount: int, most: int | None) -> int:
    return 0 if most is None else max(0, amount - most)


def _overload(problem: Problem, along: Track, sequence: Sequence[str]) -> tuple[int, ...]:
    loads = loads_along(problem, along.vehicle, sequence)
    return tuple(
        max(0, max(load[k] for load in loads) - most) for k, most in enumerate(along.vehicle.capacity)
    )


def _beyond_throughput(
    problem: Problem, vehicle_id: str, sequence: Sequence[str], taken: Mapping[str, Load]
) -> dict[str, Load]:
    """Return, for each depot that runs out, what is missing there."""
    missing: dict[str, Load] = {}
    for depot_id, load in taken_out(problem, {vehicle_id: sequence}).items():
        most = problem.depot[depot_id].throughput or ()
        before = taken.get(depot_id, (0,) * len(load))
        beyond = tuple(max(0, a + b - c) for a, b, c in zip(before, load, most, strict=True))
        if any(load) and any(beyond):
            missing[depot_id] = beyond
    return missing
