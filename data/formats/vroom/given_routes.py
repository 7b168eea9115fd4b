"""Plan mode: routes whose order is given, their best times, and every rule that they break."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import add

from core.errors import InvalidInput, MapError, fault
from core.units import UNREACHABLE, Cents
from core.window import TimeWindow
from data.formats.vroom.given_violations import Judged, route_violations, step_violations
from data.formats.vroom.models import BreakIn, StepIn, VehicleIn
from data.formats.vroom.question import Task, task_name
from data.formats.vroom.steps import RouteSteps, Step, odometer, work_of
from data.formats.vroom.to_problem import COST_PARTS, OPEN_END, Translation, windows_of
from routing.cost import route_cost
from routing.loads import brought_to
from routing.problem import Vehicle
from routing.soft_times import SoftStep, SoftTimes, soft_times


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One step of a given route besides start and end: a task at its place, or a break.

    way, metres
        driven from the place before; 0 for a break.
    """

    given: StepIn
    windows: tuple[TimeWindow, ...]
    service: int
    pause: BreakIn | None = None
    task: Task | None = None
    row: int | None = None
    way: int = 0
    metres: int = 0
    setup: int = 0


def given_routes(translation: Translation) -> list[RouteSteps]:
    """Return the routes that the vehicles' steps describe; vehicles without steps stay at home.

    Raises `InvalidInput` where the times that steps must have cannot be kept in their order.
    """
    numbers = range(len(translation.question.vehicles))
    return [_route(translation, number) for number in numbers if translation.question.vehicles[number].steps]


def _route(translation: Translation, number: int) -> RouteSteps:
    given = translation.question.vehicles[number]
    vehicle = translation.problem.vehicle[translation.question.vehicle_names[number]]
    entries = list(_entries(translation, number, vehicle))
    rows = [each.row for each in entries if each.row is not None]
    first, last = _ends(translation, vehicle, rows)
    back = _way(translation, vehicle, rows[-1] if rows else first, last)
    soft = _soft_steps(given, entries, back[0])
    times = soft_times(soft)
    if times is None:
        expected = "times that can be kept in this order"
        wrong = fault(f"/vehicles/{number}", "steps", "service_at, service_after, service_before", expected)
        raise InvalidInput(f"Infeasible route for vehicle {given.id}.", faults=[wrong])
    metres = list(accumulate([0, *(each.metres for each in entries), back[1]]))
    judged = Judged(
        given=given,
        vehicle=vehicle,
        steps=list(_steps(translation, number, entries, times, (first, last))),
        windows=[each.windows for each in soft],
        begun=times.starts,
        metres=metres,
    )
    cost = route_cost(
        replace(vehicle, cost_fixed=Cents(COST_PARTS * given.costs.fixed)),
        distance=metres[-1],
        duration=0,
        driving=judged.steps[-1].duration,
        work=sum(each.setup + each.service for each in entries),
    )
    steps = tuple(step_violations(judged))
    found = route_violations(given, steps)
    return RouteSteps(vehicle=number, cost=cost.total, steps=steps, violations=found)


def _ends(translation: Translation, vehicle: Vehicle, rows: Sequence[int]) -> tuple[int, int]:
    """Return where a route begins and ends: with an open end where its tasks do, without any where it may."""
    depots = translation.problem.depot
    known = [depots[each].location for each in (vehicle.start, vehicle.end) if each is not None]
    first = depots[vehicle.start].location if vehicle.start else (*rows, *known)[0]
    return first, depots[vehicle.end].location if vehicle.end else (*known, *rows)[-1]


def _entries(translation: Translation, number: int, vehicle: Vehicle) -> Iterator[Entry]:
    question = translation.question
    breaks = {each.id: each for each in question.vehicles[number].breaks}
    before = None if vehicle.start is None else translation.problem.depot[vehicle.start].location
    for step in question.vehicles[number].steps:
        if step.type == "break" and step.id is not None:
            pause = breaks[step.id]
            windows = _windows(pause.time_windows)
            yield Entry(given=step, pause=pause, service=pause.service, windows=windows)
        elif step.type not in ("start", "end") and step.id is not None:
            entry = _visit(translation, vehicle, step, question.task[task_name(step.type, step.id)], before)
            before = entry.row
            yield entry


