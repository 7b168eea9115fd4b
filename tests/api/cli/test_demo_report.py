"""The planner's report of `roundsman demo`, as whoever clones the repository meets it."""

import os
import shutil
from pathlib import Path

import httpx
import pytest

from tests.api.cli.builders import Ended, running

SMALL = ["demo", "--orders", "30", "--vehicles", "4", "--time", "1"]
REPORT = Path("out/demo/network/report/comparison.html")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, map_cache: Path) -> tuple[Path, Ended]:
    """The folder of a demonstration without a page, and what was said while it was made."""
    folder = tmp_path_factory.mktemp("demo")
    environ = {**os.environ, "ROUNDSMAN_DEMO_SERVE": "0", "ROUNDSMAN_CACHE": str(map_cache)}
    with running(SMALL, folder, environ) as program:
        return folder, program.ended()


@pytest.fixture
def environ(map_cache: Path) -> dict[str, str]:
    return {**os.environ, "ROUNDSMAN_CACHE": str(map_cache)}


def test_it_says_where_to_open_the_report(made: tuple[Path, Ended]) -> None:
    folder, ended = made
    assert ended.code == 0, ended.err
    assert f"Open {REPORT} in a browser." in ended.out
    assert (folder / REPORT).is_file()
    assert (folder / "out/demo/network/past_orders.csv").is_file()


def test_run_again_the_tables_are_left_as_somebody_changed_them(
    made: tuple[Path, Ended], tmp_path: Path, environ: dict[str, str]
) -> None:
    shutil.copytree(made[0] / "out", tmp_path / "out")
    changed = tmp_path / "out/demo/network/limits.csv"
    changed.write_text("mine")
    with running([*SMALL, "--json"], tmp_path, {**environ, "ROUNDSMAN_DEMO_SERVE": "0"}) as program:
        ended = program.ended()
    assert ended.document["planners_report"] == str(REPORT)
    assert changed.read_text() == "mine"


def test_it_is_made_behind_the_page_that_is_served_meanwhile(
    made: tuple[Path, Ended], tmp_path: Path, environ: dict[str, str]
) -> None:
    shutil.copytree(made[0] / "out", tmp_path / "out")
    shutil.rmtree(tmp_path / "out/demo/network")
    with running([*SMALL, "--port", "0"], tmp_path, environ) as program:
        address = program.wait_for(r"Roundsman is at (http://localhost:\d+)", on="out")[1]
        assert not (tmp_path / REPORT).exists()
        assert httpx.get(address, timeout=30).status_code == 200
        program.wait_for("Where should hubs stand", on="out")
        assert (tmp_path / REPORT).is_file()
        program.press_ctrl_c()
        ended = program.ended()
    assert ended.code == 0, ended.err


def test_ctrl_c_at_the_page_does_not_wait_for_the_report(
    made: tuple[Path, Ended], tmp_path: Path, environ: dict[str, str]
) -> None:
    shutil.copytree(made[0] / "out", tmp_path / "out")
    shutil.rmtree(tmp_path / "out/demo/network")
    with running([*SMALL, "--port", "0"], tmp_path, environ) as program:
        program.wait_for(r"Roundsman is at", on="out")
        program.press_ctrl_c()
        ended = program.ended()
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / REPORT).exists()
