"""What can be wrong with a request itself, and the HTTP status of every error."""

from collections.abc import Iterator
from inspect import getdoc
from typing import Final

from api.jobs.errors import KeyReused, PlanNotReady, QueueFull, ShuttingDown
from core.errors import InvalidInput, MapError, NotFound, RoundsmanError, Stopped, TravelSourceFailed
from data.store.failures import StoreFailed
from data.store.order_rows import OrderChanged


class BadRequest(RoundsmanError):
    """The request cannot be understood."""

    code = "bad-request"
    action = "Correct the request; docs/openapi.json describes what is expected."


class CrossSite(RoundsmanError):
    """Another web site's page tried to change something here."""

    code = "cross-site"
    action = "Use the page of this server, or call it from a program."


class MethodNotAllowed(RoundsmanError):
    """The address exists but not with this method."""

    code = "method-not-allowed"
    action = "Use a method that the Allow header names."


class NotAcceptable(RoundsmanError):
    """None of the formats accepted is on offer."""

    code = "not-acceptable"
    action = "Accept one of the formats that the message lists."


class BodyTooLarge(RoundsmanError):
    """The body is larger than the server takes."""

    code = "body-too-large"
    action = "Send less at once, or raise ROUNDSMAN_SERVER_MAX_BODY_BYTES on the server."


class UnsupportedMediaType(RoundsmanError):
    """The body is not JSON."""

    code = "unsupported-media-type"
    action = "Send JSON in UTF-8, with the header Content-Type: application/json."


class HostNotServed(RoundsmanError):
    """The request was meant for a host that this server is not."""

    code = "host-not-served"
    action = "Call the server as localhost, or add the host to ROUNDSMAN_SERVER_ALLOWED_HOSTS."


class PreconditionRequired(RoundsmanError):
    """The request does not say which state of things it is based on."""

    code = "precondition-required"
    action = "Send the header If-Match with the ETag that the order had when you looked at it."


STATUS: Final[dict[type[RoundsmanError], int]] = {
    BadRequest: 400,
    CrossSite: 403,
    NotFound: 404,
    MethodNotAllowed: 405,
    NotAcceptable: 406,
    PlanNotReady: 409,
    Stopped: 409,
    OrderChanged: 412,
    BodyTooLarge: 413,
    UnsupportedMediaType: 415,
    HostNotServed: 421,
    InvalidInput: 422,
    MapError: 422,
    KeyReused: 422,
    PreconditionRequired: 428,
    QueueFull: 429,
    RoundsmanError: 500,
    TravelSourceFailed: 502,
    StoreFailed: 503,
    ShuttingDown: 503,
}
"""The status of each error; a kind that is not listed has that of the kind it descends from."""


def status_of(kind: type[RoundsmanError]) -> int:
    """Return the HTTP status of a kind of error."""
    return next(STATUS[each] for each in kind.__mro__ if each in STATUS)


def title_of(kind: type[RoundsmanError]) -> str:
    """Return the kind of error as a sentence, the same for every occurrence."""
    return (getdoc(kind) or kind.code).splitlines()[0]


def kinds() -> dict[str, type[RoundsmanError]]:
    """Return every kind of error by its code."""
    return {kind.code: kind for kind in _kinds_under(RoundsmanError)}


def _kinds_under(kind: type[RoundsmanError]) -> Iterator[type[RoundsmanError]]:
    # Descendants first: one that shares the code of its parent must not replace it.
    for each in kind.__subclasses__():
        yield from _kinds_under(each)
    yield kind
