"""`roundsman network solve`: a published question of location and its answer."""

import json
from pathlib import Path

from tests.api.cli.builders import Run

PATH = "4 3 1\n1 2 5\n2 3 5\n3 4 5\n"
"""Four nodes in a row, 5 apart; one site is to be opened."""


def test_the_answer_is_told_and_written_with_its_bound(run: Run) -> None:
    Path("row.txt").write_text(PATH)
    ended = run(
        "network", "solve", "row.txt", "--set", "orlib_pmed", "--time", "5", "--output", "answer.json"
    )
    assert ended.code == 0
    assert "row, p-median: 20 with 1 site" in ended.out
    answer = json.loads(Path("answer.json").read_text())
    assert (answer["objective"], answer["bound"], answer["gap"]) == (20, 20, 0)
    assert answer["assignment"] == answer["open"] * 4


def test_a_set_that_is_none_is_refused_with_those_there_are(run: Run) -> None:
    Path("row.txt").write_text(PATH)
    ended = run("network", "solve", "row.txt", "--set", "orlib", "--json")
    assert ended.code == 2
    assert "orlib_pmed" in ended.error["faults"][0]["expected"]


def test_what_is_wrong_in_a_file_is_named_with_its_line(run: Run) -> None:
    Path("row.txt").write_text("4 3 1\n1 2 x\n2 9 5\n3 4 -5\n")
    ended = run("network", "solve", "row.txt", "--set", "orlib_pmed", "--json")
    assert ended.code == 2
    found = {(each["where"], each["value"]) for each in ended.error["faults"]}
    assert found == {("row.txt line 2", "x"), ("row.txt line 3", "9"), ("row.txt line 4", "-5")}


def test_a_file_that_ends_too_early_says_how_much_is_missing(run: Run) -> None:
    Path("row.txt").write_text("4 3 1\n1 2 5\n2 3\n")
    ended = run("network", "solve", "row.txt", "--set", "orlib_pmed", "--json")
    assert ended.error["faults"][0]["value"] == "the end after 5 of 9"
