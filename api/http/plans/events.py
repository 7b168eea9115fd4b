"""How a plan comes along, as server-sent events."""

from collections.abc import AsyncIterable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.http.access.needs import needs
from api.http.access.sight import SightDep
from api.http.plans.routes import PlanId
from api.http.plans.schemas import PlanOut
from api.http.responses import problems
from api.http.streams import LastSeen, progress, what_follows
from api.http.world import JobsDep
from api.services.access.scopes import Scope
from data.store.plan_record import PlanRecord

router = APIRouter(prefix="/v1", tags=["plans"])


def _seen(plan_id: PlanId, jobs: JobsDep, seen: LastSeen) -> int:
    """Return the number of the last event that the caller has seen, unless it was the last there is."""
    return what_follows(jobs.record(plan_id), seen)


@router.get(
    "/plans/{plan_id}/events",
    operation_id="follow_plan",
    summary="Follow a plan as it comes along",
    dependencies=[needs(Scope.PLANS_READ)],
    response_class=EventSourceResponse,
    responses={
        204: {"description": "The plan has ended and its last event was seen."},
        **problems(404, 422, 503),
    },
)
async def follow_plan(
    plan_id: PlanId, jobs: JobsDep, sight: SightDep, seen: Annotated[int, Depends(_seen)]
) -> AsyncIterable[ServerSentEvent]:
    """Tell every change as an event `progress`, the last one as `end`; each holds what a poll would tell.

    Events are numbered; with the header Last-Event-ID only those after that number follow. Comments keep the
    connection alive while nothing happens. The numbers hold across a restart of the server.
    """
    look = partial(jobs.changes_after, plan_id)

    def shown(record: PlanRecord) -> PlanOut:
        return PlanOut.of(sight.record(record))

    async for event in progress(look, seen, shown=shown, closing=lambda: jobs.closing):
        yield event
