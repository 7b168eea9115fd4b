"""The door of VROOM: its questions and its answers, at the addresses where its clients look for them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse, Response

from api.http.access.needs import needs
from api.http.responses import Declared, json_body, problems
from api.http.vroom.desk import VroomDesk
from api.http.vroom.schemas import VroomErrorOut, VroomOut
from api.services.access.scopes import Scope
from core.errors import RoundsmanError

router = APIRouter(tags=["vroom"])

ADDRESSES = {"/": "vroom", "/optimization": "vroom_optimization", "/vroom/optimization": "vroom_under_prefix"}
"""Where vroom-express takes questions, and where clients of openrouteservice send theirs, by operation."""


async def _vroom(request: Request) -> VroomDesk:
    desk: VroomDesk = request.app.state.vroom
    return desk


VroomDep = Annotated[VroomDesk, Depends(_vroom)]
"""Where questions are worked on, for a route."""


def _declared() -> Declared:
    """Return what is declared of answers: failures come in VROOM's form, or earlier as problems."""
    declared = problems(400, 403, 415, 429, 503)
    for status in (400, 408, 413, 414, 415, 429, 431, 500, 503):
        own = {"application/json": {"schema": {"$ref": f"#/components/schemas/{VroomErrorOut.__name__}"}}}
        elsewhere = {} if status not in (413, 500) else declared[status]["content"]
        declared[status] = {**declared[status], "content": own | elsewhere}
    return declared


async def optimise(request: Request, vroom: VroomDep) -> Response:
    """Answer a question as VROOM 1.15 behind vroom-express 0.12 does, with a reason for what is left out.

    Without a street map times are estimated from straight lines; `notes` in the answer then say so.
    """
    return await vroom.answer(request)


for _path, _operation in ADDRESSES.items():
    router.post(
        _path,
        operation_id=_operation,
        summary="Answer a VROOM question",
        dependencies=[needs(Scope.SOLVE, free_here=True)],
        response_model=VroomOut,
        responses=_declared(),
        openapi_extra=json_body("VroomIn", "vroom"),
    )(optimise)


@router.get(
    "/health",
    operation_id="vroom_health",
    summary="Tell whether VROOM questions are answered",
    dependencies=[needs(Scope.SOLVE, free_here=True)],
    response_class=PlainTextResponse,
    responses=problems(),
)
def health(vroom: VroomDep) -> PlainTextResponse:
    """Answer a tiny question and tell whether that worked, as vroom-express does."""
    if not vroom.healthy():
        raise RoundsmanError("A tiny question was not answered as it should be.")
    return PlainTextResponse("healthy")
