"""The typed clients of `make clients`: they fit the API of today, and plan a day on a real server."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.http.examples import EXAMPLES
from tests.api.http.builders import make_world, running
from tests.docs.pages import ROOT

BUILT = ROOT / "build" / "clients"
EXAMPLE = ROOT / "clients" / "examples" / "plan_a_day"
TYPESCRIPT = ROOT / "clients" / "typescript"


@pytest.fixture(scope="module")
def wheel() -> Path:
    found = list(BUILT.glob("roundsman_client-*.whl"))
    new = (ROOT / "docs" / "openapi.json").stat().st_mtime
    if not found or found[0].stat().st_mtime < new:
        if os.environ.get("CI"):
            pytest.fail("The clients are not built from docs/openapi.json of today; run: make clients")
        pytest.skip("The clients are not built from docs/openapi.json of today; run: make clients")
    return found[0]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with running(make_world(tmp_path)) as client:
        yield str(client.base_url)


@pytest.fixture
def day(tmp_path: Path) -> str:
    return _written(tmp_path / "day.json", EXAMPLES["create_plan"])


@pytest.fixture
def wrong_day(tmp_path: Path) -> str:
    nowhere = [{"id": "A1", "place": {"lon": 7.42, "lat": 97.0}}]
    asked = EXAMPLES["create_plan"]
    return _written(tmp_path / "wrong.json", {**asked, "day": {**asked["day"], "orders": nowhere}})


def _written(file: Path, body: object) -> str:
    file.write_text(json.dumps(body))
    return str(file)


def ran(*command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, timeout=120, check=False
    )


def test_the_python_client_plans_a_day(
    wheel: Path, address: str, day: str, wrong_day: str, tmp_path: Path
) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    path = str(tmp_path / "installed")
    example = str(EXAMPLE.with_suffix(".py"))
    checked = ran(
        sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", str(tmp_path / "cache"),
        example, MYPYPATH=path,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    planned = ran(sys.executable, example, address, day, PYTHONPATH=path)
    _is_a_plan(planned)
    refused = ran(sys.executable, example, address, wrong_day, PYTHONPATH=path)
    assert refused.returncode == 1
    assert "expected a latitude from -90 to 90" in refused.stderr


def test_the_typescript_client_plans_a_day(
    wheel: Path, address: str, day: str, wrong_day: str, tmp_path: Path
) -> None:
    assert list(BUILT.glob("roundsman-client-*.tgz"))
    modules = tmp_path / "node_modules"
    modules.mkdir()
    (modules / "roundsman-client").symlink_to(TYPESCRIPT)
    (modules / "@types").symlink_to(TYPESCRIPT / "node_modules" / "@types")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    example = tmp_path / "plan_a_day.ts"
    example.write_text(EXAMPLE.with_suffix(".ts").read_text())
    compiler = TYPESCRIPT / "node_modules" / "typescript" / "bin" / "tsc"
    checked = ran(
        "node", str(compiler), "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext",
        "--types", "node", "--typeRoots", str(modules / "@types"), str(example),
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    _is_a_plan(ran("node", str(example.with_suffix(".js")), address, day))
    refused = ran("node", str(example.with_suffix(".js")), address, wrong_day)
    assert refused.returncode == 1
    assert "expected a latitude from -90 to 90" in refused.stderr


def _is_a_plan(told: "subprocess.CompletedProcess[str]") -> None:
    assert told.returncode == 0, told.stderr
    first, *visits = told.stdout.splitlines()
    assert first.startswith("done: 2 stops, ")
    assert visits[0].lstrip("\ufeff").startswith("day,vehicle,")
    assert any(",A1," in visit for visit in visits)
