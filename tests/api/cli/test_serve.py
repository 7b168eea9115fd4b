"""`roundsman serve`: the page and the API on this computer."""

import socket
from pathlib import Path

import httpx

from tests.api.cli.builders import Run, running


def test_it_says_where_it_is_and_answers_there_until_ctrl_c(tmp_path: Path, run: Run) -> None:
    with running(["serve", "--port", "0"], tmp_path) as program:
        address = program.wait_for(r"Roundsman is at (http://localhost:\d+) - Ctrl-C ends it", on="out")[1]
        assert httpx.get(address).status_code == 200
        assert httpx.get(f"{address}/v1/plans").json()["plans"] == []
        second = run("serve", "--port", "0", "--json")
        program.press_ctrl_c()
        ended = program.ended()
    assert ended.code == 0, ended.err
    assert ended.err == ""
    # Two servers do not share a folder of plans.
    assert (second.code, second.error["code"]) == (1, "folder-in-use")


def test_in_json_address_folder_and_travel_sources_are_told(tmp_path: Path, town: Path) -> None:
    arguments = ["--port", "0", "--plans", "mine", "--map", str(town), "--json"]
    with running(["serve", *arguments], tmp_path) as program:
        program.wait_for("}", on="out")
        program.press_ctrl_c()
        ended = program.ended()
    assert ended.code == 0
    assert ended.document["address"].startswith("http://localhost:")
    assert ended.document["plans"] == "mine"
    assert ended.document["travel"] == ["streets", "straight-line"]


def test_a_port_in_use_is_told_before_any_work(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in ("serve", "demo"):
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


def test_plans_cannot_be_kept_in_a_file(run: Run) -> None:
    Path("plans").write_text("a note")
    ended = run("serve", "--port", "0", "--json")
    assert ended.code == 1
    assert "plans" in ended.error["message"]
