"""`roundsman up` and `roundsman serve`: the page and the API on this computer."""

import os
import re
import signal
import socket
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.cli import serve as serving
from tests.api.cli.builders import Run, running
from tests.api.http.builders import request_body, wait_for


@pytest.fixture
def leaves_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server in this process gets Ctrl-C as soon as it has said where it is."""
    say = serving.say_where

    def said(*given: Any, **more: Any) -> None:
        say(*given, **more)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(serving, "say_where", said)


def test_it_says_where_it_is_and_answers_there_until_ctrl_c(tmp_path: Path, run: Run) -> None:
    with running(["up", "--port", "0"], tmp_path) as program:
        address = program.wait_for(r"Roundsman is at (http://localhost:\d+) - Ctrl-C ends it", on="out")[1]
        assert httpx.get(address).status_code == 200
        answer = httpx.post(
            f"{address}/v1/plans", json=request_body(), headers={"Prefer": "wait=30"}, timeout=60
        )
        assert answer.json()["state"] == "done"
        program.press_ctrl_c()
        ended = program.ended()
    assert ended.code == 0, ended.err
    assert ended.err == ""


def test_serving_alone_takes_plans_and_a_worker_makes_them(tmp_path: Path, run: Run) -> None:
    with running(["serve", "--port", "0"], tmp_path) as server:
        address = server.wait_for(r"Roundsman is at (http://localhost:\d+) - Ctrl-C ends it", on="out")[1]
        path = httpx.post(f"{address}/v1/plans", json=request_body()).headers["Location"]
        assert httpx.get(f"{address}{path}").json()["state"] == "queued"
        with running(["worker"], tmp_path) as worker:
            worker.wait_for("Roundsman makes the plans of roundsman.db", on="out")
            wait_for(lambda: httpx.get(f"{address}{path}").json()["state"] == "done")
            worker.press_ctrl_c()
            ended = worker.ended()
        server.press_ctrl_c()
        assert server.ended().code == 0
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.usefixtures("leaves_at_once")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [((), "It is open to this computer alone, until"), (("--host", "0.0.0.0"), "No API key exists yet")],
)
def test_who_is_let_in_is_told_until_there_is_a_key(run: Run, arguments: tuple[str, ...], told: str) -> None:
    before = run("serve", "--port", "0", *arguments)
    assert (before.code, before.err) == (0, "")
    assert re.search(f"{told}.*roundsman keys create admin --role admin", before.out)
    assert run("keys", "create", "admin", "--role", "admin").code == 0
    after = run("serve", "--port", "0", *arguments)
    assert "Roundsman is at" in after.out
    assert "keys create" not in after.out


def test_the_link_for_the_first_administrator_is_in_no_log_and_a_new_start_ends_it(tmp_path: Path) -> None:
    wanted = {"name": "Ada", "password": "seven green vans at noon"}
    old = ""
    settings = {"ROUNDSMAN_LOG_FORMAT": "json"}
    for code in (410, 200):
        with running(["serve", "--port", "0"], tmp_path, settings) as server:
            address, link = server.wait_for(
                r"administrator here.*: (http://localhost:\d+)/#first-admin=(\w+)", on="out"
            ).groups()
            sent = {**wanted, "link": old or link + "0"}
            assert httpx.post(f"{address}/v1/first-admin", json=sent, timeout=60).status_code == 410
            if code == 200:
                sent = {**wanted, "link": link}
                assert httpx.post(f"{address}/v1/first-admin", json=sent, timeout=60).status_code == 200
                assert httpx.get(f"{address}/v1/plans").status_code == 401
            server.press_ctrl_c()
            ended = server.ended()
        assert (link in ended.err, ended.out.count(link), "first-admin" in ended.err) == (False, 1, True)
        old = link
    with running(["serve", "--port", "0"], tmp_path) as server:
        server.wait_for("Roundsman is at", on="out")
        server.press_ctrl_c()
        assert "first-admin" not in server.ended().out


@pytest.mark.usefixtures("leaves_at_once")
def test_in_json_address_database_and_travel_sources_are_told(town: Path, run: Run) -> None:
    ended = run("serve", "--port", "0", "--database", "mine.db", "--map", town, "--json")
    assert ended.code == 0
    assert ended.document["address"].startswith("http://localhost:")
    assert ended.document["database"] == "mine.db"
    assert ended.document["travel"] == ["streets", "straight-line"]


def test_a_port_in_use_is_told_before_any_work(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in ("serve", "up", "demo"):
            ended = run(command, "--port", port, "--json")
            assert (ended.code, ended.error["code"]) == (1, "address-in-use")
            assert str(port) in ended.error["message"]
    assert list(Path().iterdir()) == []


def test_a_port_that_is_none_is_refused(run: Run) -> None:
    assert run("serve", "--port", "70000", "--json").error["code"] == "address-unusable"


def test_speeds_without_a_map_are_refused(run: Run) -> None:
    ended = run("serve", "--port", "0", "--speeds", "speeds.toml", "--json")
    assert ended.code == 2
    assert "--speeds" in [each["field"] for each in ended.error["faults"]]


def test_a_database_that_is_none_is_told(run: Run) -> None:
    Path("notes.db").write_text("a note")
    ended = run("serve", "--port", "0", "--database", "notes.db", "--json")
    assert (ended.code, ended.error["code"]) == (1, "store-damaged")


def test_a_password_of_a_database_is_never_printed(run: Run) -> None:
    ended = run("serve", "--port", "0", "--database", "postgresql://me:secret@127.0.0.1:1/x", "--json")
    assert (ended.code, ended.error["code"]) == (1, "store-unreachable")
    assert "secret" not in ended.out + ended.err
