"""`roundsman demo` from a map to a page, as whoever clones the repository meets it."""

import csv
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from tests.api.cli.builders import Ended, running

SMALL = ["demo", "--orders", "30", "--vehicles", "4", "--time", "2", "--no-planner"]
FILES_ONLY = {"ROUNDSMAN_DEMO_SERVE": "0"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, map_cache: Path) -> tuple[Path, Ended]:
    """The folder of a demonstration, and what was said while it was made."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, in_folder(folder, SMALL, {**FILES_ONLY, "ROUNDSMAN_CACHE": str(map_cache)})


@pytest.fixture
def copy(made: tuple[Path, Ended], tmp_path: Path) -> Path:
    """The demonstration in a folder of the test's own."""
    shutil.copytree(made[0] / "out", tmp_path / "out")
    return tmp_path


def in_folder(folder: Path, arguments: list[str], environ: Mapping[str, str]) -> Ended:
    with running(arguments, folder, {**os.environ, **environ}) as program:
        return program.ended()


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_the_demonstration_shows_progress_a_table_and_where_to_look(made: tuple[Path, Ended]) -> None:
    _, ended = made
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    for step in ("Drawing 30 synthetic orders", "Travel times", "Routes", "Writing files"):
        assert f"{step} ..." in ended.err
    assert "of 30 stops" in ended.out
    assert "Open out/demo/map.html in a browser." in ended.out


def test_it_says_that_its_orders_are_synthetic_and_whose_map_it_is(made: tuple[Path, Ended]) -> None:
    assert "Synthetic orders" in made[1].err
    assert "© OpenStreetMap contributors" in made[1].err


def test_its_files_are_those_of_any_day(made: tuple[Path, Ended]) -> None:
    folder = made[0] / "out" / "demo"
    assert len(rows(folder / "orders.csv")) == 30
    plan = json.loads((folder / "plan.json").read_text())
    assert plan["summary"]["stops"] == 30
    assert plan["attribution"].startswith("© OpenStreetMap")
    for name in ("map.html", "manifest.html", "plan.geojson"):
        assert (folder / name).stat().st_size > 1000
    assert len(list((folder / "gpx").glob("*.gpx"))) == plan["summary"]["routes"] > 0


def test_what_it_leaves_out_has_a_reason(made: tuple[Path, Ended]) -> None:
    folder = made[0] / "out" / "demo"
    plan = json.loads((folder / "plan.json").read_text())
    assert plan["summary"]["served"] + len(plan["unserved"]) == 30
    assert all(each["reason"]["text"] for each in plan["unserved"])


def test_its_plan_passes_the_referee(made: tuple[Path, Ended]) -> None:
    ended = in_folder(made[0], ["check", "out/demo/plan.json", "--json"], {})
    assert ended.document["sound"] is True
    assert ended.code == (3 if ended.document["missed"] else 0)


def test_run_again_the_plan_is_the_same_and_nothing_is_searched(copy: Path, map_cache: Path) -> None:
    before = (copy / "out/demo/plan.json").read_text()
    environ = {**FILES_ONLY, "ROUNDSMAN_CACHE": str(map_cache)}
    ended = in_folder(copy, [*SMALL, "--json"], environ)
    assert ended.code == 0
    assert ended.document["planned_before"] is True
    assert (copy / "out/demo/plan.json").read_text() == before


def test_the_page_is_served_with_the_plan_on_it_until_ctrl_c(copy: Path, map_cache: Path) -> None:
    environ = {"ROUNDSMAN_CACHE": str(map_cache)}
    with running([*SMALL, "--port", "0", "--json"], copy, environ) as program:
        address = program.wait_for(r'"address": "(http://localhost:\d+)"', on="out")[1]
        page = httpx.get(address)
        plans = httpx.get(f"{address}/v1/plans").json()
        program.press_ctrl_c()
        ended = program.ended()
    assert page.status_code == 200
    assert "<html" in page.text
    assert [each["state"] for each in plans["plans"]] == ["done"]
    assert plans["plans"][0]["stops"] == ended.document["stops"] == 30
    assert ended.code == 0, ended.err
    assert ended.err == ""


def test_ctrl_c_keeps_the_best_so_far_and_is_not_remembered_as_the_plan(
    tmp_path: Path, map_cache: Path
) -> None:
    environ = {"ROUNDSMAN_CACHE": str(map_cache)}
    with running([*SMALL, "--time", "600", "--port", "0"], tmp_path, environ) as program:
        program.wait_for("best .* stops")
        program.press_ctrl_c()
        ended = program.ended()
    assert ended.code == 0, ended.err
    assert "of 30 stops" in ended.out
    assert "localhost" not in ended.out
    folder = tmp_path / "out" / "demo"
    assert (folder / "map.html").is_file()
    assert not (folder / ".demo.json").exists()


def test_any_other_city_will_do(shared: Path, tmp_path: Path, map_cache: Path) -> None:
    environ = {**FILES_ONLY, "ROUNDSMAN_CACHE": str(map_cache)}
    helsinki = shared / "maps" / "helsinki_center.osm.pbf"
    ended = in_folder(tmp_path, [*SMALL, "--map", str(helsinki), "--json"], environ)
    assert ended.code == 0, ended.err
    assert ended.document["stops"] == 30
    assert "helsinki_center" in ended.document["travel_source"]
