"""When a demonstration that was planned before is shown again, and when not."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from api.services.demo_day import DemoDay, demo_key, kept_demo, remember_demo
from api.services.plan_files import write_plan_files
from routing.travel.straight_line import StraightLine
from tests.api.cli.builders import document_of, write_day


@pytest.fixture
def wanted(tmp_path: Path) -> DemoDay:
    extract = tmp_path / "town.osm.pbf"
    extract.write_bytes(b"a map")
    return DemoDay(extract=extract, orders=4, vehicles=2, seed=1, seconds=20.0)


@pytest.fixture
def folder(tmp_path: Path, wanted: DemoDay) -> Path:
    """A folder that holds the plan of `wanted`."""
    write_day(tmp_path / "day")
    document = document_of(tmp_path / "day", red=("ann", "bob"), blue=("cat", "dan"))
    write_plan_files(document, tmp_path / "demo", StraightLine())
    remember_demo(tmp_path / "demo", demo_key(wanted))
    return tmp_path / "demo"


def test_what_was_planned_before_is_found_again(folder: Path, wanted: DemoDay) -> None:
    kept = kept_demo(folder, demo_key(wanted))
    assert kept is not None
    assert kept.plan.served == 4


@pytest.mark.parametrize(
    "change",
    [{"orders": 5}, {"vehicles": 3}, {"seed": 2}, {"seconds": 21.0}],
    ids=lambda each: next(iter(each)),
)
def test_another_wish_is_another_plan(folder: Path, wanted: DemoDay, change: dict[str, int]) -> None:
    assert kept_demo(folder, demo_key(replace(wanted, **change))) is None


def test_another_map_under_the_same_name_is_another_plan(folder: Path, wanted: DemoDay) -> None:
    wanted.extract.write_bytes(b"another map")
    assert kept_demo(folder, demo_key(wanted)) is None


def test_the_same_map_under_another_name_is_the_same_plan(folder: Path, wanted: DemoDay) -> None:
    moved = wanted.extract.rename(folder / "city.osm.pbf")
    assert kept_demo(folder, demo_key(replace(wanted, extract=moved))) is not None


@pytest.mark.parametrize("name", [".demo.json", "plan.json", "map.html"])
def test_what_is_no_longer_whole_is_planned_anew(folder: Path, wanted: DemoDay, name: str) -> None:
    (folder / name).unlink()
    assert kept_demo(folder, demo_key(wanted)) is None


def test_a_plan_that_somebody_damaged_is_planned_anew(folder: Path, wanted: DemoDay) -> None:
    (folder / "plan.json").write_text("{")
    assert kept_demo(folder, demo_key(wanted)) is None


def test_a_plan_that_somebody_edited_is_planned_anew(folder: Path, wanted: DemoDay) -> None:
    plan = json.loads((folder / "plan.json").read_text())
    plan["routes"][0]["visits"] = [visit["stop"] for visit in plan["routes"][0]["visits"]]
    (folder / "plan.json").write_text(json.dumps(plan))
    assert kept_demo(folder, demo_key(wanted)) is None
