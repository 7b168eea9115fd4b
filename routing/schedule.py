"""From an order of stops to times: when a vehicle leaves, arrives, waits and is done.

A route leaves as late as it can without ending later, because waiting is paid. The arrival function of a
route is non-decreasing in its start (travel is FIFO), so one forward and one backward pass suffice for one
window per stop; several windows per stop are tried one after the other.
Source: Savelsbergh (1992), doi:10.1287/ijoc.4.2.146, for the forward slack of a route.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.travel import Travel
from core.units import Metres, Seconds
from core.window import TimeWindow
from routing.cost import route_cost
from routing.loads import loads_along
from routing.plan import Route, Visit
from routing.problem import Problem, Stop, Vehicle


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A vehicle and the stops it visits in order, with everything that does not depend on the clock.

    works
        setup and service of each stop in seconds; setup only where the previous location differs.
    leaving, ending
        when the vehicle may leave its start and be at its end: its shift while the depot there is open.
    closed
        whether a depot is never open during the shift; `leaving` or `ending` is the shift then.
    """

    vehicle: Vehicle
    stops: tuple[Stop, ...]
    works: tuple[int, ...]
    origin: int | None
    target: int | None
    leaving: TimeWindow
    ending: TimeWindow
    closed: bool
    matrix: Travel

    def arrival(self, origin: int | None, target: int, depart_s: int) -> int:
        """Return when a vehicle that leaves `origin` at `depart_s` is at `target`."""
        if origin is None:
            return depart_s
        return depart_s + self.matrix.duration(origin, target, depart_s)

    def departure(self, origin: int | None, target: int, arrive_by: int) -> int:
        """Return the latest departure from `origin` that reaches `target` by `arrive_by`."""
        if origin is None:
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


def track(problem: Problem, vehicle_id: str, stop_ids: Sequence[str]) -> Track:
    """Return the track of `vehicle_id` along `stop_ids`."""
    vehicle = problem.vehicle[vehicle_id]
    start = problem.depot[vehicle.start] if vehicle.start is not None else None
    end = problem.depot[vehicle.end] if vehicle.end is not None else None
    stops = tuple(problem.stop[each] for each in stop_ids)
    leaving = _overlap(vehicle.shift, start.window if start else vehicle.shift)
    ending = _overlap(vehicle.shift, end.window if end else vehicle.shift)
    previous = [start.location if start else None, *(stop.location for stop in stops[:-1])]
    return Track(
        vehicle=vehicle,
        stops=stops,
        works=tuple(
            stop.service + (stop.setup if stop.location != before else 0)
            for stop, before in zip(stops, previous, strict=False)
        ),
        origin=start.location if start else None,
        target=end.location if end else None,
        leaving=leaving or vehicle.shift,
        ending=ending or vehicle.shift,
        closed=leaving is None or ending is None,
        matrix=problem.travel[vehicle.profile],
    )


def _overlap(shift: TimeWindow, window: TimeWindow) -> TimeWindow | None:
    """Return when a depot is open during a shift, or None where it never is."""
    opens, closes = max(shift.opens, window.opens), min(shift.closes, window.closes)
    return TimeWindow(opens=opens, closes=closes) if opens <= closes else None


@dataclass(frozen=True, slots=True)
class Times:
    """Times along one track: `arrivals` and `starts` per stop; `late` if any rule of time is broken.

    waited
        whether work, or the end depot, was waited for.
    """

    begin: int
    arrivals: tuple[int, ...]
    starts: tuple[int, ...]
    end: int
    late: bool
    waited: bool

    @property
    def duration(self) -> int:
        """Seconds from leaving to the end."""
        return self.end - self.begin


def forward(along: Track, begin: int) -> Times:
    """Return the earliest times when leaving at `begin`; where a window is missed, work starts late."""
    late, now, place = along.closed or begin > along.leaving.closes, begin, along.origin
    arrivals, starts = [], []
    for stop, work in zip(along.stops, along.works, strict=True):
        arrived = along.arrival(place, stop.location, now)
        begun = earliest_start(stop.windows, arrived)
        late |= begun is None
        arrivals.append(arrived)
        starts.append(arrived if begun is None else begun)
        now, place = starts[-1] + work, stop.location
    there = now if along.target is None else along.arrival(place, along.target, now)
    end = there if along.target is None else max(there, along.ending.opens)
    if along.origin is None and starts:
        arrivals[0] = begin = starts[0]
    late |= end > along.ending.closes
    return Times(begin, tuple(arrivals), tuple(starts), end, late, waited=starts != arrivals or end != there)


