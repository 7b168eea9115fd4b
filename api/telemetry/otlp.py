"""Traces sent by OTLP over HTTP, with the kit of OpenTelemetry."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from api.telemetry.traces import Answered, Traces
from data.store.failures import StoreFailed
from data.store.plan_record import PlanRecord

_PATIENCE_S: Final = 5
_SERVERS_FAULT: Final = 500
_NS: Final = 1_000_000_000


class SentTraces(Traces):
    """Sends traces from a thread of its own; whether they arrive is nothing to requests and plans.

    Names follow the semantic conventions of OpenTelemetry for HTTP servers.
    """

    def __init__(self, url: str, service: str) -> None:
        # Not from the environment: its variables could name what is nobody's business here.
        resource = Resource({"service.name": service, "service.version": version("roundsman")})
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=url, timeout=_PATIENCE_S)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("roundsman")
        self._callers = TraceContextTextMapPropagator()

    @contextmanager
    def request(self, headers: Mapping[str, str]) -> Iterator[Answered]:
        """Trace a request, as a part of the trace that its `traceparent` names."""
        with self._tracer.start_as_current_span(
            "request",
            context=self._callers.extract(headers),
            kind=SpanKind.SERVER,
            # The text of an error may hold what somebody typed.
            record_exception=False,
            set_status_on_exception=False,
        ) as span:

            def answered(method: str, route: str, status: int, named: str) -> None:
                span.update_name(f"{method} {route}")
                span.set_attributes(
                    {
                        "http.request.method": method,
                        "http.route": route,
                        "http.response.status_code": status,
                        "roundsman.request_id": named,
                    }
                )
                if status >= _SERVERS_FAULT:
                    span.set_status(Status(StatusCode.ERROR))

            yield answered

    def transaction(self, kind: str, seconds: float, failure: StoreFailed | None) -> None:
        """Trace a transaction, as a part of the request that is being answered."""
        self._past(f"store {kind}", seconds, {}, "" if failure is None else failure.code)

    def plan_ended(self, record: PlanRecord) -> None:
        """Trace a plan."""
        told = {"roundsman.plan": record.id, "roundsman.state": record.state}
        self._past("plan", record.figures.seconds, told, "failed" if record.state == "failed" else "")

    def close(self) -> None:
        """Send what has not been sent, and end the thread."""
        self._provider.shutdown()

    def _past(self, name: str, seconds: float, told: Mapping[str, str], failure: str) -> None:
        now = time.time_ns()
        span = self._tracer.start_span(name, start_time=now - int(seconds * _NS), attributes=told)
        if failure:
            span.set_attribute("error.type", failure)
            span.set_status(Status(StatusCode.ERROR))
        span.end(now)
