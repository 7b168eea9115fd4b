"""Peers answer in our terms; each test is skipped where its peer is not installed."""

import importlib
import json
from pathlib import Path

import pytest

from benchmarks import child
from benchmarks.record import Record
from benchmarks.solvers import MODULES
from tests.benchmarks.builders import make_square, make_task

PACKAGES = {"pyvrp": "pyvrp", "hgs": "hygese", "vroom": "vroom", "ours": "routing", "ortools": "routing"}
LILIM = """2\t10\t1
0\t0\t0\t0\t0\t1000\t0\t0\t0
1\t10\t0\t5\t0\t500\t1\t0\t2
2\t20\t0\t-5\t0\t500\t1\t1\t0
"""


def answer_of(solver: str, file: Path, monkeypatch: pytest.MonkeyPatch, **changes: object) -> Record:
    """Return the record of a short run, made in this process."""
    pytest.importorskip(PACKAGES[solver], reason="peers come with the dependency group bench")
    seconds = 5 if solver == "ortools" else 0.3  # its processes take a second to start
    task, out = make_task(file, solver=solver, seconds=seconds, **changes), file.with_suffix(".json")
    monkeypatch.setattr("sys.argv", ["child", task.as_json(), str(out)])
    assert child.main() == 0
    record: Record = json.loads(out.read_text(encoding="utf-8"))
    return record


@pytest.mark.parametrize("solver", sorted(MODULES))
def test_the_square_is_solved_and_costed_alike(
    solver: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = answer_of(solver, make_square(tmp_path / "cvrp"), monkeypatch)
    assert (record["cost"], record["complete"], record["broken"]) == (74, True, [])
    assert record["solver"] == solver
    assert record["wall_s"] > 0
    assert all(cost >= 74 for _, cost in record["trajectory"])


@pytest.mark.parametrize("solver", ["ours", "pyvrp", "vroom"])
def test_pairs_are_passed_on(solver: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "lilim" / "pair.txt"
    file.parent.mkdir()
    file.write_text(LILIM, encoding="utf-8")
    record = answer_of(solver, file, monkeypatch, distances="dimacs")
    assert (record["cost"], record["complete"], record["broken"]) == (400, True, [])


def test_what_cannot_be_read_leaves_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make_square(tmp_path / "cvrp")
    file.write_text(file.read_text(encoding="utf-8").replace("CVRP", "XYZ"), encoding="utf-8")
    record = answer_of("ours", file, monkeypatch)
    assert record["cost"] is None
    assert "XYZ" in record["note"]


def test_the_progress_of_hgs_becomes_a_trajectory() -> None:
    pytest.importorskip("hygese", reason="peers come with the dependency group bench")
    hgs = importlib.import_module(MODULES["hgs"])
    said = (
        "It      0      1 | T(s) 0.01 | Feas 10 120.00 125.10 | Inf 2 90.00 91.00 | Div 0.5 0.5\n"
        "It    100     50 | T(s) 0.50 | NO-FEASIBLE | Inf 2 90.00 91.00 | Div 0.5 0.5\n"
        "It    200     50 | T(s) 1.50 | Feas 10 110.00 115.10 | Inf 2 90.00 91.00 | Div 0.5 0.5\n"
    )
    assert hgs.trajectory(said) == [(0.01, 120), (1.5, 110)]
