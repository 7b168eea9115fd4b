"""Every error as problem+json (RFC 9457): what, why, what to do, and each fault with a JSON pointer."""

import json
import secrets
from collections.abc import Mapping
from typing import Annotated, Any, Final, Protocol

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Scope

from api.http.body_faults import invalid, unreadable
from api.http.errors import BadRequest, MethodNotAllowed, TooManyRequests, status_of, title_of
from api.jobs.errors import QueueFull, ShuttingDown
from api.jobs.trouble import log_unexpected
from api.services.access.errors import SignInsBusy
from core.errors import Fault, InvalidInput, NotFound, RoundsmanError
from data.store.failures import StoreBusy
from orders.holds.problems import PriceChanged
from orders.lockers.problems import CodesBlocked

MEDIA_TYPE: Final = "application/problem+json"
_MOST_FAULTS: Final = 1_000
_TEXT = Field(max_length=100_000)
_UNREADABLE: Final = "There was an error parsing the body"
"""What FastAPI says of a body that is no text at all, or that its reader of JSON gives up on."""


class FaultOut(BaseModel):
    """One thing wrong: where, what was found, what would be right.

    pointer: JSON pointer (RFC 6901) into the body, where the fault lies there.
    """

    pointer: Annotated[str | None, _TEXT] = None
    where: Annotated[str, _TEXT]
    field: Annotated[str, _TEXT]
    value: Annotated[str, _TEXT]
    expected: Annotated[str, _TEXT]


class ProblemOut(BaseModel):
    """A problem as of RFC 9457; `type` is the address of a page that explains it.

    trace_id: names this occurrence in the server's log; given where the fault is the server's.
    """

    type: Annotated[str, Field(max_length=200, examples=["/errors/not-found"])]
    title: Annotated[str, _TEXT]
    status: Annotated[int, Field(ge=400, le=599)]
    detail: Annotated[str, _TEXT]
    code: Annotated[str, Field(max_length=100)]
    action: Annotated[str, _TEXT]
    errors: Annotated[list[FaultOut], Field(max_length=_MOST_FAULTS)]
    trace_id: Annotated[str | None, Field(max_length=100)] = None


class Answer(Protocol):
    """Makes the answer to a request that is refused before it reaches its route."""

    def __call__(
        self, scope: Scope, error: RoundsmanError, *, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Return an answer in the form that callers of the address expect."""
        ...


def problem(
    error: RoundsmanError,
    *,
    headers: Mapping[str, str] | None = None,
    trace_id: str = "",
    more: Mapping[str, Any] | None = None,
) -> Response:
    """Return `error` as an answer; of very many faults the first thousand are listed.

    more
        members that this kind of problem has besides.
    """
    status = status_of(type(error))
    content: dict[str, Any] = {
        "type": f"/errors/{error.code}",
        "title": title_of(type(error)),
        "status": status,
        "detail": error.message,
        "code": error.code,
        "action": error.action,
        "errors": [fault_content(each) for each in error.faults[:_MOST_FAULTS]],
        **(more or {}),
    }
    if trace_id:
        content["trace_id"] = trace_id
    if isinstance(error, PriceChanged):
        content |= {"price_cents": error.price.amount, "currency": error.price.currency}
    after = retry_after(error)
    # Escaped to ASCII: a fault may quote halves of characters that no other encoding can carry.
    return Response(
        json.dumps(content), status_code=status, headers={**(headers or {}), **after}, media_type=MEDIA_TYPE
    )


def retry_after(error: RoundsmanError) -> dict[str, str]:
    """Return the header that says when to come back, where that is known."""
    match error:
        case QueueFull() | TooManyRequests() | CodesBlocked() | SignInsBusy():
            return {"Retry-After": str(error.retry_after)}
        case StoreBusy():
            return {"Retry-After": "1"}
        case ShuttingDown():
            return {"Retry-After": "5"}
    return {}


def fault_content(each: Fault) -> dict[str, str]:
    """Return a fault as plain data, with a pointer where it lies in the body."""
    content = {"where": each.where, "field": each.field, "value": each.value, "expected": each.expected}
    if not each.where.startswith("/"):
        return content
    # A fault of several fields at once, "lon, lat", lies in the object that has them.
    field = "" if ", " in each.field else each.field.replace("~", "~0").replace("/", "~1")
    return {"pointer": each.where.rstrip("/") + (f"/{field}" if field else ""), **content}


def unexpected(error: Exception) -> Response:
    """Log an error that nobody foresaw and return a problem that tells nothing of the inside."""
    trace_id = secrets.token_hex(8)
    log_unexpected("request %s failed", error, trace_id)
    return problem(RoundsmanError("Something failed inside the server."), trace_id=trace_id)


def install(app: FastAPI) -> None:
    """Have `app` answer every error as a problem."""
    app.add_exception_handler(RoundsmanError, _roundsman_error)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(RequestValidationError, _validation_error)


def _roundsman_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, RoundsmanError):
        raise error
    if status_of(type(error)) == 500:
        return unexpected(error)
    return problem(error)


def _http_exception(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if isinstance(error.__cause__, RoundsmanError):
        # Raised while a body was read, and wrapped by FastAPI.
        return problem(error.__cause__)
    if error.status_code == 404:
        return problem(NotFound("There is nothing at this address."))
    if error.status_code == 405:
        refusal = MethodNotAllowed("This address does not take this method.")
        return problem(refusal, headers={"Allow": ", ".join(_methods(request))})
    if error.status_code == 400 and error.detail == _UNREADABLE:
        return problem(InvalidInput("The body cannot be read.", faults=[unreadable(error.__cause__)]))
    return problem(BadRequest("The request cannot be understood."))


def _methods(request: Request) -> list[str]:
    """Return all methods that the address of `request` takes: each route alone knows only its own."""
    routes = request.app.routes
    return [
        method
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]


def _validation_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    faults = [invalid(each) for each in error.errors()]
    return problem(InvalidInput("The request cannot be used.", faults=faults))
