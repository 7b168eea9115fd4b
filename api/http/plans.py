"""Plans: ask for one, look at it, list them, cancel one."""

from functools import partial
from typing import Annotated

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from api.http.errors import UnsupportedMediaType
from api.http.paging import page_of
from api.http.plan_requests import plan_request
from api.http.plan_schemas import PlanOut, PlansOut
from api.http.preferences import seconds_to_wait
from api.http.responses import json_body, problems
from api.http.world import JobsDep, WorldDep
from api.jobs.plan_jobs import PlanJobs
from data.store.plan_record import PlanRecord

router = APIRouter(prefix="/v1", tags=["plans"])

PlanId = Annotated[str, Path(max_length=100, examples=["0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]
"""The id of a plan, as its creation told it."""

_LOOK_EVERY_S = 0.1


def require_json(request: Request) -> None:
    """Refuse a body that is not declared as JSON.

    A page of another web site can send any other type without asking the browser's leave.
    """
    declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared != "application/json":
        raise UnsupportedMediaType("The body is not declared as application/json.")


@router.post(
    "/plans",
    operation_id="create_plan",
    summary="Ask for a plan",
    status_code=202,
    response_model=PlanOut,
    dependencies=[Depends(require_json)],
    responses={
        200: {"model": PlanOut, "description": "The plan ended within the time that the caller waited."},
        **problems(400, 403, 413, 415, 422, 429, 503),
    },
    openapi_extra=json_body("PlanIn", "create_plan"),
)
async def create_plan(
    request: Request,
    response: Response,
    world: WorldDep,
    jobs: JobsDep,
    idempotency_key: Annotated[
        str, Header(max_length=255, description="The same key with the same body gives the same plan.")
    ] = "",
    prefer: Annotated[
        str, Header(max_length=500, description="`wait=N` holds the answer back up to N seconds.")
    ] = "",
) -> PlanOut:
    """Put a day in the queue and answer at once, or when it is planned if the caller prefers to wait."""
    body = await request.body()
    asked = await run_sync(partial(plan_request, body, key=idempotency_key, world=world))
    record = await run_sync(jobs.submit, asked)
    wait_s = seconds_to_wait(prefer, world.settings.max_wait_s)
    if wait_s:
        record = await _ended_within(jobs, record, wait_s)
        response.headers["Preference-Applied"] = f"wait={wait_s}"
    response.status_code = 200 if record.over else 202
    response.headers["Location"] = f"/v1/plans/{record.id}"
    return PlanOut.of(record)


@router.get(
    "/plans",
    operation_id="list_plans",
    summary="List plans, newest first",
    responses=problems(422, 503),
)
def list_plans(
    jobs: JobsDep,
    page_size: Annotated[int, Query(ge=1, le=500)] = 50,
    page_token: Annotated[
        str, Query(max_length=200, description="The next_page_token of the page before.")
    ] = "",
) -> PlansOut:
    """Return one page of the plans that the database holds."""
    page, token = page_of(jobs.records, page_size, page_token)
    return PlansOut(plans=[PlanOut.of(each) for each in page], next_page_token=token)


@router.post(
    "/plans/{plan_id}:cancel",
    operation_id="cancel_plan",
    summary="End a plan with what it has",
    status_code=202,
    responses=problems(403, 404, 422, 503),
)
def cancel_plan(plan_id: PlanId, jobs: JobsDep) -> PlanOut:
    """Ask a plan to end; it keeps the best plan so far. A plan that has ended stays as it is."""
    return PlanOut.of(jobs.cancel(plan_id))


async def _ended_within(jobs: PlanJobs, record: PlanRecord, wait_s: int) -> PlanRecord:
    with anyio.move_on_after(wait_s):
        while not (record.over or jobs.closing):
            await anyio.sleep(_LOOK_EVERY_S)
            record = await run_sync(jobs.record, record.id)
    return record
