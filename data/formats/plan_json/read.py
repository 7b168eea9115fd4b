"""JSON becomes a plan document; whatever a person broke is named by JSON pointer, all at once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from core.errors import Fault, InvalidInput, NotFound, fault
from core.place import Place
from core.travel import Travel
from core.units import Metres
from data.files import sha256_of
from data.formats.day_entries.assemble import refuse_faults
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.models import PlanModel, ReasonModel, SnapModel
from data.formats.plan_json.read_routes import (
    cost_of,
    drawn_legs,
    is_drawn,
    line_faults,
    route_of,
    sequence_of,
)
from data.formats.plan_json.references import reference_faults
from data.formats.plan_json.route_models import TAG, RouteModel, UntimedRouteModel
from data.formats.plan_json.stated_sums import misstated_sums
from data.formats.problem_json.matrix_json import travel_of
from data.formats.problem_json.problem_model import problem_of_model
from data.formats.problem_json.reading import pointer, read_model
from routing.plan import Plan, Reason, Relaxation, Unserved
from routing.problem import Problem
from routing.travel.source import Snap


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
        what, [*reference_faults(model, problem), *_reason_faults(model, problem), *line_faults(model)]
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


def _reason_faults(model: PlanModel, problem: Problem) -> Iterator[Fault]:
    """Yield every vehicle named in a reason that the problem has not."""
    for k, each in enumerate(model.unserved):
        if each.reason.vehicle is not None and each.reason.vehicle not in problem.vehicle:
            expected = "the id of a vehicle of the problem, or null"
            yield fault(f"/unserved/{k}/reason", "vehicle", each.reason.vehicle, expected)


def _document(model: PlanModel, problem: Problem) -> PlanDocument:
    timed = [route for route in model.routes if isinstance(route, RouteModel)]
    known = frozenset(problem.notes)
    plan = Plan(
        routes=tuple(route_of(route) for route in timed),
        unserved=tuple(Unserved(stop=each.stop, reason=_reason(each.reason)) for each in model.unserved),
        cost=cost_of(model.cost),
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
        geometry={route.vehicle: drawn_legs(route, problem) for route in timed if is_drawn(route, problem)},
        untimed={
            route.vehicle: sequence_of(route)
            for route in model.routes
            if isinstance(route, UntimedRouteModel)
        },
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
