"""A plan document becomes JSON; larger travel matrices go into files beside it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import polyline

from core.matrix import TravelMatrix
from core.notes import read_note
from data.files import replacing, safe_file_name, sha256_of, write_text
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.models import (
    FORMAT,
    NoteModel,
    PlanModel,
    ReasonModel,
    RelaxationModel,
    SnapModel,
    SummaryModel,
    TravelModel,
    UnservedModel,
)
from data.formats.plan_json.pretty import pretty_json
from data.formats.plan_json.route_models import (
    CostModel,
    LegBackModel,
    ReloadModel,
    RouteModel,
    TakenBreakModel,
    UntimedRouteModel,
    VisitModel,
)
from data.formats.problem_json.matrix_json import MatrixModel, inline_travel, large_matrix
from data.formats.problem_json.problem_model import problem_model
from routing.plan import COST_ITEMS, Cost, Reason, Reload, Route, TakenBreak
from routing.problem import Problem
from routing.travel.matrix_npz import write_npz
from routing.travel.source import Leg, Snap

FIGURES: Final = 6
"""Decimals of a degree in drawn lines: a tenth of a metre."""


def document_to_json(document: PlanDocument) -> str:
    """Return the plan as JSON with its travel matrices in full; `document_from_json` reads an equal one."""
    travel = {name: inline_travel(each) for name, each in document.problem.travel.items()}
    return _text(plan_model(document, travel, {}))


def document_for_display(document: PlanDocument) -> str:
    """Return the plan as JSON without travel matrices, for the page: smaller, but nothing can check it."""
    named = {profile: MatrixModel(file="left-out.npz") for profile in document.problem.travel}
    plain = _plain(plan_model(document, named, {}))
    plain["problem"]["travel"] = {}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def write_plan(path: Path, document: PlanDocument) -> tuple[Path, ...]:
    """Write the plan as JSON, with larger matrices as .npz files beside it; return all files written.

    Each file is whole or not there, and the JSON comes last: it never names a matrix that is missing.
    """
    large = large_matrices(document.problem, path.stem)
    digests: dict[str, str] = {}
    for name, matrix in large.values():
        beside = path.with_name(name)
        with replacing(beside) as temporary, temporary.open("wb") as stream:
            write_npz(stream, matrix)
        digests[name] = sha256_of(beside)
    write_text(path, document_beside(document, {profile: large[profile][0] for profile in large}, digests))
    return (*(path.with_name(name) for name in digests), path)


def large_matrices(problem: Problem, stem: str) -> dict[str, tuple[str, TravelMatrix]]:
    """Return, by profile, the matrices that are better kept beside the JSON `stem`.json, and their files."""
    large: dict[str, tuple[str, TravelMatrix]] = {}
    for profile, each in problem.travel.items():
        matrix = large_matrix(each)
        if matrix is not None:
            taken = frozenset(Path(name).stem for name, _ in large.values())
            large[profile] = safe_file_name(f"{stem}.{profile}", taken) + ".npz", matrix
    return large


def document_beside(document: PlanDocument, names: Mapping[str, str], digests: Mapping[str, str]) -> str:
    """Return the plan as JSON that names a file for the matrices of some profiles.

    names
        the files, by profile.
    digests
        their SHA-256, by name.
    """
    travel = {
        profile: MatrixModel(file=names[profile]) if profile in names else inline_travel(each)
        for profile, each in document.problem.travel.items()
    }
    return _text(plan_model(document, travel, digests))


def _coded(notes: Iterable[str]) -> Iterator[NoteModel]:
    for text in notes:
        found = read_note(text)
        if found is not None:
            yield NoteModel(code=found.code, parameters=dict(found.parameters), text=text)


def plan_model(
    document: PlanDocument, travel: dict[str, MatrixModel], digests: Mapping[str, str]
) -> PlanModel:
    """Return the shape of `document` with its matrices as `travel` has them.

    digests
        SHA-256 of the matrix files that `travel` names, by file name.
    """
    problem, plan = document.problem, document.plan
    return PlanModel(
        format=FORMAT,
        created=document.created,
        day=document.day,
        attribution=document.attribution,
        notes=list(document.notes),
        coded_notes=list(_coded(document.notes)),
        travel=TravelModel(source=document.travel_source, files=dict(digests)),
        problem=problem_model(problem, travel),
        summary=_summary(document),
        cost=_cost(plan.cost),
        routes=[*(_route(document, route) for route in plan.routes), *_untimed(document)],
        unserved=[UnservedModel(stop=each.stop, reason=_reason(each.reason)) for each in plan.unserved],
        solver=dict(plan.solver),
        snaps=[_snap(each) for each in document.snaps],
    )


def _text(model: PlanModel) -> str:
    return pretty_json(_plain(model))


def _plain(model: PlanModel) -> dict[str, Any]:
    """Return `model` as plain data with every key written out, but matrices in their shortest form."""
    plain = model.model_dump(mode="json", by_alias=True, exclude={"problem": {"travel", "schema_address"}})
    plain["problem"]["travel"] = {
        profile: each.model_dump(mode="json", exclude_defaults=True)
        for profile, each in model.problem.travel.items()
    }
    return plain


def _summary(document: PlanDocument) -> SummaryModel:
    problem, plan = document.problem, document.plan
    return SummaryModel(
        routes=len(plan.routes),
        vehicles=len(problem.vehicles),
        stops=len(problem.stops),
        served=plan.served,
        unserved=len(plan.unserved),
        distance_m=plan.distance,
        duration_s=plan.duration,
        driving_s=sum(route.driving for route in plan.routes),
        waiting_s=sum(route.waiting for route in plan.routes),
    )


def _route(document: PlanDocument, route: Route) -> RouteModel:
    legs = document.geometry.get(route.vehicle, ())
    return RouteModel(
        vehicle=route.vehicle,
        start_s=route.start,
        end_s=route.end,
        load=list(route.load),
        distance_m=route.distance,
        duration_s=route.duration,
        driving_s=route.driving,
        waiting_s=route.waiting,
        work_s=route.work,
        break_s=route.resting,
        cost=_cost(route.cost),
        visits=[
            VisitModel(
                stop=visit.stop,
                arrival_s=visit.arrival,
                start_s=visit.start,
                departure_s=visit.departure,
                load=list(visit.load),
                leg_duration_s=visit.duration,
                leg_distance_m=visit.distance,
            )
            for visit in route.visits
        ],
        reloads=[_reload(each) for each in route.reloads],
        breaks=[_break(each) for each in route.breaks],
        leg_back=LegBackModel(duration_s=route.duration_back, distance_m=route.distance_back),
        geometry=[_line(leg) for leg in legs],
    )


def _reload(reload: Reload) -> ReloadModel:
    return ReloadModel(
        after=reload.after,
        depot=reload.depot,
        arrival_s=reload.arrival,
        start_s=reload.start,
        departure_s=reload.departure,
        load=list(reload.load),
        leg_duration_s=reload.duration,
        leg_distance_m=reload.distance,
    )


def _break(taken: TakenBreak) -> TakenBreakModel:
    return TakenBreakModel(
        break_id=taken.break_id,
        after=taken.after,
        start_s=taken.start,
        end_s=taken.end,
        arrived=taken.arrived,
    )


def _untimed(document: PlanDocument) -> list[UntimedRouteModel]:
    return [UntimedRouteModel(vehicle=v, visits=list(stops)) for v, stops in document.untimed.items()]


def _line(leg: Leg) -> str:
    return str(polyline.encode(list(leg.points), FIGURES, geojson=True))


def _cost(cost: Cost) -> CostModel:
    items = {f"{item}_cents": getattr(cost, item) for item in COST_ITEMS}
    return CostModel(**items, total_cents=cost.total)


def _reason(reason: Reason) -> ReasonModel:
    helps = reason.relaxation
    return ReasonModel(
        code=reason.code,
        text=reason.text,
        vehicle=reason.vehicle,
        relaxation=None if helps is None else RelaxationModel(**asdict(helps)),
    )


def _snap(snap: Snap) -> SnapModel:
    return SnapModel(
        lon=snap.place.lon,
        lat=snap.place.lat,
        name=snap.place.name,
        street=snap.street,
        distance_m=snap.distance,
        warning=snap.warning,
    )
