"""Where VROOM questions are worked on: a few at a time, and none longer than somebody waits for it."""

import json
import secrets
import threading
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import anyio
from anyio.to_thread import run_sync
from fastapi import Request
from fastapi.responses import Response

from api.http.errors import BodyTooLarge
from api.http.problems import fault_content
from api.http.world import World
from api.jobs.errors import QueueFull
from api.jobs.plan_jobs import PlanJobs
from api.jobs.work import log_unexpected
from api.services.answer_vroom import answer_vroom
from core.errors import InvalidInput, MapError, RoundsmanError, TravelSourceFailed, fault
from data.formats.vroom.read import NO_QUESTION, locations_in, plain_question, question_of, vehicles_in

_INTERNAL, _INPUT, _ROUTING, _TOO_LARGE = 1, 2, 3, 4
"""VROOM's codes, and the one that vroom-express adds."""

_AT_ONCE: Final = 2
_LOOK_EVERY_S: Final = 0.2
_MOST_FAULTS: Final = 1_000

TINY: Final = (
    b'{"vehicles": [{"id": 1, "start_index": 0}], "jobs": [{"id": 1, "location_index": 1}],'
    b' "matrix": [[0, 7], [7, 0]]}'
)
"""What is asked to see whether questions are answered."""


class TooManyPlaces(RoundsmanError):
    """A VROOM question has more places or vehicles than the server takes."""

    code = "too-many-places"
    action = "Ask about fewer, or raise ROUNDSMAN_SERVER_MAX_STOPS or _MAX_VEHICLES on the server."


class VroomDesk:
    """Works on a few questions at a time; some more wait for their turn."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._here = 0
        self._limiter: anyio.CapacityLimiter | None = None

    async def answer(self, request: Request) -> Response:
        """Answer the question in a request; whatever is wrong is an answer in VROOM's form as well."""
        if self._here >= _AT_ONCE + self.world.settings.queue_size:
            return refusal(QueueFull("Too many questions wait for an answer.", retry_after=5))
        self._here += 1
        try:
            body = await _body(request)
            return await self._while_waited_for(request, body)
        except RoundsmanError as error:
            return refusal(error)
        finally:
            self._here -= 1

    def healthy(self) -> bool:
        """Whether a tiny question is answered as it should be."""
        content = self._content(TINY, threading.Event())
        return bool(content["summary"]["cost"] == 7)

    async def _while_waited_for(self, request: Request, body: bytes) -> Response:
        """Work on a question in a thread; once nobody waits for the answer any more, stop."""
        self._limiter = self._limiter or anyio.CapacityLimiter(_AT_ONCE)
        gone = threading.Event()
        async with anyio.create_task_group() as group:
            group.start_soon(_watch, request, gone)
            response = await run_sync(partial(self._response, body, gone), limiter=self._limiter)
            group.cancel_scope.cancel()
        return response

    def _response(self, body: bytes, gone: threading.Event) -> Response:
        try:
            return _json(self._content(body, gone))
        except Exception as error:
            return refusal(error)

    def _content(self, body: bytes, gone: threading.Event) -> dict[str, Any]:
        plain, settings = plain_question(body), self.world.settings
        _within("locations", locations_in(plain), settings.max_stops)
        _within("vehicles", vehicles_in(plain), settings.max_vehicles)
        return answer_vroom(
            question_of(plain),
            source=next(iter(self.world.sources.values())),
            threads=settings.threads,
            most_seconds=settings.max_seconds,
            progress=lambda _: not gone.is_set(),
        )


def refusal(error: Exception) -> Response:
    """Return an error in VROOM's form, its faults beside it; of what nobody foresaw nothing is told."""
    if not isinstance(error, RoundsmanError):
        trace_id = secrets.token_hex(8)
        log_unexpected("question %s failed", error, trace_id)
        told = {"code": _INTERNAL, "error": "Something failed inside the server.", "trace_id": trace_id}
        return _json(told, 500)
    code, status = _code(error)
    content: dict[str, Any] = {"code": code, "error": error.message}
    if error.faults:
        content["faults"] = [fault_content(each) for each in error.faults[:_MOST_FAULTS]]
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, QueueFull) else None
    return _json(content, status, headers)


def _json(
    content: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    # Escaped to ASCII: a fault may quote halves of characters that no other encoding can carry.
    return Response(json.dumps(content), status, headers=headers, media_type="application/json")


def _code(error: RoundsmanError) -> tuple[int, int]:
    """Return VROOM's code and vroom-express's status for an error."""
    match error:
        case InvalidInput():
            return _INPUT, 400
        case MapError() | TravelSourceFailed():
            return _ROUTING, 500
        case TooManyPlaces() | BodyTooLarge():
            return _TOO_LARGE, 413
        case QueueFull():
            return _INTERNAL, 429
    return _INTERNAL, 500


async def _body(request: Request) -> bytes:
    declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared != "application/json":
        wrong = fault("request", "Content-Type", declared or "nothing", "application/json")
        raise InvalidInput(NO_QUESTION, faults=[wrong])
    return await request.body()


async def _watch(request: Request, gone: threading.Event) -> None:
    """Say so once the caller has gone, or the server is about to stop and ends plans as well."""
    jobs: PlanJobs = request.app.state.jobs
    try:
        while jobs.working and not await request.is_disconnected():
            await anyio.sleep(_LOOK_EVERY_S)
    finally:
        gone.set()


def _within(what: str, found: int, most: int) -> None:
    if found > most:
        raise TooManyPlaces(f"Too many {what} ({found}) in query, maximum is set to {most}")
