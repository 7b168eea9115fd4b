"""JSON becomes a plan document; whatever a person broke is named by JSON pointer, all at once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polyline

from core.errors import Fault, InvalidInput, NotFound, fault
from core.place import Place
from core.travel import Travel
from core.units import Cents, Metres, Seconds
from data.files import sha256_of
from data.formats.day_entries.assemble import refuse_faults
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.models import (
    TAG,
    CostModel,
    PlanModel,
    ReasonModel,
    RouteModel,
    SnapModel,
    UntimedRouteModel,
    VisitModel,
)
from data.formats.plan_json.stated_sums import misstated_sums
from data.formats.plan_json.write import FIGURES
from data.formats.problem_json.matrix_json import travel_of
from data.formats.problem_json.problem_model import problem_of_model
from data.formats.problem_json.reading import pointer, read_model
from routing.plan import Cost, Plan, Reason, Relaxation, Route, Unserved, Visit
from routing.problem import Problem
from routing.travel.source import Leg, Snap


def document_from_json(
    content: bytes | str, *, folder: Path | None = None, what: str = "plan.json"
) -> PlanDocument:
    """Return the plan that `content` describes; raise `InvalidInput` with every fault, by JSON pointer.

    A route whose visits are bare stop ids, or miss some of their times, is taken as untimed; one whose drawn
    lines are not one per leg, as not drawn.

    folder
        where the matrix files lie that it names; without it, only matrices within the JSON are taken.
    """
    try:
        model = read_model(content, PlanModel, what=what)
    except InvalidInput as refused:
        refuse_faults(what, [_without_tags(each) for each in refused.faults])
        raise
    problem = _problem(model, folder, what)
    refuse_faults(
        what, [*_reference_faults(model, problem), *_reason_faults(model, problem), *_line_faults(model)]
    )
    return _document(model, problem)


def read_plan(path: Path) -> PlanDocument:
    """Read a plan; its matrix files are looked for beside it."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}.")
    return document_from_json(path.read_bytes(), folder=path.parent, what=path.name)


def _without_tags(found: Fault) -> Fault:
    return replace(found, where=re.sub(f"/{TAG}[a-z]+", "", found.where))


def _problem(model: PlanModel, folder: Path | None, what: str) -> Problem:
    faults: list[Fault] = []
    travel: dict[str, Travel] = {}
    for profile, each in model.problem.travel.items():
        where = pointer(("problem", "travel", profile))
        found = travel_of(each, where, folder, faults)
        if found is not None:
            travel[profile] = found
            faults += _digest_faults(model, each.file, folder)
    refuse_faults(what, faults)
    return problem_of_model(model.problem, travel)


def _digest_faults(model: PlanModel, name: str, folder: Path | None) -> Iterator[Fault]:
    """Yield a fault where a matrix file is not the one that the plan was made with."""
    expected = model.travel.files.get(name)
    if expected is None or folder is None:
        return
    found = sha256_of(folder / name)
    if found != expected:
        yield fault(pointer(("travel", "files")), name, found, f"a file with the SHA-256 {expected}")


def _reference_faults(model: PlanModel, problem: Problem) -> Iterator[Fault]:
    """Yield every name of a vehicle or stop that the problem has not, and vehicles with two routes."""
    seen: set[str] = set()
    for k, route in enumerate(model.routes):
        if route.vehicle not in problem.vehicle:
            yield fault(f"/routes/{k}", "vehicle", route.vehicle, "the id of a vehicle of the problem")
        elif route.vehicle in seen:
            yield fault(f"/routes/{k}", "vehicle", route.vehicle, "a vehicle that has no route yet")
        seen.add(route.vehicle)
    named = [
        *(
            (f"/routes/{k}/visits/{n}", s)
            for k, r in enumerate(model.routes)
            for n, s in enumerate(_sequence(r))
        ),
        *((f"/unserved/{k}", each.stop) for k, each in enumerate(model.unserved)),
    ]
    for where, stop in named:
        if stop not in problem.stop:
            yield fault(where, "stop", stop, "the id of a stop of the problem")
    if model.snaps and len(model.snaps) != len(problem.places):
        yield fault(
            "/", "snaps", f"{len(model.snaps)} snaps", f"{len(problem.places)}, one per place, or none"
        )


def _reason_faults(model: PlanModel, problem: Problem) -> Iterator[Fault]:
    """Yield every vehicle named in a reason that the problem has not."""
    for k, each in enumerate(model.unserved):
        if each.reason.vehicle is not None and each.reason.vehicle not in problem.vehicle:
            expected = "the id of a vehicle of the problem, or null"
            yield fault(f"/unserved/{k}/reason", "vehicle", each.reason.vehicle, expected)


