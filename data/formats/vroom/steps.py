"""The routes of an answer as steps: where a vehicle is when, what it does there, and what it has on board."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.matrix import Int32Array
from data.formats.vroom.breaks import breaks_in_order
from data.formats.vroom.models import BreakIn
from data.formats.vroom.question import Task
from data.formats.vroom.to_problem import Translation
from routing.problem import Load
from routing.route import Route, TakenBreak

StepKind = Literal["start", "job", "pickup", "delivery", "break", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule that a step breaks; seconds where it is one of time."""

    cause: str
    duration: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a route; times are those of the problem.

    row
        the place; of a break None.
    duration, distance
        driven since the start; metres only where they are told.
    """

    kind: StepKind
    task: Task | None = None
    pause: BreakIn | None = None
    row: int | None = None
    arrival: int
    waiting: int = 0
    setup: int = 0
    service: int = 0
    load: Load
    duration: int
    distance: int | None = None
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RouteSteps:
    """The route of one vehicle.

    vehicle
        its number in the question.
    cost
        in `COST_PARTS`.
    """

    vehicle: int
    cost: int
    steps: tuple[Step, ...]
    violations: tuple[Violation, ...] = field(default=())


def together(violations: Iterable[Violation]) -> list[Violation]:
    """Return violations of one cause as one, their seconds added up."""
    found: dict[str, Violation] = {}
    for each in violations:
        before = found.get(each.cause)
        lasts = each.duration
        if before is not None and before.duration is not None and lasts is not None:
            lasts += before.duration
        found[each.cause] = Violation(cause=each.cause, duration=lasts)
    return list(found.values())


@dataclass(kw_only=True)
class Odometer:
    """What a vehicle has driven so far; metres only where the answer tells them."""

    told: Int32Array | None
    at: int
    seconds: int = 0
    metres: int | None = None

    def __post_init__(self) -> None:
        self.metres = None if self.told is None else 0

    def drive(self, row: int, seconds: int) -> None:
        """Go on to another place."""
        self.seconds += seconds
        if self.told is not None and self.metres is not None:
            self.metres += self.told.item(self.at, row)
        self.at = row


def odometer(translation: Translation, vehicle: int, row: int) -> Odometer:
    """Return the odometer of a vehicle, given by its number, that is at a place."""
    told = translation.travel.told.get(translation.question.vehicles[vehicle].profile)
    return Odometer(told=told, at=row)


def work_of(translation: Translation, task: Task, kind: str, before: int | None) -> tuple[int, int]:
    """Return seconds of setup and service for a vehicle of a kind that comes from a place."""
    stop = translation.problem.stop[task.name]
    setup = 0 if stop.location == before else stop.setup_of(kind)
    return setup, stop.service_of(kind)


def route_steps(translation: Translation, route: Route) -> RouteSteps:
    """Return a route of a plan as steps."""
    vehicle = translation.problem.vehicle[route.vehicle]
    number = translation.question.vehicle_names.index(route.vehicle)
    depots = translation.problem.depot
    rows = [translation.problem.stop[visit.stop].location for visit in route.visits]
    first = rows[0] if vehicle.start is None else depots[vehicle.start].location
    last = rows[-1] if vehicle.end is None else depots[vehicle.end].location
    driven = odometer(translation, number, first)
    walk = _Walk(translation=translation, route=route, number=number, driven=driven)
    steps = [walk.place("start", route.start, first), *walk.legs(rows, last)]
    return RouteSteps(vehicle=number, cost=route.cost.total, steps=tuple(steps))


@dataclass(kw_only=True)
class _Walk:
    """A vehicle on its way along a route."""

    translation: Translation
    route: Route
    number: int
    driven: Odometer
    load: Load = ()
    now: int = 0

    def place(self, kind: Literal["start", "end"], now: int, row: int) -> Step:
        load = self.route.load if kind == "start" else self.load
        return Step(
            kind=kind,
            row=row,
            arrival=now,
            load=load,
            duration=self.driven.seconds,
            distance=self.driven.metres,
        )

    def legs(self, rows: Sequence[int], last: int) -> Iterator[Step]:
        """Yield the steps after the start."""
        vehicle = self.translation.problem.vehicle[self.route.vehicle]
        self.now, self.load = int(self.route.start), self.route.load
        before = None if vehicle.start is None else self.driven.at
        for count, (visit, row) in enumerate(zip(self.route.visits, rows, strict=True)):
            yield from self._leg(count, row, visit.duration)
            work = work_of(self.translation, self._task(count), vehicle.kind, before)
            self.load = visit.load
            yield self._visit(count, row, work)
            self.now, before = int(visit.departure), row
        yield from self._leg(len(rows), last, self.route.duration_back)
        yield self.place("end", self.now, last)

    def _leg(self, count: int, row: int, seconds: int) -> Iterator[Step]:
        """Drive to a place after so many visits; yield the breaks before and after."""
        yield from self._rests(count, arrived=False)
        self.driven.drive(row, seconds)
        self.now += seconds
        yield from self._rests(count, arrived=True)

    def _task(self, count: int) -> Task:
        return self.translation.question.task[self.route.visits[count].stop]

    def _visit(self, count: int, row: int, work: tuple[int, int]) -> Step:
        task, visit = self._task(count), self.route.visits[count]
        return Step(
            kind=task.kind,
            task=task,
            row=row,
            arrival=self.now,
            waiting=visit.start - self.now,
            setup=work[0],
            service=work[1],
            load=visit.load,
            duration=self.driven.seconds,
            distance=self.driven.metres,
        )

    def _rests(self, after: int, *, arrived: bool) -> Iterator[Step]:
        """Yield the breaks taken after so many visits, before or after the drive."""
        for taken in self.route.breaks:
            if taken.after == after and taken.arrived == arrived:
                yield Step(
                    kind="break",
                    pause=self._pause(taken),
                    arrival=self.now,
                    waiting=taken.start - self.now,
                    service=taken.end - taken.start,
                    load=self.load,
                    duration=self.driven.seconds,
                    distance=self.driven.metres,
                )
                self.now = int(taken.end)

    def _pause(self, taken: TakenBreak) -> BreakIn:
        pauses = breaks_in_order(self.translation.question.vehicles[self.number])
        return next(each for each in pauses if str(each.id) == taken.break_id)
