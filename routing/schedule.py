"""From an order of stops to times: when a vehicle leaves, arrives, waits and is done.

A route leaves as late as it can without ending later, because waiting is paid. The arrival function of a
route is non-decreasing in its start (travel is FIFO), so one forward and one backward pass suffice for one
window per stop; several windows per stop are tried one after the other.
Source: Savelsbergh (1992), doi:10.1287/ijoc.4.2.146, for the forward slack of a route.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.units import Metres, Seconds
from routing.cost import route_cost
from routing.loads import loads_along
from routing.plan import Reload, Route, TakenBreak, Visit
from routing.problem import Load, Problem
from routing.rests import latest_rested, rested_times
from routing.times import Times, earliest_start, latest_start
from routing.track import Track, track
from routing.trips import reload_depot


def forward(along: Track, begin: int) -> Times:
    """Return the earliest times when leaving at `begin`; where a window is missed, work starts late."""
    if along.vehicle.breaks:
        return rested_times(along, begin)
    late, waited = along.closed or begin > along.leaving.closes, False
    now, place = begin, along.origin
    arrivals, starts, leaves = [], [], [begin]
    for _, location, windows, work, ready, _ in along.halts:
        arrived = along.arrival(place, location, now)
        begun = earliest_start(windows, arrived)
        late |= begun is None
        arrivals.append(arrived)
        starts.append(arrived if begun is None else begun)
        now, place = starts[-1] + work, location
        if now < ready:
            now, waited = ready, True
        leaves.append(now)
    there = along.arrival(place, along.target, now)
    end = there if along.target is None else max(there, along.ending.opens)
    if along.origin is None and starts:
        arrivals[0] = leaves[0] = begin = starts[0]
    late |= end > along.ending.closes
    waited |= starts != arrivals or end != there
    return Times(begin, tuple(arrivals), tuple(starts), tuple(leaves), end, late, waited)


def latest_starts(along: Track, end: int) -> list[int] | None:
    """Return the latest start of work at each halt with which the route still ends by `end`, or None."""
    if along.vehicle.breaks:
        begin, latest = latest_rested(along, end)
        return None if begin is None else [start for start in latest if start is not None]
    bound, after = end, along.target
    starts: list[int] = []
    for halt in reversed(along.halts):
        leave = along.departure(halt.location, after, bound)
        begun = latest_start(halt.windows, leave - halt.work) if leave >= halt.ready else None
        if begun is None:
            return None
        starts.append(begun)
        bound, after = begun, halt.location
    return starts[::-1]


def latest_begin(along: Track, end: int) -> int | None:
    """Return the latest start of the route that still ends by `end`, or None."""
    if along.vehicle.breaks:
        begin = latest_rested(along, end)[0]
    else:
        starts = latest_starts(along, end)
        if starts is None:
            return None
        first, bound = (along.halts[0].location, starts[0]) if starts else (along.target, end)
        begin = along.departure(along.origin, first, bound)
    return None if begin is None else min(begin, along.leaving.closes)


def _candidates(along: Track) -> Iterator[Times]:
    """Yield feasible times worth comparing: for each way through the windows, the latest start.

    Leaving one second later than the latest start misses a window, so the next way is through a later one;
    a way without waiting cannot be beaten.
    """
    begin: int = along.earliest
    for _ in range(_ways(along)):
        times = forward(along, begin)
        if times.late:
            return
        latest = latest_begin(along, times.end)
        tightened = forward(along, begin if latest is None else max(begin, latest))
        yield times if tightened.late else tightened
        if not tightened.waited:
            return
        begin = tightened.begin + 1


def _ways(along: Track) -> int:
    """Return a bound of the number of ends that can follow from waiting.

    Without breaks each way but the first goes through a later window of some halt. With them what counts is
    the last wait, for a halt, a break or the end, and how many breaks are taken by then; in traffic, where
    ends change with every second, only some of them are looked at.
    """
    halts, windows = len(along.halts), sum(len(halt.windows) for halt in along.halts)
    pauses = sum(len(each.windows) for each in along.vehicle.breaks)
    if not pauses or along.matrix.timed:
        return 1 + windows - halts + pauses
    return 2 + (windows + halts) * (1 + len(along.vehicle.breaks)) + 2 * pauses * (1 + halts)


def _candidates_in_traffic(along: Track) -> Iterator[Times]:
    """Yield feasible times for starts when speeds change, and for the start that suits the slowest speeds."""
    calm = replace(along, matrix=along.matrix.slowest())
    slowest = min(_candidates(calm), key=_preference, default=None)
    starts: list[int] = [start for start in along.matrix.slice_starts if start >= along.earliest]
    starts += [slowest.begin] if slowest is not None else []
    for begin in starts:
        times = forward(along, begin)
        if not times.late:
            yield times


def _preference(times: Times) -> tuple[int, int]:
    return times.duration, times.end


def best_times(along: Track) -> Times:
    """Return the shortest feasible times of a track; where there are none, the earliest, marked late.

    Whoever leaves later arrives no earlier, so if the earliest start is late, every start is.
    """
    earliest = forward(along, along.earliest)
    if earliest.late:
        return earliest
    if along.matrix.timed:
        return min((*_candidates(along), *_candidates_in_traffic(along)), key=_preference, default=earliest)
    return min(_candidates(along), key=_preference, default=earliest) if earliest.waited else earliest


def timed_route(problem: Problem, vehicle_id: str, sequence: Sequence[str]) -> Route:
    """Return the route of one vehicle along `sequence` with times, loads and cost; rules may be broken.

    sequence
        stop ids in order, with reloads between them as `routing.trips` says.
    """
    along = track(problem, vehicle_id, sequence)
    times = best_times(along)
    driven = legs(along, times)
    on_board = loads_along(problem, along.vehicle, sequence)
    cost = route_cost(
        along.vehicle,
        distance=sum(metres for _, metres in driven),
        duration=times.duration,
        driving=sum(seconds for seconds, _ in driven),
        work=sum(halt.work for halt in along.halts if not halt.reload),
    )
    return Route(
        vehicle=vehicle_id,
        visits=tuple(_visits(along, times, driven, on_board)),
        start=Seconds(times.begin),
        end=Seconds(times.end),
        load=on_board[0],
        duration_back=driven[-1][0],
        distance_back=driven[-1][1],
        cost=cost,
        reloads=tuple(_reloads(along, times, driven, on_board)),
        breaks=tuple(_breaks(along, times)),
    )


Leg = tuple[Seconds, Metres]


def legs(along: Track, times: Times) -> list[Leg]:
    """Return duration and distance of the leg to each halt and of the last leg to the end."""
    return [
        (Seconds(0), Metres(0))
        if origin is None or target is None
        else (along.matrix.duration(origin, target, depart), along.matrix.distance(origin, target, depart))
        for (origin, target), depart in zip(along.ways, times.leaves, strict=True)
    ]


def _visits(along: Track, times: Times, driven: list[Leg], on_board: list[Load]) -> Iterator[Visit]:
    for k, halt in enumerate(along.halts):
        if not halt.reload:
            yield Visit(
                stop=halt.entry,
                arrival=Seconds(times.arrivals[k]),
                start=Seconds(times.starts[k]),
                departure=Seconds(times.starts[k] + halt.work),
                load=on_board[k + 1],
                duration=driven[k][0],
                distance=driven[k][1],
            )


def _reloads(along: Track, times: Times, driven: list[Leg], on_board: list[Load]) -> Iterator[Reload]:
    visited = 0
    for k, halt in enumerate(along.halts):
        if halt.reload:
            yield Reload(
                after=visited,
                depot=reload_depot(halt.entry),
                arrival=Seconds(times.arrivals[k]),
                start=Seconds(times.starts[k]),
                departure=Seconds(times.leaves[k + 1]),
                load=on_board[k + 1],
                duration=driven[k][0],
                distance=driven[k][1],
            )
        visited += not halt.reload


def _breaks(along: Track, times: Times) -> Iterator[TakenBreak]:
    for rest in times.rests:
        before = along.halts[: rest.leg]
        yield TakenBreak(
            break_id=along.vehicle.breaks[rest.number].id,
            after=sum(not halt.reload for halt in before),
            start=Seconds(rest.start),
            end=Seconds(rest.end),
            arrived=rest.arrived or (bool(before) and before[-1].reload),
        )
