"""The smallest single change of one rule that lets a stop into a route."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.errors import InvalidInput
from core.units import Cents, Seconds, duration_text
from core.window import LATEST, TimeWindow
from routing.fit import NOTHING, Shortage, shortage
from routing.plan import Relaxable, Relaxation
from routing.problem import Depot, Load, Problem, Stop, Vehicle
from routing.schedule import forward, latest_begin, latest_starts
from routing.track import Track, track
from routing.trips import stops_in
from routing.wording import distance_text, load_text

ALWAYS = TimeWindow(opens=Seconds(0), closes=Seconds(LATEST))
"""A window that never closes."""


def relaxations(
    problem: Problem, vehicle_id: str, sequence: Sequence[str], new: Sequence[str], missing: Shortage
) -> Iterator[Relaxation]:
    """Yield single changes that let `vehicle_id` drive `sequence`, in which the stops `new` stand.

    missing
        what the vehicle lacks for `sequence`; nothing is yielded where several rules are in the way.
    """
    if missing.unreachable or missing.misplaced or missing.locked or missing.rules != 1:
        return
    if missing.late:
        yield from _time_changes(problem, vehicle_id, sequence, new)
    else:
        yield _amount_change(problem, vehicle_id, missing)


def _amount_change(problem: Problem, vehicle_id: str, missing: Shortage) -> Relaxation:
    """Return the change of the one limit, load or skill that is missing."""
    if missing.skills:
        listed = " and ".join(sorted(missing.skills))
        text = f"fits if {vehicle_id} has the skill {listed}"
        return Relaxation(field="skills", amount=len(missing.skills), text=text)
    limits: list[tuple[Relaxable, int, str]] = [
        ("max-stops", missing.stops, f"fits if {vehicle_id} may make {missing.stops} stop more"),
        ("max-reloads", missing.reloads, f"fits if {vehicle_id} may reload {missing.reloads} time more"),
        (
            "max-distance",
            missing.distance,
            f"fits if {vehicle_id} may drive {distance_text(missing.distance)} farther",
        ),
        (
            "max-driving",
            missing.driving,
            f"fits if {vehicle_id} may be on the way {duration_text(missing.driving)} longer",
        ),
        (
            "max-duration",
            missing.duration,
            f"fits if the route of {vehicle_id} may last {duration_text(missing.duration)} longer",
        ),
    ]
    for name, amount, text in limits:
        if amount:
            return Relaxation(field=name, amount=amount, text=text)
    return _load_change(problem, vehicle_id, missing)


def _load_change(problem: Problem, vehicle_id: str, missing: Shortage) -> Relaxation:
    """Return how much more a depot must have or the vehicle must carry."""
    for depot, stock in missing.stock.items():
        which, amount = next((k, more) for k, more in enumerate(stock) if more)
        text = f"fits if {depot} has {load_text(problem, which, amount)} more"
        return Relaxation(field="throughput", amount=amount, text=text, which=which, depot=depot)
    which, amount = next((k, more) for k, more in enumerate(missing.capacity) if more)
    text = f"fits with {load_text(problem, which, amount)} more on {vehicle_id}"
    return Relaxation(field="capacity", amount=amount, text=text, which=which)


def _time_changes(
    problem: Problem, vehicle_id: str, sequence: Sequence[str], new: Sequence[str]
) -> Iterator[Relaxation]:
    along = track(problem, vehicle_id, sequence)
    for stop_id in new:
        if problem.stop[stop_id].release:
            yield from _release_change(problem, along, sequence.index(stop_id))
        yield from _window_changes(along, sequence.index(stop_id))
    yield from _shift_changes(along)


def _release_change(problem: Problem, along: Track, position: int) -> Iterator[Relaxation]:
    """Yield how much earlier one stop must be ready, so that its trip can leave in time for the rest."""
    stop = problem.stop[along.halts[position].entry]
    begins = next((k for k in reversed(range(position)) if along.halts[k].reload), None)
    latest = _latest_departure(along, begins)
    if latest is not None and 0 <= latest < stop.release:
        amount = stop.release - latest
        text = f"fits if {stop.id} is ready {duration_text(amount)} earlier"
        yield Relaxation(field="release", amount=amount, text=text, stop=stop.id)


def _latest_departure(along: Track, reload: int | None) -> int | None:
    """Return when a trip must leave the depot of this reload, or the start, were all of it released."""
    if reload is None:
        return latest_begin(along, along.ending.closes)
    halts = list(along.halts)
    halts[reload] = halts[reload]._replace(ready=0)
    starts = latest_starts(replace(along, halts=tuple(halts)), along.ending.closes)
    following = reload + 1
    if starts is None or following == len(halts):
        return None
    return along.departure(halts[reload].location, halts[following].location, starts[following])


def _window_changes(along: Track, position: int) -> Iterator[Relaxation]:
    """Yield how much earlier or later a window of one stop must open or close."""
    halt, halts = along.halts[position], list(along.halts)
    halts[position] = halt._replace(windows=(ALWAYS,))
    free = replace(along, halts=tuple(halts))
    times = forward(free, free.earliest)
    latest = latest_starts(free, free.ending.closes)
    if times.late or latest is None:
        return
    for which, window in enumerate(halt.windows):
        later, earlier = times.starts[position] - window.closes, window.opens - latest[position]
        if later > 0:
            text = f"fits if the window of {halt.entry} closes {duration_text(later)} later"
            yield Relaxation(field="window-closes", amount=later, text=text, which=which, stop=halt.entry)
        elif earlier > 0:
            text = f"fits if the window of {halt.entry} opens {duration_text(earlier)} earlier"
            yield Relaxation(field="window-opens", amount=earlier, text=text, which=which, stop=halt.entry)


def _shift_changes(along: Track) -> Iterator[Relaxation]:
    """Yield how much longer the shift must be, at its end or at its beginning."""
    name, shift = along.vehicle.id, along.vehicle.shift
    endless = replace(along, ending=TimeWindow(opens=along.ending.opens, closes=ALWAYS.closes))
    times = forward(endless, along.earliest)
    if not times.late and times.end > shift.closes:
        amount = times.end - shift.closes
        text = f"fits if the shift of {name} ends {duration_text(amount)} later"
        yield Relaxation(field="shift-closes", amount=amount, text=text)
    starts = latest_starts(along, along.ending.closes)
    begin = None if starts is None else along.departure(along.origin, along.halts[0].location, starts[0])
    if begin is not None and 0 <= begin < shift.opens:
        amount = shift.opens - begin
        text = f"fits if the shift of {name} begins {duration_text(amount)} earlier"
        yield Relaxation(field="shift-opens", amount=amount, text=text)


def holds(
    problem: Problem,
    vehicle_id: str,
    sequence: Sequence[str],
    change: Relaxation,
    taken: Mapping[str, Load] = NOTHING,
) -> bool:
    """Whether `sequence` really can be driven once `change` is made, and the change can be made at all.

    taken
        what other vehicles take out of depots.
    """
    try:
        eased = relaxed(problem, vehicle_id, change, sequence)
    except InvalidInput:  # a number would be larger than any may be
        return False
    return shortage(eased, vehicle_id, sequence, taken).nothing


def relaxed(problem: Problem, vehicle_id: str, change: Relaxation, sequence: Sequence[str] = ()) -> Problem:
    """Return `problem` with one change made to `vehicle_id`, or to the stop or depot that the change names.

    sequence
        stops whose skills the vehicle is to get, where the change is of skills.
    """
    if change.depot:
        depots = tuple(_stocked(d, change) if d.id == change.depot else d for d in problem.depots)
        return replace(problem, depots=depots)
    group = problem.group_of.get(change.stop)
    if group is not None and change.field == "penalty":
        dearer = replace(group, penalty=Cents((group.penalty or 0) + change.amount))
        return replace(problem, groups=tuple(dearer if g is group else g for g in problem.groups))
    if change.stop:
        stops = tuple(_eased_stop(s, change) if s.id == change.stop else s for s in problem.stops)
        return replace(problem, stops=stops)
    wanted = frozenset().union(*(problem.stop[each].skills for each in stops_in(sequence, problem.stop)))
    vehicles = tuple(_eased_vehicle(v, change, wanted) if v.id == vehicle_id else v for v in problem.vehicles)
    return replace(problem, vehicles=vehicles)


def _stocked(depot: Depot, change: Relaxation) -> Depot:
    throughput = list(depot.throughput or ())
    throughput[change.which] += change.amount
    return replace(depot, throughput=tuple(throughput))


def _eased_stop(stop: Stop, change: Relaxation) -> Stop:
    if change.field == "penalty":
        return replace(stop, penalty=Cents((stop.penalty or 0) + change.amount))
    if change.field == "release":
        return replace(stop, release=Seconds(max(0, stop.release - change.amount)))
    windows = list(stop.windows)
    windows[change.which] = _eased_window(windows[change.which], change)
    return replace(stop, windows=tuple(windows))


def _eased_window(window: TimeWindow, change: Relaxation) -> TimeWindow:
    if change.field.endswith("opens"):
        return replace(window, opens=Seconds(max(0, window.opens - change.amount)))
    return replace(window, closes=Seconds(window.closes + change.amount))


LIMITS = {
    "max-distance": "max_distance",
    "max-duration": "max_duration",
    "max-driving": "max_driving",
    "max-stops": "max_stops",
    "max-reloads": "max_reloads",
}


def _eased_vehicle(vehicle: Vehicle, change: Relaxation, wanted: frozenset[str]) -> Vehicle:
    if change.field in LIMITS:
        name = LIMITS[change.field]
        wider: dict[str, Any] = {name: (getattr(vehicle, name) or 0) + change.amount}
        return replace(vehicle, **wider)
    match change.field:
        case "shift-opens" | "shift-closes":
            return replace(vehicle, shift=_eased_window(vehicle.shift, change))
        case "skills":
            return replace(vehicle, skills=vehicle.skills | wanted)
        case _:
            capacity = list(vehicle.capacity)
            capacity[change.which] += change.amount
            return replace(vehicle, capacity=tuple(capacity))
