"""Operations of every other kind whose server is killed in their midst: the next one does them, once."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from api.http.examples import EXAMPLES
from benchmarks.soak.programs import below, orphans
from core.clock import utc_now
from data.store.address import Address
from data.store.store import Store
from tests.api.http.builders import wait_for
from tests.api.jobs.test_crashes import RESUMED_WITHIN_S, programs, said

ROWS = 400
TABLE = "order,sku,quantity\n" + "".join(f"S-{number},tea,1\n" for number in range(ROWS))


class Kind(NamedTuple):
    """A kind of operation: where it is asked for, and with what."""

    name: str
    about: str
    path: str
    body: Mapping[str, Any]


KINDS = (
    Kind("compare", "create_network_study", "network/studies/{}:compare", {"seconds": 2}),
    Kind("view", "create_network_study", "network/studies/{}:view", {"draws": 200}),
    Kind("select-equipment", "create_warehouse", "equipment/warehouses/{}:select", {"replications": 50}),
    Kind("import-orders", "", "imports/orders?source=erp", {}),
)


def asked(client: httpx.Client, kind: Kind) -> str:
    """Ask for an operation and return its id."""
    if not kind.about:
        headers = {"Content-Type": "text/csv", "Prefer": "wait=0"}
        answer = client.post(f"/v1/{kind.path}", content=TABLE, headers=headers)
    else:
        studies = kind.path.partition("/{}")[0]
        study = client.post(f"/v1/{studies}", json=EXAMPLES[kind.about]).json()["id"]
        answer = client.post(f"/v1/{kind.path.format(study)}", json=kind.body)
    assert answer.status_code in (200, 202), answer.text
    return str(answer.json()["id"])


def told(address: Address, operation: str) -> tuple[str, int]:
    """Return the state of an operation, and how often its record was changed."""
    store = Store(address)
    store.open(utc_now)
    try:
        last = store.operations.changes_after(operation, 0)[-1]
        return last.record.state, last.number
    finally:
        store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
def test_operations_whose_server_is_killed_are_done_by_the_next_one(address: Address, tmp_path: Path) -> None:
    with programs(tmp_path, address) as start:
        server = start("up", "--port", "0")
        where = said(server)["address"]
        # Each server does the work of the one before it, and is killed in the midst of its own.
        for kind in KINDS:
            operation, changes = killed_at_work(server, where, kind, address)
            server = start("up", "--port", "0")
            where = said(server)["address"]
            done_by_the_next(where, kind, operation, changes, address)
        with httpx.Client(base_url=where, timeout=30) as client:
            assert len(client.get("/v1/orders?page_size=500").json()["orders"]) == ROWS


def killed_at_work(
    server: "subprocess.Popen[str]", where: str, kind: Kind, address: Address
) -> tuple[str, int]:
    """Kill a server at work on an operation; return that and how often its record was changed."""
    with httpx.Client(base_url=where, timeout=30) as client:
        operation = asked(client, kind)
        wait_for(lambda: record(client, operation)["state"] != "queued")
        started_by_it = below(server.pid)
        server.send_signal(signal.SIGKILL)
    server.wait(10)
    state, changes = told(address, operation)
    assert state == "running", f"{kind.name} had ended before the server was killed: this tells nothing"
    wait_for(lambda: not orphans(started_by_it))
    return operation, changes


def done_by_the_next(where: str, kind: Kind, operation: str, changes: int, address: Address) -> None:
    # From here on: how long a program needs to start is another matter.
    there = time.monotonic()
    wait_for(lambda: told(address, operation)[1] > changes)
    assert time.monotonic() - there < RESUMED_WITHIN_S, kind.name
    with httpx.Client(base_url=where, timeout=30) as client:
        wait_for(lambda: record(client, operation)["ended"] is not None)
        now = record(client, operation)
        assert (kind.name, now["state"], now["failure"]) == (kind.name, "done", None)
        assert client.get(now["links"]["answer"]).status_code == 200


def record(client: httpx.Client, operation: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/v1/operations/{operation}").json()
    return found
