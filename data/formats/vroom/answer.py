"""An answer as VROOM writes it, with what it does not know beside: reasons and notes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.formats.vroom.models import ActionIn
from data.formats.vroom.question import Task
from data.formats.vroom.steps import RouteSteps, Step, Violation, together
from data.formats.vroom.to_problem import COST_PARTS, Translation
from routing.problem import Load
from routing.reason import Reason

Plain = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is answered.

    reasons
        of tasks on no route, by their name.
    geometry
        drawn ways by number of vehicle, encoded with five digits; empty where none are asked for.
    times_ms
        for loading, solving and routing.
    """

    translation: Translation
    routes: Sequence[RouteSteps]
    reasons: Mapping[str, Reason | None]
    notes: Sequence[str] = ()
    geometry: Mapping[int, str] = field(default_factory=dict)
    times_ms: Mapping[str, int]


def answer_content(answer: Answer) -> Plain:
    """Return an answer as plain JSON."""
    routes = [_route(answer, each) for each in answer.routes]
    tasks = answer.translation.question.task
    left_out = [_unassigned(tasks[name], reason) for name, reason in answer.reasons.items()]
    content: Plain = {
        "code": 0,
        "summary": _summary(answer, routes),
        "unassigned": left_out,
        "routes": routes,
    }
    return content | ({"notes": list(answer.notes)} if answer.notes else {})


def _summary(answer: Answer, routes: Sequence[Plain]) -> Plain:
    found: Plain = {
        "cost": sum(each.cost for each in answer.routes) // COST_PARTS,
        "routes": len(routes),
        "unassigned": len(answer.reasons),
    }
    size = answer.translation.question.size
    if size:
        found |= _amounts([each["delivery"] for each in routes], [each["pickup"] for each in routes], size)
    for key in ("setup", "service", "duration", "waiting_time", "priority"):
        found[key] = sum(each[key] for each in routes)
    if answer.translation.travel.told:
        found["distance"] = sum(each["distance"] for each in routes)
    every = [each for route in answer.routes for each in route.violations]
    return found | {"violations": _violations(together(every)), "computing_times": dict(answer.times_ms)}


def _route(answer: Answer, route: RouteSteps) -> Plain:
    question, steps = answer.translation.question, route.steps
    vehicle = question.vehicles[route.vehicle]
    tasks = [step.task for step in steps if step.task is not None]
    found: Plain = {"vehicle": vehicle.id, "cost": route.cost // COST_PARTS}
    if vehicle.description:
        found["description"] = vehicle.description
    if question.size:
        brought = [(task.delivery if task.kind == "job" else _half(task, "delivery")) or () for task in tasks]
        fetched = [(task.pickup if task.kind == "job" else _half(task, "pickup")) or () for task in tasks]
        found |= _amounts(brought, fetched, question.size)
    found |= {
        "setup": sum(step.setup for step in steps),
        "service": sum(step.service for step in steps),
        "duration": steps[-1].duration,
        "waiting_time": sum(step.waiting for step in steps),
        "priority": sum(task.priority for task in tasks),
    }
    if steps[-1].distance is not None:
        found["distance"] = steps[-1].distance
    found["steps"] = [_step(answer.translation, step) for step in steps]
    found["violations"] = _violations(route.violations)
    return found | ({"geometry": answer.geometry[route.vehicle]} if route.vehicle in answer.geometry else {})


def _half(task: Task, kind: str) -> Load:
    return (task.amount or ()) if task.kind == kind else ()


def _amounts(brought: Sequence[Sequence[int]], fetched: Sequence[Sequence[int]], size: int) -> Plain:
    delivery = _sum(brought, size)
    return {"delivery": delivery, "amount": delivery, "pickup": _sum(fetched, size)}


def _sum(amounts: Iterable[Sequence[int]], size: int) -> list[int]:
    found = [0] * size
    for amount in amounts:
        found = [total + each for total, each in zip(found, amount or [0] * size, strict=True)]
    return found


def _step(translation: Translation, step: Step) -> Plain:
    item = step.task.action if step.task is not None else step.pause
    found: Plain = {"type": step.kind}
    if item is not None and item.description:
        found["description"] = item.description
    found |= _place(translation, step)
    if item is not None:
        found["id"] = item.id
    found |= {"setup": step.setup, "service": step.service, "waiting_time": step.waiting}
    if step.task is not None:
        found["job"] = step.task.action.id
    if translation.question.size:
        found["load"] = list(step.load)
    found |= {
        "arrival": step.arrival + translation.zero,
        "duration": step.duration,
        "violations": _violations(step.violations),
    }
    return found | ({} if step.distance is None else {"distance": step.distance})


def _place(translation: Translation, step: Step) -> Plain:
    """Return where a step is, in the words of the question."""
    if step.task is not None:
        return _named(step.task.action)
    if step.row is None:
        return {}
    point, index = translation.places.points[step.row], translation.places.indexes[step.row]
    found: Plain = {} if point is None else {"location": list(point)}
    return found | ({} if index is None else {"location_index": index})


def _named(action: ActionIn) -> Plain:
    found: Plain = {} if action.location is None else {"location": action.location[:2]}
    return found | ({} if action.location_index is None else {"location_index": action.location_index})


def _unassigned(task: Task, reason: Reason | None) -> Plain:
    found: Plain = {"id": task.action.id, **_named(task.action), "type": task.kind}
    if task.action.description:
        found["description"] = task.action.description
    return found | ({} if reason is None else {"reason": _reason(reason)})


def _reason(reason: Reason) -> Plain:
    found: Plain = {"code": reason.code, "text": reason.text}
    if reason.vehicle is not None:
        found["vehicle"] = reason.vehicle
    return found | ({} if reason.relaxation is None else {"relaxation": reason.relaxation.text})


def _violations(violations: Iterable[Violation]) -> list[Plain]:
    return [
        ({} if each.duration is None else {"duration": each.duration}) | {"cause": each.cause}
        for each in violations
    ]
