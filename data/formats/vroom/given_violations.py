"""What a given route breaks, as VROOM calls it: of each step, and of the route."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import gt

from core.window import TimeWindow
from data.formats.vroom.models import VehicleIn
from data.formats.vroom.steps import Step, Violation, together
from routing.problem import Vehicle
from routing.soft_times import missed

Windows = Sequence[TimeWindow]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A route to be judged.

    windows, begun, metres
        of each step: when it may begin, when it does, and what is driven until then as it is planned with.
    """

    given: VehicleIn
    vehicle: Vehicle
    steps: Sequence[Step]
    windows: Sequence[Windows]
    begun: Sequence[int]
    metres: Sequence[int]


def step_violations(judged: Judged) -> Iterator[Step]:
    """Yield the steps of a route, each with what it breaks."""
    unpaired, tasks = set(_unpaired(judged.steps)), 0
    rows = zip(judged.steps, judged.windows, judged.begun, judged.metres, strict=True)
    for step, windows, begun, metres in rows:
        tasks += step.task is not None
        found = [*_window(windows, begun)]
        causes = _causes(judged, step, metres)
        if step.task is not None:
            causes["max_tasks"] = judged.given.max_tasks is not None and tasks > judged.given.max_tasks
            causes["skills"] = not set(step.task.skills) <= set(judged.given.skills)
            causes["precedence"] = step.task.name in unpaired
        found += [Violation(cause=cause) for cause, broken in causes.items() if broken]
        yield replace(step, violations=tuple(found))


def route_violations(given: VehicleIn, steps: Iterable[Step]) -> tuple[Violation, ...]:
    """Return what a route breaks: all that its steps do, and the breaks that are not among them."""
    found, taken = list[Violation](), set[int]()
    for step in steps:
        found += step.violations
        if step.pause is not None:
            taken.add(step.pause.id)
    if {each.id for each in given.breaks} - taken:
        found.append(Violation(cause="missing_break"))
    return tuple(together(found))


def _causes(judged: Judged, step: Step, metres: int) -> dict[str, bool]:
    """Return of each limit that any step may break whether this one does."""
    given, pause = judged.given, step.pause
    return {
        "load": any(map(gt, step.load, judged.vehicle.capacity)),
        "max_load": pause is not None and any(map(gt, step.load, pause.max_load or step.load)),
        "max_travel_time": given.max_travel_time is not None and step.duration > given.max_travel_time,
        "max_distance": given.max_distance is not None and metres > given.max_distance,
    }


def _window(windows: Windows, begun: int) -> Iterator[Violation]:
    beside = missed(windows, begun)
    if beside:
        yield Violation(cause="delay" if beside > 0 else "lead_time", duration=abs(beside))


def _unpaired(steps: Sequence[Step]) -> Iterator[str]:
    """Yield ends of shipments whose other end is not on the route, or on the wrong side of them."""
    at = {step.task.name: number for number, step in enumerate(steps) if step.task is not None}
    for step in steps:
        task = step.task
        if task is None or task.kind == "job":
            continue
        other = at.get(task.partner)
        if other is None or (other < at[task.name]) == (task.kind == "pickup"):
            yield task.name
