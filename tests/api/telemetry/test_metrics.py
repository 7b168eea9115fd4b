"""What servers and workers tell Prometheus, and that nobody's name is in it."""

import re
import socket
from pathlib import Path

import httpx
import pytest

from api.telemetry.meters import Meters
from api.telemetry.metrics_door import MetricsPortUnusable, metrics_at
from data.store.failures import StoreUnreachable
from tests.api.cli.builders import running as program
from tests.api.http.builders import make_world, planned, request_body, running, wait_for


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def figures(port: int) -> dict[str, float]:
    """Return every figure by its name and labels."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_requests_are_counted_by_template_and_jobs_by_outcome(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    port = free_port()
    world.store.database.observer = world.meters.transaction
    world.meters.watch(lambda: world.store.workload(world.clock()), lambda: True)
    with metrics_at("127.0.0.1", port, world.meters), running(world) as client:
        told = planned(client)
        client.get(f"/v1/plans/{told['id']}")
        client.get("/v1/plans/Mrs-Canary")
        client.get("/Mrs-Canary")
        client.request("CANARY", "/v1/plans")
        wait_for(lambda: 'roundsman_jobs_ended_total{kind="plan",outcome="done"}' in figures(port))
        found = figures(port)
        text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    one = 'roundsman_requests_total{method="GET",route="/v1/plans/{plan_id}",status="%d"}'
    assert (found[one % 200], found[one % 404]) == (1, 1)
    assert found['roundsman_requests_total{method="GET",route="none",status="404"}'] == 1
    assert found['roundsman_jobs_ended_total{kind="plan",outcome="done"}'] == 1
    assert found['roundsman_solve_seconds_count{kind="plan"}'] == 1
    assert found['roundsman_store_seconds_count{kind="write"}'] > 2
    assert (found["roundsman_workers"], found["roundsman_ready"]) == (1, 1)
    assert found['roundsman_jobs{kind="plan",state="waiting"}'] == 0
    assert found["roundsman_queue_age_seconds"] == 0
    assert re.search(r'roundsman_build\{python="3[^"]+",version="[^"]+"\} 1', text)
    assert "anary" not in text.lower()
    assert told["id"] not in text


def test_a_database_that_is_away_is_counted_and_the_rest_is_told(tmp_path: Path) -> None:
    meters, port = Meters(), free_port()
    meters.transaction("write", 0.1, StoreUnreachable("The database does not answer."))

    def away() -> None:
        raise StoreUnreachable("The database does not answer.")

    meters.watch(away, lambda: False)  # type: ignore[arg-type]
    with metrics_at("127.0.0.1", port, meters):
        found = figures(port)
    assert found['roundsman_store_errors_total{code="store-unreachable"}'] == 1
    assert found["roundsman_ready"] == 0
    assert "roundsman_workers" not in found


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(MetricsPortUnusable, match=str(port)), metrics_at("127.0.0.1", port, Meters()):
            pass


def test_without_a_port_nothing_listens() -> None:
    with metrics_at("127.0.0.1", 0, Meters()):
        pass


def test_a_server_and_a_worker_tell_theirs(tmp_path: Path) -> None:
    ports = free_port(), free_port()
    arguments = ["serve", "--port", "0", "--metrics-port", str(ports[0])]
    settings = {"ROUNDSMAN_WORKER_METRICS_PORT": str(ports[1])}
    with program(arguments, tmp_path) as server, program(["worker"], tmp_path, settings) as worker:
        address = server.wait_for(r"Roundsman is at (http://localhost:\d+)", on="out")[1]
        worker.wait_for("Roundsman makes", on="out")
        path = httpx.post(f"{address}/v1/plans", json=request_body()).headers["Location"]
        wait_for(lambda: httpx.get(f"{address}{path}").json()["state"] == "done")
        served, made = figures(ports[0]), figures(ports[1])
        assert httpx.get(f"{address}/metrics").status_code == 404
    assert served['roundsman_requests_total{method="POST",route="/v1/plans",status="202"}'] == 1
    assert served["roundsman_workers"] == 1
    assert made['roundsman_jobs_ended_total{kind="plan",outcome="done"}'] == 1
