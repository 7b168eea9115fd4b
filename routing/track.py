"""A vehicle and the places where it works in order: all of a route that does not depend on the clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from operator import le
from typing import NamedTuple

from core.travel import Travel
from core.window import TimeWindow
from routing.loads import loads_along
from routing.problem import Break, Depot, Load, Problem, Vehicle
from routing.trips import reload_depot, trips_of


class Halt(NamedTuple):
    """A stop, or a reload at a depot.

    entry
        what stands for it in the sequence.
    windows
        when its work may start.
    work
        seconds of setup and service, setup only where the previous location differs; or of the reload.
    ready
        when the vehicle may drive on: after a reload, once everything of the next trip is released.
    """

    entry: str
    location: int
    windows: tuple[TimeWindow, ...]
    work: int
    ready: int
    reload: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A vehicle and its halts in order.

    leaving, ending
        when the vehicle may leave its start and be at its end: its shift while the depot there is open.
    earliest
        when it may leave its start and everything of its first trip is released.
    closed
        whether a depot is never open during the shift; `leaving` or `ending` is the shift then.
    restful
        for each leg, from the one to the first halt to the one to the end, and each break of the vehicle:
        whether what is on board there allows the break. Empty for a vehicle without breaks.
    """

    vehicle: Vehicle
    halts: tuple[Halt, ...]
    origin: int | None
    target: int | None
    leaving: TimeWindow
    ending: TimeWindow
    earliest: int
    closed: bool
    matrix: Travel
    restful: tuple[tuple[bool, ...], ...]

    def arrival(self, origin: int | None, target: int | None, depart_s: int) -> int:
        """Return when a vehicle that leaves `origin` at `depart_s` is at `target`."""
        if origin is None or target is None:
            return depart_s
        return depart_s + self.matrix.duration(origin, target, depart_s)

    def departure(self, origin: int | None, target: int | None, arrive_by: int) -> int:
        """Return the latest departure from `origin` that reaches `target` by `arrive_by`."""
        if origin is None or target is None:
            return arrive_by
        if not self.matrix.timed:
            return arrive_by - self.matrix.duration(origin, target)
        low, high = arrive_by - self.matrix.slowest().duration(origin, target), arrive_by
        while low < high:
            middle = (low + high + 1) // 2
            if self.arrival(origin, target, middle) <= arrive_by:
                low = middle
            else:
                high = middle - 1
        return low

    @property
    def ways(self) -> list[tuple[int | None, int | None]]:
        """From where to where each leg leads: to the halts in order, and to the end; None is an open end."""
        return list(pairwise([self.origin, *(halt.location for halt in self.halts), self.target]))


def track(problem: Problem, vehicle_id: str, sequence: Sequence[str]) -> Track:
    """Return the track of `vehicle_id` along `sequence`, which may have reloads."""
    vehicle = problem.vehicle[vehicle_id]
    start = problem.depot[vehicle.start] if vehicle.start is not None else None
    end = problem.depot[vehicle.end] if vehicle.end is not None else None
    leaving = _overlap(vehicle.shift, start.window if start else vehicle.shift)
    ending = _overlap(vehicle.shift, end.window if end else vehicle.shift)
    first, halts = _halts(problem, vehicle, start, sequence)
    return Track(
        vehicle=vehicle,
        halts=halts,
        origin=start.location if start else None,
        target=end.location if end else None,
        leaving=leaving or vehicle.shift,
        ending=ending or vehicle.shift,
        earliest=max((leaving or vehicle.shift).opens, first if start else 0),
        closed=leaving is None or ending is None,
        matrix=problem.travel_of(vehicle),
        restful=_restful(problem, vehicle, sequence) if vehicle.breaks else (),
    )


def _overlap(shift: TimeWindow, window: TimeWindow) -> TimeWindow | None:
    """Return when a depot is open during a shift, or None where it never is."""
    opens, closes = max(shift.opens, window.opens), min(shift.closes, window.closes)
    return TimeWindow(opens=opens, closes=closes) if opens <= closes else None


def _halts(
    problem: Problem, vehicle: Vehicle, start: Depot | None, sequence: Sequence[str]
) -> tuple[int, tuple[Halt, ...]]:
    """Return when everything of the first trip is released, and the halts."""
    releases = _releases(problem, sequence)
    first, before, kind = next(releases), start.location if start else None, vehicle.kind
    halts: list[Halt] = []
    for entry in sequence:
        stop = problem.stop.get(entry)
        if stop is not None:
            work = stop.service_of(kind) + (0 if stop.location == before else stop.setup_of(kind))
            halts.append(Halt(entry, stop.location, stop.windows, work, 0, False))
        else:
            depot = problem.depot[reload_depot(entry)]
            lasts, ready = depot.reload_service, next(releases)
            halts.append(Halt(entry, depot.location, (depot.window,), lasts, ready, True))
        before = halts[-1].location
    return first, tuple(halts)


def _releases(problem: Problem, sequence: Sequence[str]) -> Iterator[int]:
    """Yield, for each trip, when everything of it is released."""
    if not problem.released:
        yield from repeat(0)
    for trip in trips_of(sequence, problem.stop):
        yield max((problem.stop[each].release for each in trip), default=0)


def _restful(problem: Problem, vehicle: Vehicle, sequence: Sequence[str]) -> tuple[tuple[bool, ...], ...]:
    """Return, for each leg and each break, whether what is on board allows it."""
    return tuple(
        tuple(_allows(each, load) for each in vehicle.breaks)
        for load in loads_along(problem, vehicle, sequence)
    )


def _allows(pause: Break, load: Load) -> bool:
    return pause.max_load is None or all(map(le, load, pause.max_load))
