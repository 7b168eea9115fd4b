"""What tests of the command line may ask for."""

from pathlib import Path

import pytest

from api.cli.run import run as run_command
from tests.api.cli.builders import Ended, Run, write_day, write_map


@pytest.fixture(scope="session")
def map_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of prepared maps that all tests share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _alone(map_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own, with settings of nobody."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROUNDSMAN_CACHE", str(map_cache))
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "ROUNDSMAN_DEMO_SERVE", "ROUNDSMAN_MAPS_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def called(*arguments: object) -> Ended:
        capsys.readouterr()
        code = run_command([str(each) for each in arguments])
        said = capsys.readouterr()
        return Ended(code=code, out=said.out, err=said.err)

    return called


@pytest.fixture
def day(tmp_path: Path) -> list[str]:
    """What names the files of a small day on the command line."""
    return write_day(tmp_path / "day")


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small street map around that day."""
    return write_map(tmp_path_factory.mktemp("maps") / "town.osm.pbf")