def _line_faults(model: PlanModel) -> Iterator[Fault]:
    """Yield drawn lines that are no lines."""
    for k, route in enumerate(model.routes):
        for n, line in enumerate(route.geometry if isinstance(route, RouteModel) else ()):
            if _points(line) is None:
                yield fault(f"/routes/{k}/geometry/{n}", "", line, "an encoded polyline of 6 decimals")


def _is_drawn(route: RouteModel, problem: Problem) -> bool:
    """Whether a route has a line for each leg; not so where a person added a stop or took one off."""
    vehicle = problem.vehicle[route.vehicle]
    legs = len(route.visits) - 1 + (vehicle.start is not None) + (vehicle.end is not None)
    return bool(route.geometry) and len(route.geometry) == legs


def _document(model: PlanModel, problem: Problem) -> PlanDocument:
    timed = [route for route in model.routes if isinstance(route, RouteModel)]
    known = frozenset(problem.notes)
    plan = Plan(
        routes=tuple(_route(route) for route in timed),
        unserved=tuple(Unserved(stop=each.stop, reason=_reason(each.reason)) for each in model.unserved),
        cost=_cost(model.cost),
        notes=tuple(note for note in model.notes if note not in known),
        solver=dict(model.solver),
    )
    return PlanDocument(
        problem=problem,
        plan=plan,
        misstated=misstated_sums(model, plan, problem),
        day=model.day,
        created=model.created,
        travel_source=model.travel.source,
        attribution=model.attribution,
        snaps=tuple(_snap(each) for each in model.snaps),
        geometry={route.vehicle: _legs(route, problem) for route in timed if _is_drawn(route, problem)},
        untimed={
            route.vehicle: _sequence(route) for route in model.routes if isinstance(route, UntimedRouteModel)
        },
    )


def _sequence(route: RouteModel | UntimedRouteModel) -> tuple[str, ...]:
    return tuple(visit if isinstance(visit, str) else visit.stop for visit in route.visits)


def _route(model: RouteModel) -> Route:
    return Route(
        vehicle=model.vehicle,
        visits=tuple(_visit(each) for each in model.visits),
        start=Seconds(model.start_s),
        end=Seconds(model.end_s),
        load=tuple(model.load),
        duration_back=Seconds(model.leg_back.duration_s),
        distance_back=Metres(model.leg_back.distance_m),
        cost=_cost(model.cost),
    )


def _visit(model: VisitModel) -> Visit:
    return Visit(
        stop=model.stop,
        arrival=Seconds(model.arrival_s),
        start=Seconds(model.start_s),
        departure=Seconds(model.departure_s),
        load=tuple(model.load),
        duration=Seconds(model.leg_duration_s),
        distance=Metres(model.leg_distance_m),
    )


def _legs(route: RouteModel, problem: Problem) -> tuple[Leg, ...]:
    """Return the drawn legs; durations and distances are those of the visits they lead to."""
    vehicle = problem.vehicle[route.vehicle]
    figures = [(visit.leg_duration_s, visit.leg_distance_m) for visit in route.visits]
    led_to = figures if vehicle.start is not None else figures[1:]
    back = [(route.leg_back.duration_s, route.leg_back.distance_m)] if vehicle.end is not None else []
    return tuple(
        Leg(duration=Seconds(seconds), distance=Metres(metres), points=_points(line) or ())
        for line, (seconds, metres) in zip(route.geometry, [*led_to, *back], strict=True)
    )


def _points(line: str) -> tuple[tuple[float, float], ...] | None:
    """Return the (lon, lat) points of an encoded line; None where it is no such line."""
    try:
        points = polyline.decode(line, FIGURES, geojson=True)
    except (IndexError, ValueError):
        return None
    on_earth = all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
    return tuple((float(lon), float(lat)) for lon, lat in points) if on_earth else None


def _cost(model: CostModel) -> Cost:
    return Cost(
        fixed=Cents(model.fixed_cents),
        distance=Cents(model.distance_cents),
        time=Cents(model.time_cents),
        penalty=Cents(model.penalty_cents),
    )


def _reason(model: ReasonModel) -> Reason:
    return Reason(
        code=model.code,
        text=model.text,
        vehicle=model.vehicle,
        relaxation=None if model.relaxation is None else Relaxation(**model.relaxation.model_dump()),
    )


def _snap(model: SnapModel) -> Snap:
    return Snap(
        place=Place(lon=model.lon, lat=model.lat, name=model.name),
        street=model.street,
        distance=Metres(model.distance_m),
        warning=model.warning,
    )
