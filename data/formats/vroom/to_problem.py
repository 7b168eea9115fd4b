"""A question becomes a problem, in whose words its answer is sought."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from core.matrix import TravelMatrix
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from data.formats.vroom.breaks import breaks_in_order
from data.formats.vroom.models import BreakIn, VehicleIn
from data.formats.vroom.places import Places, places_in
from data.formats.vroom.question import Question, Task
from data.formats.vroom.travel import QuestionTravel, travel_name, travel_of
from routing.problem import Break, Depot, Pair, Problem, Stop, Vehicle

COST_PARTS: Final = 100
"""Money is planned in this part of VROOM's unit, so that what VROOM rounds down is known."""

OPEN_END: Final = 10**11
"""Later than any time that a question can name or a route of it can last."""

_A_DAY: Final = 86_400


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A question, and the same as a problem.

    zero
        the moment of the question that is 0 in the problem: the midnight (UTC) before everything where all
        times are given, so that reasons name times of day; otherwise, and in plan mode, 0.
    """

    question: Question
    problem: Problem
    places: Places
    travel: QuestionTravel
    zero: int


def translation_of(
    question: Question, asked: Mapping[str, TravelMatrix], notes: tuple[str, ...] = ()
) -> Translation:
    """Return a question as a problem.

    asked
        what a travel source says of the profiles that it was asked for; rows and columns are places.
    """
    places, zero = places_in(question), _zero(question)
    travel = travel_of(question, places, asked)
    problem = Problem(
        stops=tuple(_stop(task, places, zero) for task in question.tasks),
        vehicles=tuple(_vehicle(question, number, places, zero) for number in range(len(question.vehicles))),
        depots=tuple(
            Depot(id=_depot(row), location=row, window=_window(None, 0)) for row in _ends(question, places)
        ),
        travel=travel.planned,
        pairs=tuple(
            Pair(pickup=task.name, delivery=task.partner, load=task.amount or ())
            for task in question.tasks
            if task.kind == "pickup"
        ),
        dimensions=_dimensions(question.size),
        notes=notes,
    )
    return Translation(question=question, problem=problem, places=places, travel=travel, zero=zero)


def windows_of(windows: list[list[int]] | None, zero: int) -> tuple[TimeWindow, ...]:
    """Return windows as the problem has them; any time where none is given."""
    return tuple(_window(each, zero) for each in windows) if windows else (_window(None, zero),)


def _window(window: list[int] | None, zero: int) -> TimeWindow:
    if window is None:
        return TimeWindow(opens=Seconds(0), closes=Seconds(OPEN_END))
    return TimeWindow(opens=Seconds(window[0] - zero), closes=Seconds(window[1] - zero))


def _zero(question: Question) -> int:
    if question.options.c:
        return 0
    shifts = [each.time_window for each in question.vehicles]
    given = [window[0] for window in shifts if window is not None]
    if len(given) < len(shifts):
        return 0
    windows = [task.action.time_windows for task in question.tasks]
    windows += [each.time_windows for vehicle in question.vehicles for each in vehicle.breaks]
    given += [window[0] for several in windows for window in several or ()]
    return min(given) // _A_DAY * _A_DAY


def _dimensions(size: int) -> tuple[str, ...]:
    return ("units",) if size == 1 else tuple(f"units of amount {number}" for number in range(size))


def _depot(row: int | None) -> str:
    return f"place {row}"


def _ends(question: Question, places: Places) -> Iterator[int]:
    rows = [places.of(each.start, each.start_index) for each in question.vehicles]
    rows += [places.of(each.end, each.end_index) for each in question.vehicles]
    yield from dict.fromkeys(row for row in rows if row is not None)


def _stop(task: Task, places: Places, zero: int) -> Stop:
    action = task.action
    location = places.of(action.location, action.location_index)
    if location is None:
        raise AssertionError("a task has a place")
    return Stop(
        id=task.name,
        location=location,
        delivery=task.delivery or (),
        pickup=task.pickup or (),
        windows=windows_of(action.time_windows, zero),
        service=Seconds(action.service),
        setup=Seconds(action.setup),
        skills=frozenset(map(str, task.skills)),
        priority=task.priority,
        service_by_kind={kind: Seconds(lasts) for kind, lasts in action.service_per_type.items()},
        setup_by_kind={kind: Seconds(lasts) for kind, lasts in action.setup_per_type.items()},
    )


def _vehicle(question: Question, number: int, places: Places, zero: int) -> Vehicle:
    given = question.vehicles[number]
    start, end = places.of(given.start, given.start_index), places.of(given.end, given.end_index)
    # VROOM heeds neither kilometres nor hours on the way beside a matrix of costs, which stands as distances.
    by_matrix = question.given(given.profile).costs is not None
    per_km, per_hour = (1_000, 0) if by_matrix else (given.costs.per_km, given.costs.per_hour)
    return Vehicle(
        id=question.vehicle_names[number],
        start=None if start is None else _depot(start),
        end=None if end is None else _depot(end),
        profile=travel_name(given),
        capacity=tuple(given.capacity),
        shift=_window(given.time_window, zero),
        skills=frozenset(map(str, given.skills)),
        kind=given.type,
        cost_fixed=_fixed(given),
        cost_per_km=Cents(COST_PARTS * per_km),
        cost_per_driving_hour=Cents(COST_PARTS * per_hour),
        cost_per_work_hour=Cents(COST_PARTS * given.costs.per_task_hour),
        max_distance=None if given.max_distance is None else Metres(given.max_distance),
        max_driving=None if given.max_travel_time is None else Seconds(given.max_travel_time),
        max_stops=given.max_tasks,
        breaks=tuple(_break(each, zero) for each in breaks_in_order(given)),
    )


def _fixed(given: VehicleIn) -> Cents:
    """Return what a vehicle that drives costs at any rate: to VROOM its breaks are paid work."""
    resting = sum(each.service for each in given.breaks)
    return Cents(COST_PARTS * given.costs.fixed + COST_PARTS * given.costs.per_task_hour * resting // 3_600)


def _break(each: BreakIn, zero: int) -> Break:
    return Break(
        id=str(each.id),
        windows=windows_of(each.time_windows, zero),
        duration=Seconds(each.service),
        max_load=None if each.max_load is None else tuple(each.max_load),
    )
