"""What can be wrong with a request itself, and the HTTP status of every error."""

from collections.abc import Iterator
from inspect import getdoc
from typing import Final

from api.jobs.errors import KeyReused, OperationNotReady, PlanNotReady, QueueFull, ShuttingDown
from api.outbound.geocode_settings import ProviderFailed
from api.outbound.guard import AddressRefused
from api.services.access.errors import (
    AdminLinkOver,
    CredentialsNeeded,
    CredentialsRefused,
    IdentityProviderFailed,
    ProviderRefused,
    ScopeMissing,
    SignInsBusy,
)
from core.errors import (
    InvalidInput,
    MapError,
    NotFound,
    RoundsmanError,
    Stopped,
    TooLarge,
    TravelSourceFailed,
)
from data.store.erasing.people import StillOpen
from data.store.failures import StoreFailed
from data.store.fleet import FleetChanged
from data.store.operations.studies import StudyChanged
from data.store.order_rows import OrderChanged
from data.store.outbox.events import EventsForgotten
from data.store.returns.rows import ReturnChanged
from inventory.ledger.problems import StockConflict
from orders.holds.problems import HoldConflict
from orders.lockers.problems import CodesBlocked, LockerConflict


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


class BodyTooSlow(RoundsmanError):
    """The body did not come in time."""

    code = "body-too-slow"
    action = "Send the request again on a better connection, or raise ROUNDSMAN_SERVER_BODY_S on the server."


class AddressTooLong(RoundsmanError):
    """The address of the request is longer than the server takes."""

    code = "address-too-long"
    action = "Ask for less at once: fewer values in the address."


class HeadersTooLarge(RoundsmanError):
    """The headers of the request are more, or longer, than the server takes."""

    code = "headers-too-large"
    action = "Send fewer and shorter headers."


class TooManyRequests(RoundsmanError):
    """More requests came than are answered.

    retry_after
        seconds until the next one may be answered.
    """

    code = "too-many-requests"
    action = "Wait for the time that the Retry-After header names; the RateLimit header tells what is left."

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class UnsupportedMediaType(RoundsmanError):
    """The body is not JSON."""

    code = "unsupported-media-type"
    action = "Send JSON in UTF-8, with the header Content-Type: application/json."


class PackedBody(UnsupportedMediaType):
    """The body is compressed."""

    code = "packed-body"
    action = "Send the body as it is, without Content-Encoding."


class HostNotServed(RoundsmanError):
    """The request was meant for a host that this server is not."""

    code = "host-not-served"
    action = "Call the server as localhost, or add the host to ROUNDSMAN_SERVER_ALLOWED_HOSTS."


class PreconditionRequired(RoundsmanError):
    """The request does not say which state of things it is based on."""

    code = "precondition-required"
    action = "Send the header If-Match with the ETag that it had when you looked at it."


class RatesLate(RoundsmanError):
    """The rates of a checkout were not there in time; the shop shows its own."""

    code = "rates-late"
    action = "Ask again; where that happens often, give the server a prepared map and more cores."


STATUS: Final[dict[type[RoundsmanError], int]] = {
    BadRequest: 400,
    CredentialsNeeded: 401,
    CredentialsRefused: 401,
    CrossSite: 403,
    ScopeMissing: 403,
    ProviderRefused: 403,
    NotFound: 404,
    MethodNotAllowed: 405,
    NotAcceptable: 406,
    HoldConflict: 409,
    LockerConflict: 409,
    StockConflict: 409,
    StillOpen: 409,
    BodyTooSlow: 408,
    PlanNotReady: 409,
    OperationNotReady: 409,
    Stopped: 409,
    EventsForgotten: 410,
    AdminLinkOver: 410,
    OrderChanged: 412,
    ReturnChanged: 412,
    FleetChanged: 412,
    StudyChanged: 412,
    BodyTooLarge: 413,
    TooLarge: 413,
    AddressTooLong: 414,
    UnsupportedMediaType: 415,
    HostNotServed: 421,
    InvalidInput: 422,
    MapError: 422,
    AddressRefused: 422,
    KeyReused: 422,
    PreconditionRequired: 428,
    QueueFull: 429,
    TooManyRequests: 429,
    SignInsBusy: 429,
    CodesBlocked: 429,
    HeadersTooLarge: 431,
    RoundsmanError: 500,
    TravelSourceFailed: 502,
    ProviderFailed: 502,
    IdentityProviderFailed: 502,
    StoreFailed: 503,
    ShuttingDown: 503,
    RatesLate: 503,
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