def _visit(translation: Translation, vehicle: Vehicle, step: StepIn, task: Task, before: int | None) -> Entry:
    row = translation.problem.stop[task.name].location
    way, metres = _way(translation, vehicle, before, row)
    setup, service = work_of(translation, task, vehicle.kind, before)
    return Entry(
        given=step,
        task=task,
        windows=_windows(task.action.time_windows),
        row=row,
        way=way,
        metres=metres,
        setup=setup,
        service=service,
    )


def _way(translation: Translation, vehicle: Vehicle, origin: int | None, target: int) -> tuple[int, int]:
    """Return seconds and metres as they are planned with, by time of day at their slowest."""
    if origin is None:
        return 0, 0
    travel = translation.problem.travel_of(vehicle).slowest()
    seconds = travel.duration(origin, target)
    if seconds == UNREACHABLE:
        points, indexes = translation.places.points, translation.places.indexes
        here, there = (points[row] or indexes[row] for row in (origin, target))
        raise MapError(f"Unfound route from location {here} to location {there}.")
    return seconds, travel.distance(origin, target)


def _soft_steps(given: VehicleIn, entries: Sequence[Entry], back: int) -> list[SoftStep]:
    """Return the route as it is timed: the shift says when the start is too early, and the end too late."""
    start = given.steps[0] if given.steps[0].type == "start" else None
    end = given.steps[-1] if given.steps[-1].type == "end" else None
    return [
        _soft_step(start, _leaving(given.time_window), 0, 0),
        *(
            _soft_step(each.given, each.windows, each.way, each.setup + each.service, each.pause is not None)
            for each in entries
        ),
        _soft_step(end, _ending(given.time_window), back, 0),
    ]


def _windows(windows: list[list[int]] | None) -> tuple[TimeWindow, ...]:
    return windows_of(windows, 0) if windows else ()


def _leaving(shift: list[int] | None) -> tuple[TimeWindow, ...]:
    return _windows([[shift[0], OPEN_END]]) if shift else ()


def _ending(shift: list[int] | None) -> tuple[TimeWindow, ...]:
    return _windows([[0, shift[1]]]) if shift else ()


def _soft_step(
    step: StepIn | None, windows: tuple[TimeWindow, ...], way: int, work: int, pause: bool = False
) -> SoftStep:
    after = [each for each in (step.service_at, step.service_after) if each is not None] if step else []
    before = [each for each in (step.service_at, step.service_before) if each is not None] if step else []
    return SoftStep(
        windows=windows,
        work=work,
        way=way,
        pause=pause,
        earliest=max(after, default=None),
        latest=min(before, default=None),
    )


def _steps(
    translation: Translation,
    number: int,
    entries: Sequence[Entry],
    times: SoftTimes,
    ends: tuple[int, int],
) -> Iterator[Step]:
    problem, size = translation.problem, translation.question.size
    driven = odometer(translation, number, ends[0])
    load = brought_to(problem, size, [each.task.name for each in entries if each.task is not None])
    now = times.starts[0]
    yield Step(kind="start", row=ends[0], arrival=now, load=load, duration=0, distance=driven.metres)
    for count, each in enumerate(entries, start=1):
        # A way may be driven in part before a break; its metres are told once it is done.
        driven.seconds += times.ways[count]
        if each.task is not None and each.row is not None:
            driven.drive(each.row, 0)
            load = tuple(map(add, load, problem.handled[each.task.name][1]))
        arrival = now + times.ways[count]
        yield Step(
            kind=each.given.type,
            task=each.task,
            pause=each.pause,
            row=each.row,
            arrival=arrival,
            waiting=times.starts[count] - arrival,
            setup=each.setup,
            service=each.service,
            load=load,
            duration=driven.seconds,
            distance=driven.metres,
        )
        now = times.starts[count] + each.setup + each.service
    driven.drive(ends[1], times.ways[-1])
    arrival = now + times.ways[-1]
    yield Step(
        kind="end",
        row=ends[1],
        arrival=arrival,
        load=load,
        duration=driven.seconds,
        distance=driven.metres,
    )
