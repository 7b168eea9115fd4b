"""`roundsman network centre`: weighted points of a table and the place nearest to them."""

import json
from pathlib import Path

import pytest

from tests.api.cli.builders import Run


def test_the_centre_of_a_table_is_told_and_written(run: Run) -> None:
    Path("points.csv").write_text("name,x,y,weight\na,0,0,10\nb,4,0,1\nc,0,3,1\n")
    ended = run("network", "centre", "points.csv", "--output", "centre.json")
    assert ended.code == 0
    written = json.loads(Path("centre.json").read_text())
    assert written["centres"] == [{"x": 0, "y": 0, "points": 3, "weight": 12}]
    assert (written["objective"], written["gap"]) == (7, 0)
    assert "0.583333 away on average" in ended.out


def test_by_longitude_and_latitude_distances_are_great_circles(run: Run) -> None:
    Path("points.csv").write_text("lon,lat\n179.5,0\n-179.5,0\n179.5,0\n")
    found = json.loads(run("network", "centre", "points.csv", "--json").out)
    assert found["centres"][0]["lon"] == pytest.approx(179.5)
    assert found["objective"] == pytest.approx(111_195, abs=1)


def test_several_centres_have_no_bound(run: Run) -> None:
    Path("points.csv").write_text("x,y\n0,0\n0,1\n90,0\n90,1\n")
    found = json.loads(run("network", "centre", "points.csv", "--count", "2", "--json").out)
    assert [each["points"] for each in found["centres"]] == [2, 2]
    assert (found["objective"], found["bound"], found["gap"]) == (pytest.approx(2), None, None)


def test_every_fault_of_the_table_is_told_at_once(run: Run) -> None:
    Path("points.csv").write_text("lon,lat,weight\n200,0,1\n7,x,-1\n,5,1\n")
    ended = run("network", "centre", "points.csv", "--json")
    assert ended.code == 2
    found = [(each["where"], each["field"]) for each in ended.error["faults"]]
    assert sorted(found) == [
        ("points.csv row 2", "lon"),
        ("points.csv row 3", "lat"),
        ("points.csv row 3", "weight"),
        ("points.csv row 4", "lon"),
    ]


def test_a_table_of_two_kinds_of_coordinates_and_too_many_centres_are_refused(run: Run) -> None:
    Path("both.csv").write_text("lon,lat,x,y\n1,2,3,4\n")
    assert (
        "either lon and lat" in run("network", "centre", "both.csv", "--json").error["faults"][0]["expected"]
    )
    Path("one.csv").write_text("x,y\n1,2\n")
    ended = run("network", "centre", "one.csv", "--count", "2", "--json")
    assert ended.error["faults"][0]["field"] == "--count"
