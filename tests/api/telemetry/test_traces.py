"""Traces: what a collector is told of requests, transactions and plans, and what it never is."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from api.configuration.typed import traces_from
from api.telemetry.traces import each_of
from core.errors import InvalidInput
from tests.api.http.builders import make_world, planned, running

CALLERS = "4bf92f3577b34da6a3ce929d0e0e4736"


class Collector:
    """A collector of OpenTelemetry on a port of its own, which keeps what it is sent."""

    def __init__(self) -> None:
        bodies = self.bodies = []  # type: ignore[var-annotated]

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1/traces"
        threading.Thread(target=self._server.serve_forever).start()

    def spans(self) -> list[Any]:
        found = [self._read(body) for body in self.bodies]
        return [span for each in found for part in each.resource_spans for scope in part.scope_spans
                for span in scope.spans]  # fmt: skip

    def services(self) -> set[str]:
        found = [self._read(body) for body in self.bodies]
        return {
            each.value.string_value
            for one in found for part in one.resource_spans for each in part.resource.attributes
            if each.key == "service.name"
        }  # fmt: skip

    @staticmethod
    def _read(body: bytes) -> Any:
        found = ExportTraceServiceRequest()
        found.ParseFromString(body)
        return found

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def collector() -> Iterator[Collector]:
    found = Collector()
    yield found
    found.close()


def test_a_request_its_transactions_and_its_plan_are_traced(tmp_path: Path, collector: Collector) -> None:
    traces = traces_from({"ROUNDSMAN_OTLP_URL": collector.url}, "roundsman-server")
    world = make_world(tmp_path, traces=traces)
    world.store.database.observer = each_of(world.meters.transaction, traces.transaction)
    with running(world) as client:
        told = planned(client)
        client.get("/v1/plans/none", headers={"traceparent": f"00-{CALLERS}-00f067aa0ba902b7-01"})
    traces.close()
    spans = collector.spans()
    by_name = {span.name: span for span in spans}
    assert collector.services() == {"roundsman-server"}
    assert by_name["POST /v1/plans"].kind == 2  # of a server
    answered = {each.key: each.value for each in by_name["POST /v1/plans"].attributes}
    assert answered["http.response.status_code"].int_value == 200
    assert answered["roundsman.request_id"].string_value
    asked = by_name["POST /v1/plans"].span_id
    assert {"store read", "store write"} <= {span.name for span in spans if span.parent_span_id == asked}
    ended = {each.key: each.value.string_value for each in by_name["plan"].attributes}
    assert ended == {"roundsman.plan": told["id"], "roundsman.state": "done"}
    called = next(span for span in spans if span.trace_id.hex() == CALLERS and span.kind == 2)
    assert called.name == "GET /v1/plans/{plan_id}"
    assert called.parent_span_id.hex() == "00f067aa0ba902b7"


def test_traces_hold_nothing_that_a_caller_typed(tmp_path: Path, collector: Collector) -> None:
    traces = traces_from({"ROUNDSMAN_OTLP_URL": collector.url}, "roundsman-server")
    with running(make_world(tmp_path, traces=traces)) as client:
        client.get("/v1/plans/canary-in-path?name=canary-in-query", headers={"X-Name": "canary-in-header"})
        client.post("/v1/plans", json={"day": {"name": "canary-in-body"}})
        client.get("/canary/nowhere")
    traces.close()
    assert len(collector.spans()) >= 3
    assert not [body for body in collector.bodies if b"canary" in body]


def test_a_collector_that_is_not_there_holds_nothing_up(tmp_path: Path) -> None:
    traces = traces_from({"ROUNDSMAN_OTLP_URL": "http://127.0.0.1:9/v1/traces"}, "roundsman-server")
    with running(make_world(tmp_path, traces=traces)) as client:
        assert client.get("/livez").status_code == 200


def test_without_the_extra_the_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "api.telemetry.otlp", None)
    with pytest.raises(InvalidInput) as caught:
        traces_from({"ROUNDSMAN_OTLP_URL": "http://127.0.0.1:4318/v1/traces"}, "roundsman-server")
    assert "roundsman[otel]" in caught.value.faults[0].expected
