"""When a vehicle that is on its way, or late to leave, comes to each of the stops that are left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.units import Seconds
from core.window import LATEST, TimeWindow
from routing.problem import Problem
from routing.schedule import forward
from routing.track import Track, track


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """When a vehicle comes to a stop, begins its work and leaves; seconds after midnight of the plan day."""

    stop: str
    arrival: Seconds
    start: Seconds
    departure: Seconds


def expected_from(
    problem: Problem, vehicle: str, left: Sequence[str], *, location: int | None, leave: int
) -> tuple[Expected, ...]:
    """Return when a vehicle that leaves `location` at `leave` comes to the stops that are left.

    left
        stop ids in order, with reloads between them as `routing.trips` says.
    location
        row of the travel matrix; None for where its route begins.

    Windows that close before are missed and not waited for: work begins late, as drivers do.
    """
    along = track(problem, vehicle, left)
    if location is not None:
        always = TimeWindow(opens=Seconds(0), closes=Seconds(LATEST))
        along = replace(_without_past_breaks(along, leave), origin=location, leaving=always)
    times = forward(along, max(leave, along.earliest) if location is None else leave)
    return tuple(
        Expected(
            stop=halt.entry,
            arrival=Seconds(arrival),
            start=Seconds(start),
            departure=Seconds(start + halt.work),
        )
        for halt, arrival, start in zip(along.halts, times.arrivals, times.starts, strict=True)
        if not halt.reload
    )


def leaves_to_arrive(problem: Problem, vehicle: str, origin: int, target: int, arrival: int) -> int:
    """Return when a vehicle would have left `origin` to be at `target` at `arrival`."""
    return track(problem, vehicle, ()).departure(origin, target, arrival)


def _without_past_breaks(along: Track, now: int) -> Track:
    """Return a track without the breaks that can no longer begin: they were taken, or never will be."""
    kept = [k for k, each in enumerate(along.vehicle.breaks) if each.windows[-1].closes >= now]
    if len(kept) == len(along.vehicle.breaks):
        return along
    vehicle = replace(along.vehicle, breaks=tuple(along.vehicle.breaks[k] for k in kept))
    restful = tuple(tuple(row[k] for k in kept) for row in along.restful) if kept else ()
    return replace(along, vehicle=vehicle, restful=restful)
