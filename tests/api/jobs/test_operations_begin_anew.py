"""Operations of every other kind whose server is killed in their midst: the next one does them, once."""

import signal
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
@pytest.mark.parametrize("kind", KINDS, ids=[each.name for each in KINDS])
def test_an_operation_whose_server_is_killed_is_done_by_the_next_one(
    address: Address, tmp_path: Path, kind: Kind
) -> None:
    with programs(tmp_path, address) as start:
        first = start("up", "--port", "0")
        with httpx.Client(base_url=said(first)["address"], timeout=30) as client:
            operation = asked(client, kind)
            wait_for(lambda: client.get(f"/v1/operations/{operation}").json()["state"] != "queued")
            started_by_it = below(first.pid)
            first.send_signal(signal.SIGKILL)
        first.wait(10)
        state, changes = told(address, operation)
        assert state == "running", "it had ended before the server was killed: this tells nothing"
        wait_for(lambda: not orphans(started_by_it))
        second = start("up", "--port", "0")
        # From here on: how long a program needs to start is another matter.
        address_of_it = said(second)["address"]
        there = time.monotonic()
        with httpx.Client(base_url=address_of_it, timeout=30) as client:
            wait_for(lambda: told(address, operation)[1] > changes)
            assert time.monotonic() - there < RESUMED_WITHIN_S
            wait_for(lambda: client.get(f"/v1/operations/{operation}").json()["ended"] is not None)
            now = client.get(f"/v1/operations/{operation}").json()
            assert (now["state"], now["failure"]) == ("done", None)
            assert client.get(now["links"]["answer"]).status_code == 200
            if kind.name == "import-orders":
                assert len(client.get("/v1/orders?page_size=500").json()["orders"]) == ROWS
