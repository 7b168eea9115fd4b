"""A plan in each format, each at an address of its own and by the format that a caller accepts."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path
from fastapi.responses import Response

from api.http.access.needs import needs
from api.http.access.sight import SightDep, WholeDep
from api.http.plans.formats import BY_TYPE, FORMATS, SANDBOX, VIEW, PlanFormat
from api.http.plans.routes import PlanId
from api.http.plans.schemas import PlanOut
from api.http.preferences import chosen_type
from api.http.responses import problems
from api.http.whole_name import WHOLE
from api.http.world import JobsDep, World, WorldDep
from api.services.access.scopes import Scope
from api.services.draw_streets import streets_behind
from core.errors import NotFound
from data.formats.plan_gpx import route_gpx
from data.formats.plan_html import plan_html
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.packed import Packer

router = APIRouter(prefix="/v1", tags=["plans"], dependencies=[needs(Scope.PLANS_READ)])


def _content(*media_types: str) -> dict[str, Any]:
    kinds = {each: "object" if each.endswith("json") else "string" for each in media_types}
    return {
        "description": "The plan.",
        "content": {each: {"schema": {"type": kind}} for each, kind in kinds.items()},
    }


@router.get(
    "/plans/{plan_id}",
    operation_id="get_plan",
    summary="Look at a plan",
    response_model=PlanOut,
    responses={
        200: _content(*BY_TYPE, "text/html"),
        **problems(404, 406, 409, 422, 503),
    },
)
def get_plan(
    plan_id: PlanId,
    jobs: JobsDep,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    accept: Annotated[str, Header(max_length=1_000, include_in_schema=False)] = "",
) -> PlanOut | Response:
    """Tell how far a plan is, or hand out the finished plan in the format that the Accept header asks for."""
    response.headers["Vary"] = "Accept"
    record = jobs.record(plan_id)
    chosen = chosen_type(accept, ("application/json", *BY_TYPE, "text/html"))
    if chosen == "application/json":
        return PlanOut.of(sight.record(record))
    if chosen == "text/html":
        return plan_map(plan_id, jobs, world, sight)
    return BY_TYPE[chosen].answer(sight.plan(jobs.finished(plan_id)))


@router.get(
    "/plans/{plan_id}/best",
    operation_id="best_plan",
    summary="The best plan so far, without travel matrices",
    response_class=Response,
    responses={200: _content(VIEW.media_type), **problems(404, 409, 422, 503)},
)
def best_plan(plan_id: PlanId, jobs: JobsDep, sight: SightDep) -> Response:
    """Hand out the best plan while the search goes on, and the finished plan after it."""
    return VIEW.answer(sight.plan(jobs.best(plan_id)))


@router.get(
    "/plans/{plan_id}/plan.json",
    operation_id="plan_json",
    summary="The plan as JSON; larger travel matrices lie beside it",
    response_class=Response,
    responses={200: _content("application/json"), **problems(404, 409, 422, 503)},
)
def plan_json(plan_id: PlanId, jobs: JobsDep, world: WorldDep, sight: SightDep) -> Response:
    """Hand out the plan's own file: what `roundsman check` reads."""
    jobs.require_ended(plan_id)
    kept = world.store.documents
    text = kept.text(plan_id) if sight.whole else Packer().pack(sight.plan(kept.plan(plan_id))).text
    return Response(text, media_type="application/json")


@router.get(
    "/plans/{plan_id}/map.html",
    operation_id="plan_map",
    summary="A self-contained page with map and timeline",
    response_class=Response,
    responses={200: _content("text/html"), **problems(404, 409, 422, 503)},
)
def plan_map(plan_id: PlanId, jobs: JobsDep, world: WorldDep, sight: SightDep) -> Response:
    """Hand out the plan as one file that draws itself without any server."""
    document = jobs.finished(plan_id)
    page = plan_html(sight.plan(document), streets=_streets(plan_id, document, world), page=world.page)
    headers = {"Content-Security-Policy": SANDBOX, "Vary": "Accept"}
    return Response(page, media_type="text/html", headers=headers)


@router.get(
    "/plans/{plan_id}/streets",
    operation_id="plan_streets",
    summary="The streets behind the routes, by class, as encoded lines",
    response_class=Response,
    responses={200: _content("application/json"), **problems(404, 409, 422, 503)},
)
def plan_streets(plan_id: PlanId, jobs: JobsDep, world: WorldDep) -> Response:
    """Hand out the streets around the plan; no classes where its travel source knows no streets."""
    document = jobs.finished(plan_id)
    return Response(_streets(plan_id, document, world), media_type="application/json")


def _streets(plan_id: str, document: PlanDocument, world: World) -> str:
    """Return the streets as they were drawn with the plan: its map may be replaced by now."""
    return world.store.documents.streets(plan_id) or streets_behind(document, None)


@router.get(
    "/plans/{plan_id}/{name}.npz",
    operation_id="plan_matrix",
    summary="A travel matrix that plan.json names",
    response_class=Response,
    responses={200: _content("application/octet-stream"), **problems(404, 409, 422, 503)},
)
def plan_matrix(
    plan_id: PlanId, name: Annotated[str, Path(max_length=200)], jobs: JobsDep, world: WorldDep
) -> Response:
    """Hand out a travel matrix in numpy's format, to lie beside plan.json."""
    jobs.require_ended(plan_id)
    matrix = world.store.documents.matrix(plan_id, f"{name}.npz")
    return Response(matrix, media_type="application/octet-stream")


@router.get(
    f"/plans/{{plan_id}}/gpx/{{vehicle:{WHOLE}}}",
    operation_id="vehicle_gpx",
    summary="One vehicle's route as GPX",
    response_class=Response,
    responses={200: _content("application/gpx+xml"), **problems(404, 409, 422, 503)},
)
def vehicle_gpx(
    plan_id: PlanId, vehicle: Annotated[str, Path(max_length=500)], jobs: JobsDep, sight: SightDep
) -> Response:
    """Hand out one vehicle's route for a navigation device."""
    document = sight.plan(jobs.finished(plan_id))
    for route in document.plan.routes:
        if route.vehicle == vehicle:
            return Response(route_gpx(document, route), media_type="application/gpx+xml")
    raise NotFound("No vehicle of this id drives in this plan.")


def formats_router() -> APIRouter:
    """Return one route for each format of plans."""
    served = APIRouter(prefix="/v1", tags=["plans"], dependencies=[needs(Scope.PLANS_READ)])
    for each in FORMATS:
        served.add_api_route(
            f"/plans/{{plan_id}}/{each.name}",
            _printed(each) if each.printed else _endpoint(each),
            operation_id=each.operation,
            summary=each.summary,
            description="Handed out once the plan has ended, with the best so far if it ended early.",
            response_class=Response,
            responses={200: _content(each.media_type), **problems(404, 409, 422, 503)},
        )
    return served


def _printed(each: PlanFormat) -> Callable[..., Response]:
    def endpoint(plan_id: PlanId, jobs: JobsDep, sight: SightDep, whole: WholeDep = False) -> Response:
        return each.answer(sight.paper(jobs.finished(plan_id), whole=whole))

    return endpoint


def _endpoint(each: PlanFormat) -> Callable[..., Response]:
    def endpoint(plan_id: PlanId, jobs: JobsDep, sight: SightDep) -> Response:
        return each.answer(sight.plan(jobs.finished(plan_id)))

    return endpoint
