"""Tables, lines and curves of a report."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.lines import write_lines
from benchmarks.over_time import curve, references
from benchmarks.record import place, write
from benchmarks.report import newest, remarks, write_report
from benchmarks.runs import gathered
from benchmarks.table import markdown, table
from tests.benchmarks.builders import make_record, make_row, make_task


def cells(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]


def test_columns_stand_below_each_other() -> None:
    assert markdown(("a", "long"), [("1.25", "2")]) == "| a    | long |\n| :--- | :--- |\n| 1.25 | 2    |\n"


def test_a_line_of_the_table_holds_ours_the_peers_and_what_was_to_be_reached() -> None:
    row = make_row(shares={"10s": 0.5})
    found = gathered(row, [make_record(gap=0.25), make_record(solver="pyvrp", gap=1.0)])
    headings, _, line = cells(table([found]))
    told = dict(zip(headings, line, strict=True))
    assert (told["set"], told["limit"], told["instances"], told["ours"]) == ("X", "10s", "1", "0.25")
    assert (told["PyVRP"], told["HGS-CVRP"], told["ratio"]) == ("1.00", "", "0.25")
    assert (told["to reach"], told["reached"]) == ("1 %, 0.50 of best peer", "yes")
    assert (told["s"], told["MiB"]) == ("10.0", "50")


def test_a_peer_that_failed_on_some_instances_says_so() -> None:
    runs = [make_record("a"), make_record("b")]
    runs += [make_record("a", solver="pyvrp", gap=2.0), make_record("b", solver="pyvrp", cost=None)]
    headings, _, line = cells(table([gathered(make_row(), runs)]))
    assert dict(zip(headings, line, strict=True))["PyVRP"] == "2.00 (1 of 2)"


def test_limits_stand_in_order_and_a_peers_own_time_last() -> None:
    runs = [make_record(limit=limit) for limit in ("60s", "vroom-own", "1s", "10s")]
    assert gathered(make_row(), runs).limits("ours") == ["1s", "10s", "60s", "vroom-own"]


def test_every_instance_is_a_line_of_the_csv_file(tmp_path: Path) -> None:
    found = gathered(make_row(), [make_record("a"), make_record("b"), make_record("a", solver="hgs")])
    write_lines([found], tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        told = [(line["solver"], line["instance"], line["gap"]) for line in csv.DictReader(lines)]
    assert told == [("hgs", "a", "1.0"), ("ours", "a", "1.0"), ("ours", "b", "1.0")]


def test_remarks_tell_of_refusals_broken_rules_and_a_busy_computer() -> None:
    found = [
        make_record("a", cost=None, note="cannot be read"),
        make_record("b", broken=["too heavy"]),
        make_record("c", solver="pyvrp", wall_s=10.0, cpu_s=5.0),
    ]
    told = remarks(found)
    assert "cvrp/a, ours, 10s: cannot be read" in told
    assert "breaks a rule: too heavy" in told
    assert "1 of 1 runs on one core got less than 90%" in told


def test_a_report_takes_ours_of_one_commit_and_peers_of_their_newest_version(tmp_path: Path) -> None:
    for solver, version in [("ours", "c1"), ("ours", "c2"), ("pyvrp", "0.9.1"), ("pyvrp", "0.14.1")]:
        task = make_task(solver=solver)
        write(place(tmp_path, task, version), make_record(solver=solver, version=version))
    found = [(record["solver"], record["version"]) for record in newest(tmp_path, "c1")]
    assert found == [("ours", "c1"), ("pyvrp", "0.14.1")]


def test_a_curve_begins_when_every_instance_has_an_answer_and_ends_with_the_judged_cost() -> None:
    runs = [
        make_record("a", cost=110, trajectory=[[1.0, 130], [2.0, 120]]),
        make_record("b", cost=100, trajectory=[[4.0, 110]]),
    ]
    found = gathered(make_row(), runs)
    points = curve(found.of("ours", "10s"), references(found))
    assert points is not None
    seconds, gaps = points
    assert seconds[0] == pytest.approx(4, rel=0.05)
    assert gaps[0] == pytest.approx((20 + 10) / 2)
    assert gaps[-1] == pytest.approx((10 + 0) / 2)
    assert np.all(np.diff(gaps) <= 0)


def test_where_no_best_is_known_the_lowest_cost_of_all_solvers_is_the_reference() -> None:
    runs = [make_record(cost=120, best=None), make_record(cost=110, best=None, solver="pyvrp")]
    assert references(gathered(make_row(), runs)) == {"cvrp/a": 110}


def test_a_report_has_a_table_a_csv_file_and_a_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="pictures need the dependency group bench")
    found = [make_record("X-n101-k25", trajectory=[[1.0, 120]])]
    text = write_report(found, "c1", tmp_path, date(2026, 1, 2))
    names = {file.name for file in tmp_path.iterdir()}
    assert names == {"2026-01-02-c1.md", "2026-01-02-c1.csv", "2026-01-02-c1-x-n-303.png"}
    assert "X, n <= 303" in text
    assert "![X, n <= 303](2026-01-02-c1-x-n-303.png)" in text
