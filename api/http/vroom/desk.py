"""VROOM questions and their answers, whatever goes wrong."""

import json
import secrets
from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request
from fastapi.responses import Response
from starlette.requests import ClientDisconnect

from api.http.bodies import JSON, declared_type
from api.http.desk import Desk
from api.http.errors import BodyTooLarge, TooManyRequests, status_of
from api.http.problems import fault_content, retry_after
from api.http.world import World
from api.jobs.errors import QueueFull, ShuttingDown
from api.jobs.trouble import log_unexpected
from api.services.answer_vroom import answer_vroom
from core.errors import InvalidInput, MapError, RoundsmanError, TravelSourceFailed, fault
from data.formats.vroom.read import NO_QUESTION, locations_in, plain_question, question_of, vehicles_in
from routing.budget import Listener, silent

_INTERNAL, _INPUT, _ROUTING, _TOO_LARGE = 1, 2, 3, 4
"""VROOM's codes, and the one that vroom-express adds."""

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
    """Answers questions by the first travel source of the server."""

    def __init__(self, world: World, desk: Desk) -> None:
        self.world = world
        self._desk = desk

    async def answer(self, request: Request) -> Response:
        """Answer the question in a request; whatever is wrong is an answer in VROOM's form as well."""
        try:
            _require_json(request)
            return await self._desk.work_on(request, self._response)
        except ClientDisconnect:
            raise
        except Exception as error:
            return refusal(error)

    def healthy(self) -> bool:
        """Whether a tiny question is answered as it should be."""
        return bool(self._content(TINY, silent)["summary"]["cost"] == 7)

    def _response(self, body: bytes, listen: Listener) -> Response:
        return _json(self._content(body, listen))

    def _content(self, body: bytes, listen: Listener) -> dict[str, Any]:
        plain, settings = plain_question(body), self.world.settings
        _within("locations", locations_in(plain), settings.max_stops)
        _within("vehicles", vehicles_in(plain), settings.max_vehicles)
        return answer_vroom(
            question_of(plain),
            source=self.world.here(),
            threads=settings.threads,
            most_seconds=settings.max_seconds,
            progress=listen,
        )


def refusal(error: Exception, *, headers: Mapping[str, str] | None = None) -> Response:
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
    return _json(content, status, {**(headers or {}), **retry_after(error)})


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
        case QueueFull() | TooManyRequests():
            return _INTERNAL, 429
        case ShuttingDown():
            return _INTERNAL, 503
    # What else is wrong with a request was seen before its body was read.
    status = status_of(type(error))
    return (_INPUT, status) if status in (408, 414, 415, 431) else (_INTERNAL, 500)


def _require_json(request: Request) -> None:
    """Refuse a body that is not declared as JSON, as vroom-express does: it reads none."""
    declared = declared_type(request)
    if declared != JSON:
        wrong = fault("request", "Content-Type", declared or "nothing", JSON)
        raise InvalidInput(NO_QUESTION, faults=[wrong])


def _within(what: str, found: int, most: int) -> None:
    if found > most:
        raise TooManyPlaces(f"Too many {what} ({found}) in query, maximum is set to {most}")
