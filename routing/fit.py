"""Whether a vehicle can drive a sequence of stops, and if not, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.units import UNREACHABLE
from routing.loads import loads_along
from routing.problem import Problem
from routing.schedule import Track, best_times, legs, track


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """What one vehicle lacks for one sequence of stops; zeros and empty where nothing does.

    capacity
        load units too many, per dimension.
    late
        whether a window, the shift or a depot's window is missed.
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

    @property
    def nothing(self) -> bool:
        """Whether the sequence can be driven as it is."""
        return self.rules == 0 and not self.unreachable

    @property
    def rules(self) -> int:
        """The number of rules in the way."""
        amounts = (*self.capacity, self.stops, self.distance, self.duration)
        return sum(map(bool, amounts)) + bool(self.skills) + self.late


def shortage(problem: Problem, vehicle_id: str, stop_ids: Sequence[str]) -> Shortage:
    """Return what `vehicle_id` lacks to drive `stop_ids` in this order."""
    along = track(problem, vehicle_id, stop_ids)
    vehicle = along.vehicle
    times = best_times(along)
    metres = [distance for _, distance in legs(along, times)]
    return Shortage(
        skills=frozenset().union(*(stop.skills for stop in along.stops)) - vehicle.skills,
        capacity=_overload(problem, along, stop_ids),
        stops=_above(len(along.stops), vehicle.max_stops),
        distance=_above(sum(metres), vehicle.max_distance),
        duration=0 if times.late else _above(times.duration, vehicle.max_duration),
        late=times.late,
        unreachable=UNREACHABLE in metres,
    )


def _above(amount: int, most: int | None) -> int:
    return 0 if most is None else max(0, amount - most)


def _overload(problem: Problem, along: Track, stop_ids: Sequence[str]) -> tuple[int, ...]:
    loads = loads_along(problem, along.vehicle, stop_ids)
    return tuple(
        max(0, max(load[k] for load in loads) - most) for k, most in enumerate(along.vehicle.capacity)
    )
