"""Plans: ask for one, look at it, list them, cancel one."""

from functools import partial
from typing import Annotated

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Path, Request, Response

from api.http.access.needs import needs
from api.http.access.sight import SightDep
from api.http.bodies import require_json
from api.http.paging import PageSize, PageToken, page_of
from api.http.plans.requests import order_day_request
from api.http.plans.schemas import PlanErrandOut, PlanOrderOut, PlanOrdersOut, PlanOut, PlansOut
from api.http.preferences import seconds_to_wait
from api.http.responses import json_body, problems
from api.http.world import JobsDep, WorldDep
from api.jobs.plan_jobs import PlanJobs
from api.services.access.scopes import Scope
from api.services.plan_orders import plan_errands, plan_orders
from data.store.plan_record import PlanRecord

router = APIRouter(prefix="/v1", tags=["plans"])

PlanId = Annotated[str, Path(max_length=100, examples=["0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"])]
"""The id of a plan, as its creation told it."""

_LOOK_EVERY_S = 0.1


@router.post(
    "/plans",
    operation_id="create_plan",
    summary="Ask for a plan",
    status_code=202,
    response_model=PlanOut,
    dependencies=[needs(Scope.PLANS_WRITE), Depends(require_json)],
    responses={
        200: {"model": PlanOut, "description": "The plan ended within the time that the caller waited."},
        **problems(400, 403, 413, 415, 422, 429, 503),
    },
    openapi_extra=json_body("PlanIn", "create_plan", also="OrderDayIn"),
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
    """Put a day, or the orders due on one, in the queue; answer at once, or when it is planned."""
    body = await request.body()
    asked, planned = await run_sync(partial(order_day_request, body, key=idempotency_key, world=world))
    record = await run_sync(partial(jobs.submit, asked, planned=planned))
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
    dependencies=[needs(Scope.PLANS_READ)],
    responses=problems(422, 503),
)
def list_plans(
    jobs: JobsDep,
    sight: SightDep,
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> PlansOut:
    """Return one page of the plans that the database holds."""
    page, token = page_of(jobs.records, page_size, page_token)
    return PlansOut(plans=[PlanOut.of(sight.record(each)) for each in page], next_page_token=token)


@router.get(
    "/plans/{plan_id}/orders",
    operation_id="plan_orders",
    summary="What became of the orders that a plan was made for",
    dependencies=[needs(Scope.PLANS_READ)],
    responses=problems(404, 422, 503),
)
def orders_in_plan(plan_id: PlanId, world: WorldDep, sight: SightDep) -> PlanOrdersOut:
    """Tell the stop and vehicle of every order and errand, or why it has none; a plan of a file has none."""
    return PlanOrdersOut(
        orders=[PlanOrderOut.of(sight.planned(each)) for each in plan_orders(world.store, plan_id)],
        errands=[PlanErrandOut.of(each) for each in plan_errands(world.store, plan_id)],
    )


@router.post(
    "/plans/{plan_id}:cancel",
    operation_id="cancel_plan",
    summary="End a plan with what it has",
    dependencies=[needs(Scope.PLANS_WRITE)],
    status_code=202,
    responses=problems(403, 404, 422, 503),
)
def cancel_plan(plan_id: PlanId, jobs: JobsDep, sight: SightDep) -> PlanOut:
    """Ask a plan to end; it keeps the best plan so far. A plan that has ended stays as it is."""
    return PlanOut.of(sight.record(jobs.cancel(plan_id)))


async def _ended_within(jobs: PlanJobs, record: PlanRecord, wait_s: int) -> PlanRecord:
    with anyio.move_on_after(wait_s):
        while not (record.over or jobs.closing):
            await anyio.sleep(_LOOK_EVERY_S)
            record = await run_sync(jobs.record, record.id)
    return record
