"""The server as a program: where it listens, how it says so, how it ends."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from api.http.app import create_app
from api.http.server import AddressInUse, AddressUnusable, address_of, config_of, listen, serve, world_at
from data.store.address import file_address
from data.store.failures import StoreDamaged
from data.store.store import Store
from tests.api.http.builders import long_work, make_world, request_body

pytestmark = pytest.mark.own_database

PROGRAM = """
import sys
from pathlib import Path
from api.http.server import serve
from api.http.world import World
from api.jobs.child import ChildMaker
from api.services.worker_travel import OpenedOnce, WorkerTravel
from data.store.address import file_address
from data.store.store import Store

if __name__ == "__main__":
    travel = WorkerTravel()
    store = Store(file_address(Path(sys.argv[1])))
    here = OpenedOnce(travel).first
    world = World(store=store, travel=travel.names, here=here, maker=ChildMaker(travel))
    serve(world, port=0, ready=lambda address: print(address, flush=True))
    print("ended", flush=True)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM)
    return file


def started(program: Path, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(program), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )


def ended(process: "subprocess.Popen[str]", with_signal: signal.Signals) -> tuple[int, str, str]:
    process.send_signal(with_signal)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def test_a_real_server_plans_with_the_real_solver_and_ends_by_ctrl_c(program: Path, tmp_path: Path) -> None:
    process = started(program, tmp_path / "plans.db")
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        body = request_body(budget={"seconds": 60, "iterations": 3})
        told = httpx.post(f"{address}/v1/plans", json=body, headers={"Prefer": "wait=60"}, timeout=90).json()
        assert (told["state"], told["failure"], told["progress"]["unserved"]) == ("done", None, 0)
        view = httpx.get(f"{address}{told['links']['view']}").json()
        assert view["travel"]["source"]
        assert "straight line" in " ".join(view["notes"])
    finally:
        code, out, err = ended(process, signal.SIGINT)
    assert (code, out, err) == (0, "ended\n", "")


def test_a_terminated_server_puts_its_plan_in_line_again_with_the_best_so_far(
    program: Path, tmp_path: Path
) -> None:
    process = started(program, tmp_path / "plans.db")
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        told = httpx.post(f"{address}/v1/plans", json=long_work()).json()
        with httpx.stream("GET", f"{address}{told['links']['events']}", timeout=60) as answer:
            for line in answer.iter_lines():
                if '"phase":"improving"' in line:
                    break
    finally:
        code, _, err = ended(process, signal.SIGTERM)
    assert (code, err) == (-signal.SIGTERM, "")
    store = Store(file_address(tmp_path / "plans.db"))
    store.open()
    (record,) = store.plans.records()
    assert (record.state, record.has_plan, record.failure) == ("queued", True, None)
    assert store.documents.plan(record.id).plan.served == 40
    store.close()


def test_a_port_in_use_is_told_with_its_number(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressInUse) as refused:
            serve(make_world(tmp_path, address=file_address(tmp_path / "roundsman.db")), port=port)
    assert str(port) in str(refused.value)
    assert "--port" in refused.value.action
    assert list(tmp_path.iterdir()) == []


def test_a_server_starts_without_what_only_some_answers_need() -> None:
    heavy = {"matplotlib", "pandas", "ortools", "networkx"}
    loaded = f"import api.http.server, sys; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_an_answer_does_not_wait_until_its_head_is_acknowledged() -> None:
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("host", "port"), [("192.0.2.1", 0), ("no such host.invalid", 0), ("127.0.0.1", 70_000)]
)
def test_an_address_that_cannot_be_listened_on_is_told(host: str, port: int) -> None:
    with pytest.raises(AddressUnusable):
        listen(host, port)


def test_a_database_that_cannot_be_opened_is_told_before_anything_is_served(tmp_path: Path) -> None:
    (tmp_path / "roundsman.db").write_bytes(b"a picture" * 1_000)
    told: list[str] = []
    with pytest.raises(StoreDamaged):
        serve(
            make_world(tmp_path, address=file_address(tmp_path / "roundsman.db")), port=0, ready=told.append
        )
    assert told == []


def test_the_address_is_one_that_people_can_type() -> None:
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        assert address_of(listening) == f"http://localhost:{port}"


def test_connections_that_wait_are_held_for_longer_than_proxies_hold_them(tmp_path: Path) -> None:
    # The usual idle time of load balancers is 60 seconds; who hangs up first must be the side that sends.
    assert config_of(create_app(make_world(tmp_path))).timeout_keep_alive > 60


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_ipv6_is_listened_on_where_asked_for() -> None:
    try:
        listening = listen("::1", 0)
    except AddressUnusable as refused:
        pytest.skip(refused.message)
    with listening:
        assert address_of(listening).startswith("http://localhost:")


@pytest.mark.parametrize(("host", "name"), [("192.168.1.7", "192.168.1.7"), ("fd00::7", "[fd00::7]")])
def test_the_server_answers_under_the_name_it_listens_on(tmp_path: Path, host: str, name: str) -> None:
    assert name in world_at(make_world(tmp_path), host).settings.allowed_hosts
