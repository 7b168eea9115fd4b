"""Traces of requests, transactions and plans; nobody is told of them unless an address is set.

What a trace holds are names of this program alone, as with the meters: never an address, a query, a body or
the text of an error.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import ParamSpec

from core.errors import fault, refuse
from data.store.failures import StoreFailed
from data.store.plan_record import PlanRecord

_Told = ParamSpec("_Told")

Answered = Callable[[str, str, int, str], None]
"""Is told the method, the route, the status and the id of a request when its answer ends."""


class Traces:
    """Tells nobody; what is sent elsewhere is told by `api.telemetry.otlp`."""

    @contextmanager
    def request(self, headers: Mapping[str, str]) -> Iterator[Answered]:
        """Trace what is done in the block; `headers` of the request may name the trace that it belongs to."""
        del headers
        yield lambda _method, _route, _status, _id: None

    def transaction(self, kind: str, seconds: float, failure: StoreFailed | None) -> None:
        """Trace a transaction of the database that has just ended."""

    def plan_ended(self, record: PlanRecord) -> None:
        """Trace a plan that this process has just ended."""

    def close(self) -> None:
        """Send what has not been sent."""


def each_of(*told: Callable[_Told, None]) -> Callable[_Told, None]:
    """Return who passes on to each of them what it is told."""

    def tell_each(*what: _Told.args, **named: _Told.kwargs) -> None:
        for tell in told:
            tell(*what, **named)

    return tell_each


def traces_to(url: str, service: str) -> Traces:
    """Return what sends traces to `url` by OTLP over HTTP; nothing is sent where it is empty.

    service
        the name that they stand under.
    Raises `InvalidInput` where the extra `otel` is not installed.
    """
    if not url:
        return Traces()
    try:
        from api.telemetry.otlp import SentTraces  # noqa: PLC0415
    except ImportError:
        expected = "the extra otel installed: pip install 'roundsman[otel]'"
        refuse("OpenTelemetry is not installed.", [fault("environment", "ROUNDSMAN_OTLP_URL", url, expected)])
        raise
    return SentTraces(url, service)
