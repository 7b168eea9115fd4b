"""Everything that happens, as a page of events or as a stream that goes on where it broke off."""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Final

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic import BaseModel, Field

from api.http.access.needs import needs
from api.http.paging import PageSize
from api.http.preferences import chosen_type
from api.http.responses import problems
from api.http.world import JobsDep, WorldDep
from api.jobs.plan_jobs import PlanJobs
from api.services.access.scopes import Scope
from api.services.webhooks import MOST_TYPES, type_faults
from core.errors import InvalidInput, fault, refuse
from data.store.failures import StoreFailed
from data.store.outbox.events import EventsForgotten, KeptEvent, KeptEvents

router = APIRouter(prefix="/v1/events", tags=["events"])

STREAM: Final = "text/event-stream"
_LOOK_EVERY_S: Final = 0.25
_ALIVE_EVERY_S: Final = 15.0
_AT_ONCE: Final = 500
_EXAMPLE: Final = (
    "event: order.delivered\n"
    'data: {"id": "…", "type": "order.delivered", "timestamp": "…", "data": {"state": "delivered"}}\n'
    "id: 42\n\n"
)


class EventOut(BaseModel):
    """Something that has happened: what, when, and the ids and states of what it is about."""

    id: str
    type: str
    timestamp: datetime
    data: dict[str, Any]

    @classmethod
    def of(cls, event: KeptEvent) -> "EventOut":
        """Return an event as JSON shows it: as webhooks get it, with its id."""
        return cls(id=event.id, type=event.type, timestamp=event.at, data=dict(event.content))


class EventsOut(BaseModel):
    """Events, the oldest first; next_page_token is for those that follow, now or later."""

    events: Annotated[list[EventOut], Field(max_length=500)]
    next_page_token: str


@router.get(
    "",
    operation_id="list_events",
    summary="Everything that happens, as a page or as a stream",
    dependencies=[needs(Scope.EVENTS_READ)],
    response_model=EventsOut,
    responses={
        200: {"model": EventsOut, "content": {STREAM: {"example": _EXAMPLE}}},
        **problems(406, 410, 422, 503),
    },
)
async def list_events(
    world: WorldDep,
    jobs: JobsDep,
    types: Annotated[
        list[Annotated[str, Field(max_length=50)]],
        Query(max_length=MOST_TYPES, description="Only these, or families as order.*."),
    ] = [],  # noqa: B006
    page_size: PageSize = 100,
    page_token: Annotated[
        str, Query(max_length=30, description="The next_page_token of the page before; else from the oldest.")
    ] = "",
    accept: Annotated[str, Header(max_length=1000)] = "",
    last_event_id: Annotated[
        str, Header(max_length=30, description="Id of the last event of a stream; those after it follow.")
    ] = "",
) -> Response:
    """Return a page of events or, to whoever accepts `text/event-stream`, each as it happens.

    A page begins behind `page_token`, or with the oldest event that is kept; its token holds for what is
    still to come. A stream begins behind `Last-Event-ID` or `page_token`, else with what happens from now on;
    both hold across restarts of the server. Events of one order, plan or SKU come in the order in which they
    happened.
    """
    refuse("There are no such events.", type_faults(types))
    events = world.store.events
    if chosen_type(accept, ("application/json", STREAM)) != STREAM:
        position = _position("page_token", page_token) if page_token else 0
        return await _page(events, position, types, page_size)
    given = last_event_id or page_token
    begin = _position("Last-Event-ID", given) if given else await run_sync(events.last)
    if begin:
        # Whoever has missed something that is not kept any more is told so before the stream begins.
        await run_sync(partial(events.after, begin, most=1))
    return StreamingResponse(_stream(events, begin, types, jobs), media_type=STREAM)


async def _page(events: KeptEvents, position: int, types: Sequence[str], size: int) -> Response:
    await run_sync(events.put_in_order)
    found, seen = await run_sync(partial(events.after, position, types=types, most=size))
    page = EventsOut(events=[EventOut.of(each) for each in found], next_page_token=str(seen))
    return Response(page.model_dump_json(), media_type="application/json")


async def _stream(
    events: KeptEvents, position: int, types: Sequence[str], jobs: PlanJobs
) -> AsyncIterator[bytes]:
    quiet_s = 0.0
    # Answered at once: whoever follows knows that nothing is lost from here on.
    yield format_sse_event(comment="listening", id=str(position))
    while not jobs.closing:
        try:
            await run_sync(events.put_in_order)
            found, seen = await run_sync(partial(events.after, position, types=types, most=_AT_ONCE))
        except (StoreFailed, EventsForgotten):
            # The stream ends; whoever follows comes back with the last id, and is told what is the matter.
            return
        for each in found:
            content = EventOut.of(each).model_dump(mode="json")
            yield format_sse_event(data_str=json.dumps(content), event=each.type, id=str(each.position))
        quiet_s = 0.0 if found else quiet_s + _LOOK_EVERY_S
        if seen != position:
            position = seen
            continue
        if quiet_s >= _ALIVE_EVERY_S:
            quiet_s = 0.0
            yield KEEPALIVE_COMMENT
        await anyio.sleep(_LOOK_EVERY_S)


def _position(name: str, text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 18:
        return int(text)
    expected = "a token or an id of an event, as an earlier answer gave it"
    raise InvalidInput("There is no such event.", faults=[fault("request", name, text, expected)])
