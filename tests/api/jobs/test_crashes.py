"""Processes that are killed: what they worked on goes on, and nothing of them stays."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.soak.programs import below, orphans
from data.store.address import Address
from tests.api.http.builders import long_work, wait_for
from tests.databases import tools

ROOT = Path(__file__).parents[3]
RESUMED_WITHIN_S = 60  # 15 is what is promised and what `make soak` measures; this computer may be busy
PROGRAM = "import sys; sys.argv[0] = 'roundsman'; from api.cli import main; main()"


def started(folder: Path, address: Address, *words: str) -> "subprocess.Popen[str]":
    url = str(address.file) if address.file is not None else address.url.render_as_string(hide_password=False)
    path = f"{tools()}{os.pathsep}{os.environ['PATH']}"
    given = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "ROUNDSMAN_DATABASE_URL": url}
    with (folder / "messages.txt").open("a") as messages:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words, "--json"],
            stdout=subprocess.PIPE,
            stderr=messages,
            text=True,
            env=given,
            cwd=folder,
        )


@contextmanager
def programs(folder: Path, address: Address) -> Iterator[Any]:
    """Hand out a function that starts a program and waits until it says it is there."""
    every: list[subprocess.Popen[str]] = []

    def start(*words: str) -> "subprocess.Popen[str]":
        process = started(folder, address, *words)
        every.append(process)
        return process

    try:
        yield start
    finally:
        for process in every:
            process.kill()
            process.communicate()


def said(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """Return the JSON with which a program says that it is there: it is pretty, and ends with a brace."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line == "}\n":
            break
    found: dict[str, Any] = json.loads("".join(lines))
    return found


def improving(client: httpx.Client, address: str) -> dict[str, Any]:
    """Wait until a plan has its first checkpoint, and return what is told of it."""
    told: dict[str, Any] = {}

    def met() -> bool:
        told.update(client.get(address).json())
        return told["state"] == "running" and told["links"]["best"] is not None

    wait_for(met)
    return told


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_a_killed_server_leaves_no_process_and_its_plan_goes_on_where_it_was(
    address: Address, tmp_path: Path
) -> None:
    with programs(tmp_path, address) as start:
        first = start("up", "--port", "0")
        with httpx.Client(base_url=said(first)["address"], timeout=30) as client:
            asked = client.post("/v1/plans", json=long_work())
            path = asked.headers["Location"]
            before = improving(client, path)
        started_by_it = below(first.pid)
        assert started_by_it
        first.send_signal(signal.SIGKILL)
        first.wait(10)
        killed = time.monotonic()
        wait_for(lambda: not orphans(started_by_it))
        second = start("up", "--port", "0")
        with httpx.Client(base_url=said(second)["address"], timeout=30) as client:
            wait_for(lambda: improving(client, path)["progress"]["seconds"] > before["progress"]["seconds"])
            assert time.monotonic() - killed < RESUMED_WITHIN_S
            asked_s = time.monotonic()
            client.post(f"{path}:cancel")
            wait_for(lambda: client.get(path).json()["state"] == "cancelled")
            assert time.monotonic() - asked_s < 10
            assert client.get(client.get(path).json()["links"]["view"]).json()["summary"]["served"] == 40


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_the_process_that_makes_the_plan_may_be_killed_alone(address: Address, tmp_path: Path) -> None:
    with programs(tmp_path, address) as start:
        server = start("up", "--port", "0")
        with httpx.Client(base_url=said(server)["address"], timeout=30) as client:
            path = client.post("/v1/plans", json=long_work()).headers["Location"]
            before = improving(client, path)
            for pid in below(server.pid):
                if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, signal.SIGKILL)
            wait_for(lambda: client.get(path).json()["progress"]["seconds"] > before["progress"]["seconds"])
            assert client.get("/readyz").status_code == 200


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_another_worker_takes_over_from_one_that_was_killed(address: Address, tmp_path: Path) -> None:
    with programs(tmp_path, address) as start:
        server, first = start("serve", "--port", "0"), start("worker")
        client = httpx.Client(base_url=said(server)["address"], timeout=30)
        said(first)
        path = client.post("/v1/plans", json=long_work()).headers["Location"]
        before = improving(client, path)
        second = start("worker")
        said(second)
        first.send_signal(signal.SIGKILL)
        first.wait(10)
        killed = time.monotonic()
        left = client.get(path).json()["progress"]["seconds"]
        assert left >= before["progress"]["seconds"]
        wait_for(lambda: client.get(path).json()["progress"]["seconds"] > left + 1)
        assert time.monotonic() - killed < RESUMED_WITHIN_S
        client.close()
        second.send_signal(signal.SIGTERM)
        assert second.wait(30) == 0


def test_a_restore_is_refused_while_a_server_works_on_the_database(address: Address, tmp_path: Path) -> None:
    with programs(tmp_path, address) as start:
        server = start("up", "--port", "0")
        said(server)
        (tmp_path / "monday").write_bytes(b"")
        assert refusal(start("restore", "monday")) == "workers-alive"
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        assert refusal(start("restore", "monday")) == "invalid-input"


def refusal(process: "subprocess.Popen[str]") -> str:
    """Return the code of the error with which a command ends."""
    printed, _ = process.communicate(timeout=60)
    return str(json.loads(printed)["error"]["code"])
