"""`roundsman network simulate`: what is told, refused, kept through a kill, and ended by Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.api.cli.builders import Run
from tests.docs.pages import ROOT

QUICK = ("--time", "2", "--iterations", "20", "--processes", "1")


@pytest.fixture
def riviera(run: Run) -> str:
    assert run("network", "template", "riviera").code == 0
    return "riviera"


def test_distributions_differences_and_vehicles_are_told(run: Run, riviera: str) -> None:
    ended = run("network", "simulate", riviera, "--days", "3", "--replications", "2", *QUICK)
    assert ended.code == 0
    for told in ("running cost", "in time %", "vehicles needed on a day", "95 % interval", "Marseille late"):
        assert told in ended.out


def test_one_document_is_printed(run: Run, riviera: str) -> None:
    ended = run(
        "network", "simulate", riviera, "as-is", "--days", "3", "--replications", "1",
        "--scenario", "undisturbed",
        "--disruption", "site-down,FON,2,2", "--output", "out", "--json", *QUICK,
    )  # fmt: skip
    document = json.loads(ended.out)
    assert {each["scenario"] for each in document["results"]} == {"undisturbed", "as asked"}
    assert {each["design"] for each in document["results"]} == {"as-is"}
    assert all(Path(name).is_file() for name in document["files"])


def test_what_cannot_be_is_refused(run: Run, riviera: str) -> None:
    ended = run("network", "simulate", riviera, "--days", "0", "--replications", "0", "--json")
    assert ended.code == 2
    assert len(ended.error["faults"]) == 2
    ended = run("network", "simulate", riviera, "nowhere.json", "--json")
    assert ended.code == 4
    ended = run("network", "simulate", riviera, "--scenario", "Flood", "--json", *QUICK)
    assert "Marseille late" in ended.error["faults"][0]["expected"]
    ended = run(
        "network",
        "simulate",
        riviera,
        "as-is",
        "--dask",
        "tcp://127.0.0.1:1",
        "--days",
        "1",
        "--json",
        *QUICK,
    )
    assert ended.code == 2
    assert ended.error["faults"][0]["field"] == "--dask"


def command(folder: Path, processes: int, days: int = 12) -> list[str]:
    call = "from api.cli import main; main()"
    words = [
        "network",
        "simulate",
        str(folder / "riviera"),
        "as-is",
        "--days",
        f"{days}",
        "--replications",
        "2",
    ]
    words += ["--scenario", "Bad luck", "--iterations", "300", "--time", "2", "--processes", str(processes)]
    return [sys.executable, "-c", call, *words, "--output", str(folder / "out")]


def started(folder: Path, processes: int, days: int = 12) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command(folder, processes, days),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    while process.poll() is None and _lines(folder) < 8:
        time.sleep(0.05)
    return process


def _lines(folder: Path) -> int:
    return sum(file.read_bytes().count(b"\n") for file in (folder / "out" / "runs").glob("*.jsonl"))


def test_a_simulation_that_was_killed_goes_on_to_the_same_result(run: Run, riviera: str) -> None:
    here = Path.cwd()
    process = started(here, processes=2)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    ended = run(*command(here, 1)[3:], "--json")
    assert ended.code == 0
    fresh = run(*command(here, 1)[3:-1], str(here / "fresh"), "--json")
    assert json.loads(ended.out)["results"] == json.loads(fresh.out)["results"]


def test_ctrl_c_tells_the_days_so_far(run: Run, riviera: str) -> None:
    process = started(Path.cwd(), processes=2, days=365)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert "Stopping with the days so far" in err
    assert "goes on from here" in err
    assert json.loads((Path.cwd() / "out" / "simulation.json").read_text())["whole"] is False
    del out
