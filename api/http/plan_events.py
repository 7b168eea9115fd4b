"""How a plan comes along, as server-sent events."""

from collections.abc import AsyncIterable
from typing import Annotated, Literal

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.http.plan_schemas import PlanOut
from api.http.plans import PlanId
from api.http.responses import problems
from api.http.world import JobsDep

router = APIRouter(prefix="/v1", tags=["plans"])

_LOOK_EVERY_S = 0.2


class NothingFollows(Exception):
    """Whoever asks has seen the last event; 204 tells a browser not to connect again."""


def _seen(
    plan_id: PlanId,
    jobs: JobsDep,
    last_event_id: Annotated[
        str, Header(max_length=100, description="Number of the last event seen; those after it follow.")
    ] = "",
) -> int:
    """Return the number of the last event that the caller has seen, 0 for none."""
    known = last_event_id.isascii() and last_event_id.isdecimal() and len(last_event_id) < 16
    seen = int(last_event_id) if known else 0
    record = jobs.record(plan_id)
    if record.over and seen >= record.changes:
        raise NothingFollows
    return seen


@router.get(
    "/plans/{plan_id}/events",
    operation_id="follow_plan",
    summary="Follow a plan as it comes along",
    response_class=EventSourceResponse,
    responses={
        204: {"description": "The plan has ended and its last event was seen."},
        **problems(404, 422, 503),
    },
)
async def follow_plan(
    plan_id: PlanId, jobs: JobsDep, seen: Annotated[int, Depends(_seen)]
) -> AsyncIterable[ServerSentEvent]:
    """Tell every change as an event `progress`, the last one as `end`; each holds what a poll would tell.

    Events are numbered; with the header Last-Event-ID only those after that number follow. Comments keep the
    connection alive while nothing happens. The numbers hold across a restart of the server.
    """
    while True:
        for change in await run_sync(jobs.changes_after, plan_id, seen):
            seen = change.number
            kind: Literal["progress", "end"] = "end" if change.record.over else "progress"
            yield ServerSentEvent(id=str(change.number), event=kind, data=PlanOut.of(change.record))
            if change.record.over:
                return
        if jobs.closing:
            # Whoever follows asks again, with the number of the last event, and goes on where it broke off.
            return
        await anyio.sleep(_LOOK_EVERY_S)
