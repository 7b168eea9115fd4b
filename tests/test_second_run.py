"""What runs once more on PostgreSQL: all that can come to a database, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.second_run import ROOT, reaches_database


@pytest.mark.parametrize(
    ("source", "reaches"),
    [
        ("from tests.databases import database_at", True),
        ("from tests import databases", True),
        ("import tests.databases", True),
        ("def test() -> None:\n    from tests.api.http.builders import make_world", True),
        ("PROGRAM = 'from tests.databases import server'", True),
        ("import os\nKIND = os.environ['ROUNDSMAN_TEST_DATABASE']", True),
        ("from data.store.store import Store", False),
        ("from tests.routing.builders import solved", False),
    ],
)
def test_a_file_reaches_databases_by_what_it_imports(tmp_path: Path, source: str, reaches: bool) -> None:
    file = tmp_path / "test_it.py"
    file.write_text(source)
    assert reaches_database(file) is reaches


@pytest.mark.parametrize(
    "name", ["api/http/test_orders.py", "api/jobs/test_crashes.py", "data/store/test_backup.py"]
)
def test_tests_of_what_is_kept_run_on_every_kind(name: str) -> None:
    assert reaches_database(ROOT / "tests" / name)


@pytest.mark.parametrize(("kind", "also_without"), [("sqlite", True), ("postgres", False)])
def test_what_reaches_none_is_collected_for_the_usual_kind_alone(kind: str, also_without: bool) -> None:
    without = ["tests/api/services/test_demo_day.py", "tests/api/http/test_server.py"]
    kept = "tests/data/store/test_backup.py"
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *without, kept],
        cwd=ROOT,
        env={**os.environ, "ROUNDSMAN_TEST_DATABASE": kind, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    collected = {line.split("::")[0] for line in ended.stdout.splitlines() if "::" in line}
    assert collected == ({*without, kept} if also_without else {kept})


def test_the_files_that_go_first_are_there() -> None:
    assert [name for name in LONG if not (ROOT / "tests" / name).is_file()] == []
