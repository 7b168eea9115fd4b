"""`roundsman solve`: a published instance and its answer."""

import json
import re
from pathlib import Path

from tests.api.cli.builders import Run

SQUARE = """NAME : square
TYPE : CVRP
DIMENSION : 5
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 2
NODE_COORD_SECTION
1 0 0
2 0 10
3 0 20
4 10 0
5 20 0
DEMAND_SECTION
1 0
2 1
3 1
4 1
5 1
DEPOT_SECTION
1
-1
EOF
"""
BEST = "Route #1: 1 2\nRoute #2: 3 4\nCost 80\n"
SOON = ("--time", "100", "--iterations", "50", "--threads", "1")


def test_the_answer_is_told_with_the_gap_to_the_best_known(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE)
    Path("square.sol").write_text(BEST)
    ended = run("solve", "square.vrp", *SOON)
    assert ended.code == 0
    assert "square: cost 80 with 2 vehicles" in ended.out
    assert "best known 80 with 2 vehicles: gap +0.00 %" in ended.out


def test_progress_tells_plans_looked_at_and_the_gap_to_the_best_known(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE)
    Path("square.sol").write_text(BEST)
    ended = run("solve", "square.vrp", *SOON)
    assert re.search(r"plans looked at: best \d+, 4 stops, gap \+\d+.\d\d %", ended.err)


def test_a_search_ends_where_nothing_better_is_found(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE)
    ended = run("solve", "square.vrp", "--time", "100000", "--no-improvement", "20", "--threads", "1")
    assert ended.code == 0


def test_the_answer_in_json_is_the_answer_in_the_file_and_the_comparison(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE)
    Path("square.sol").write_text(BEST)
    ended = run("solve", "square.vrp", *SOON, "--output", "answer.json", "--json")
    answer = json.loads(Path("answer.json").read_text())
    assert {key: value for key, value in ended.document.items() if key in answer} == answer
    assert ended.document["gap_percent"] == 0
    assert sorted(map(sorted, answer["routes"])) == [[1, 2], [3, 4]]


def test_without_a_solution_beside_it_nothing_is_compared(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE)
    assert "best_known" not in run("solve", "square.vrp", *SOON, "--json").document


def test_an_answer_that_leaves_locations_out_ends_with_3_and_is_not_compared(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE.replace("DIMENSION : 5", "DIMENSION : 5\nVEHICLES : 1"))
    Path("square.sol").write_text("Route #1: 1 2\nCost 40\n")
    ended = run("solve", "square.vrp", *SOON)
    assert ended.code == 3
    assert "left out: 2 locations" in ended.out
    assert "gap" not in ended.out


def test_a_damaged_solution_is_told_before_the_search(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE)
    Path("square.sol").write_text("Route #1: 1 99\nCost 80\n")
    ended = run("solve", "square.vrp", "--time", "100000", "--json")
    assert ended.code == 2
    assert "99" in ended.out


def test_what_is_no_instance_is_refused(run: Run) -> None:
    Path("letter.txt").write_text("Dear Sir or Madam\n")
    ended = run("solve", "letter.txt", *SOON, "--json")
    assert (ended.code, ended.error["code"]) == (2, "invalid-input")


def test_budgets_that_never_end_are_refused_all_at_once(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE)
    limits = ("--time", "-1", "--iterations", "0", "--no-improvement", "0")
    ended = run("solve", "square.vrp", *limits, "--json")
    fields = [each["field"] for each in ended.error["faults"]]
    assert fields == ["--time", "--iterations", "--no-improvement"]


def test_a_place_for_the_answer_that_cannot_be_is_told_before_the_search(run: Run) -> None:
    Path("square.vrp").write_text(SQUARE)
    ended = run("solve", "square.vrp", "--time", "100000", "--output", "square.vrp/answer.json")
    assert ended.code == 1
    assert "square.vrp: Not a directory" in ended.err