def earliest_start(windows: Sequence[TimeWindow], arrived: int) -> int | None:
    """Return when work can start after arriving, or None where every window has closed."""
    return next((max(arrived, w.opens) for w in windows if arrived <= w.closes), None)


def latest_start(windows: Sequence[TimeWindow], bound: int) -> int | None:
    """Return the latest start of work not after `bound`, or None where no window opens by then."""
    return max((min(bound, w.closes) for w in windows if w.opens <= bound), default=None)


def latest_starts(along: Track, end: int) -> list[int] | None:
    """Return the latest start of work at each stop with which the route still ends by `end`, or None."""
    bound, after = end, along.target
    starts: list[int] = []
    for stop, work in zip(reversed(along.stops), reversed(along.works), strict=True):
        leave = bound if after is None else along.departure(stop.location, after, bound)
        begun = latest_start(stop.windows, leave - work)
        if begun is None:
            return None
        starts.append(begun)
        bound, after = begun, stop.location
    return starts[::-1]


def latest_begin(along: Track, end: int) -> int | None:
    """Return the latest start of the route that still ends by `end`, or None."""
    starts = latest_starts(along, end)
    if starts is None:
        return None
    first = along.stops[0].location if starts else along.target
    bound = starts[0] if starts else end
    begin = bound if first is None else along.departure(along.origin, first, bound)
    return min(begin, along.leaving.closes)


def _candidates(along: Track) -> Iterator[Times]:
    """Yield feasible times worth comparing: for each way through the windows, the latest start.

    Leaving one second later than the latest start misses a window, so the next way is through a later one;
    a way without waiting cannot be beaten.
    """
    begin: int = along.leaving.opens
    for _ in range(1 + sum(len(stop.windows) - 1 for stop in along.stops)):
        times = forward(along, begin)
        if times.late:
            return
        latest = latest_begin(along, times.end)
        tightened = forward(along, begin if latest is None else max(begin, latest))
        yield times if tightened.late else tightened
        if not tightened.waited:
            return
        begin = tightened.begin + 1


def _candidates_in_traffic(along: Track) -> Iterator[Times]:
    """Yield feasible times for starts when speeds change, and for the start that suits the slowest speeds."""
    calm = replace(along, matrix=along.matrix.slowest())
    slowest = min(_candidates(calm), key=_preference, default=None)
    starts: list[int] = [start for start in along.matrix.slice_starts if start >= along.leaving.opens]
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
    earliest = forward(along, along.leaving.opens)
    if earliest.late:
        return earliest
    if along.matrix.timed:
        return min((*_candidates(along), *_candidates_in_traffic(along)), key=_preference, default=earliest)
    return min(_candidates(along), key=_preference, default=earliest) if earliest.waited else earliest


def timed_route(problem: Problem, vehicle_id: str, stop_ids: Sequence[str]) -> Route:
    """Return the route of one vehicle along `stop_ids` with times, loads and cost; rules may be broken."""
    along = track(problem, vehicle_id, stop_ids)
    times = best_times(along)
    driven = legs(along, times)
    on_board = loads_along(problem, along.vehicle, stop_ids)
    visits = tuple(
        Visit(
            stop=stop.id,
            arrival=Seconds(times.arrivals[k]),
            start=Seconds(times.starts[k]),
            departure=Seconds(times.starts[k] + along.works[k]),
            load=on_board[k + 1],
            duration=driven[k][0],
            distance=driven[k][1],
        )
        for k, stop in enumerate(along.stops)
    )
    return Route(
        vehicle=vehicle_id,
        visits=visits,
        start=Seconds(times.begin),
        end=Seconds(times.end),
        load=on_board[0],
        duration_back=driven[-1][0],
        distance_back=driven[-1][1],
        cost=route_cost(along.vehicle, distance=sum(metres for _, metres in driven), duration=times.duration),
    )


def legs(along: Track, times: Times) -> list[tuple[Seconds, Metres]]:
    """Return duration and distance of the leg to each stop and of the last leg to the end."""
    places = [along.origin, *(stop.location for stop in along.stops), along.target]
    departures = [times.begin, *(s + w for s, w in zip(times.starts, along.works, strict=True))]
    nothing = (Seconds(0), Metres(0))
    return [
        nothing
        if origin is None or target is None
        else (along.matrix.duration(origin, target, depart), along.matrix.distance(origin, target, depart))
        for origin, target, depart in zip(places[:-1], places[1:], departures, strict=True)
    ]
