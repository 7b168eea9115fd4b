"""Whether a computer has what is needed."""

from collections import namedtuple
from pathlib import Path

import pytest

from api.services import examine as examining
from api.services.examine import examine
from core.finding import Finding
from data.store.address import file_address

Usage = namedtuple("Usage", "total used free")


def found(what: str, cache: Path) -> Finding:
    database = file_address(cache.parent / "none.db")
    return next(each for each in examine(cache, database) if each.what == what)


def test_a_cache_that_can_be_made_is_well_and_is_not_made(tmp_path: Path) -> None:
    assert found("cache", tmp_path / "new" / "cache").state == "ok"
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining.os, "access", lambda *_: False)
    finding = found("cache", tmp_path)
    assert finding.state == "bad"
    assert "ROUNDSMAN_CACHE" in finding.action


def test_a_file_where_the_cache_should_be_is_bad(tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    assert found("cache", tmp_path / "cache").state == "bad"


def test_a_disk_that_is_nearly_full_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining.shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 10**8))
    assert found("disk", tmp_path).state == "warning"


def test_a_page_that_is_not_built_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "built_files", lambda: tmp_path)
    assert found("page", tmp_path).state == "bad"


def test_a_slow_road_engine_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "best_engine", lambda: "scipy-1.16")
    assert found("road engine", tmp_path).state == "warning"


def test_packages_that_are_missing_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "_missing", lambda _: ["ortools"])
    assert "ortools" in found("packages", tmp_path).found


def test_what_fails_while_it_is_looked_at_is_a_finding_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise ImportError("no such library")

    monkeypatch.setattr(examining, "best_engine", broken)
    finding = found("road engine", tmp_path)
    assert (finding.state, finding.found) == ("bad", "no such library")
