"""`roundsman matrix`, and the way back into `plan --matrix`."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.api.cli.builders import Run, write_day
from tests.routing.travel.stand_in import says, stand_in

SOON = ("--time", "0.4", "--threads", "1", "--json")


@pytest.fixture
def places(day: list[str]) -> list[str]:
    """The tables whose places a plan of the day needs: orders and depots."""
    return [day[0], day[4]]


def travel_of(plan: str) -> object:
    return json.loads(Path(plan, "plan.json").read_text())["problem"]["travel"]


@pytest.mark.parametrize(
    ("output", "back"),
    [
        ("m.npz", ("--matrix", "m.npz")),
        ("m.csv", ("--matrix", "m.csv", "--matrix-distances", "m.metres.csv")),
    ],
)
def test_a_plan_by_its_own_matrix_has_the_travel_times_of_the_map(
    run: Run, day: list[str], places: list[str], town: Path, output: str, back: tuple[str, ...]
) -> None:
    written = run("matrix", *places, "--map", town, "--output", output, "--json")
    assert written.code == 0
    assert written.document["places"] == 5
    assert written.document["files"] == [name for name in back if not name.startswith("--")]
    assert run("plan", *day, *back, "--output", "by-matrix", *SOON).code == 0
    assert run("plan", *day, "--map", town, "--output", "by-map", *SOON).code == 0
    assert travel_of("by-matrix") == travel_of("by-map")


def test_a_plan_by_a_given_matrix_says_that_it_knows_no_streets(
    run: Run, day: list[str], places: list[str]
) -> None:
    run("matrix", *places, "--straight-line", "--output", "m.npz")
    ended = run("plan", *day, "--matrix", "m.npz", *SOON)
    assert any("no streets" in note for note in ended.document["notes"])


def test_a_matrix_that_lacks_a_place_is_refused_with_its_id(run: Run, day: list[str]) -> None:
    run("matrix", day[0], "--straight-line", "--output", "m.npz")
    ended = run("plan", *day, "--matrix", "m.npz", *SOON)
    assert (ended.code, ended.error["code"]) == (5, "travel-source-failed")
    assert "hub" in ended.error["faults"][0]["value"]


def test_traffic_gives_a_slice_for_each_part_of_the_day(run: Run, places: list[str], town: Path) -> None:
    slices = '[[slices]]\nfrom = "00:00"\n[[slices]]\nfrom = "07:00"\nall = 0.5\n'
    Path("rush.toml").write_text('[groups]\nall = ["residential"]\n' + slices)
    ended = run("matrix", *places, "--map", town, "--traffic", "rush.toml", "--output", "m.npz", "--json")
    assert ended.document["slices"] == 2
    assert np.load("m.npz")["durations"].shape == (2, 5, 5)


def test_a_matrix_with_slices_does_not_fit_into_csv(run: Run, places: list[str], town: Path) -> None:
    Path("rush.toml").write_text("")
    ended = run("matrix", *places, "--map", town, "--traffic", "rush.toml", "--output", "m.csv", "--json")
    assert ended.code == 2
    assert ".npz" in ended.error["faults"][0]["expected"]
    assert not Path("m.csv").exists()


@pytest.mark.parametrize("output", ["m.xlsx", "m"])
def test_a_matrix_is_npz_or_csv(run: Run, places: list[str], output: str) -> None:
    ended = run("matrix", *places, "--straight-line", "--output", output, "--json")
    assert [each["field"] for each in ended.error["faults"]] == ["--output"]


def test_ids_that_a_spreadsheet_takes_for_formulas_stay_out_of_csv(run: Run) -> None:
    day = write_day(Path("day"), "=1+1,400,0,1,,,")
    ended = run("matrix", day[0], "--straight-line", "--output", "m.csv", "--json")
    assert [each["value"] for each in ended.error["faults"]] == ["=1+1"]
    assert run("matrix", day[0], "--straight-line", "--output", "m.npz").code == 0


def test_an_id_in_two_files_is_a_fault(run: Run, day: list[str]) -> None:
    ended = run("matrix", day[0], day[0], "--straight-line", "--output", "m.npz", "--json")
    assert ended.code == 2
    assert {each["value"] for each in ended.error["faults"]} == {"ann", "bob", "cat", "dan"}


def test_a_failing_server_may_be_replaced_by_an_estimate_that_says_so(run: Run, places: list[str]) -> None:
    with stand_in(says(b"Please log in")) as server:
        ended = run("matrix", *places, "--osrm", server.url, "--fallback", "--output", "m.npz", "--json")
    assert ended.code == 0
    assert any(server.url in note for note in ended.document["notes"])


def test_all_missing_files_are_named(run: Run) -> None:
    ended = run("matrix", "a.csv", "b.csv", "--straight-line", "--output", "m.npz", "--json")
    assert ended.code == 4
    assert "a.csv" in ended.error["message"]
    assert "b.csv" in ended.error["message"]
