"""Operations whose server or process is killed: they go on where they were, and nothing of them stays."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.examples import EXAMPLES
from benchmarks.soak.programs import below, orphans
from data.store.address import Address
from tests.api.http.builders import wait_for
from tests.api.jobs.test_crashes import programs, said

LONG = {
    "designs": ["as-is"], "days": 3_000, "replications": 50, "last_mile": "lanes", "threads": 1, "seconds": 5,
}  # fmt: skip


def lived(client: httpx.Client, path: str) -> int:
    """Return how many days are done."""
    return client.get(path).json()["progress"]["done"] or 0


def asked(client: httpx.Client, kind: str, **body: Any) -> str:
    study = client.post("/v1/network/studies", json=EXAMPLES["create_network_study"]).json()["id"]
    answer = client.post(f"/v1/network/studies/{study}:{kind}", json=body)
    assert answer.status_code == 202, answer.text
    return answer.headers["Location"]


def kept(client: httpx.Client, path: str) -> int:
    """Wait until days are surely kept, and return how many are done."""
    wait_for(lambda: lived(client, path) > 0)
    seen = lived(client, path)
    wait_for(lambda: lived(client, path) > seen + 50)
    return seen


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_a_killed_server_leaves_no_process_and_its_simulation_goes_on(
    address: Address, tmp_path: Path
) -> None:
    with programs(tmp_path, address) as start:
        first = start("up", "--port", "0")
        with httpx.Client(base_url=said(first)["address"], timeout=30) as client:
            path = asked(client, "simulate", **LONG)
            before = kept(client, path)
        started_by_it = below(first.pid)
        assert started_by_it
        first.send_signal(signal.SIGKILL)
        first.wait(10)
        wait_for(lambda: not orphans(started_by_it))
        second = start("up", "--port", "0")
        with httpx.Client(base_url=said(second)["address"], timeout=30) as client:
            # What is told of it now was kept before; what comes then begins with all that was kept.
            left = lived(client, path)
            assert left >= before
            wait_for(lambda: lived(client, path) > left)
            asked_s = time.monotonic()
            client.post(f"{path}:cancel")
            wait_for(lambda: client.get(path).json()["state"] == "cancelled")
            assert time.monotonic() - asked_s < 10


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_the_process_that_does_the_work_may_be_killed_alone(tmp_path: Path, address: Address) -> None:
    with programs(tmp_path, address) as start:
        server = start("up", "--port", "0")
        with httpx.Client(base_url=said(server)["address"], timeout=30) as client:
            path = asked(client, "simulate", **LONG)
            before = kept(client, path)
            for pid in below(server.pid):
                if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, signal.SIGKILL)
            wait_for(lambda: lived(client, path) > before + 50)
            assert client.get(path).json()["state"] == "running"
