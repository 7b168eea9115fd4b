"""What a figure belongs to: a computer and a state of the code."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import computer


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A repository with a commit of code."""
    monkeypatch.setattr(computer, "ROOT", tmp_path)
    for words in (["init", "-q"], ["config", "user.email", "a@b.c"], ["config", "user.name", "a"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    committed(tmp_path, "routing/solve.py", "1")
    yield tmp_path
    computer.commit.cache_clear()


def committed(house: Path, name: str, text: str) -> None:
    changed(house, name, text)
    subprocess.run(["git", "add", "-A"], cwd=house, check=True)
    subprocess.run(["git", "commit", "-qm", "a"], cwd=house, check=True)


def changed(house: Path, name: str, text: str) -> None:
    (house / name).parent.mkdir(exist_ok=True)
    (house / name).write_text(text, encoding="utf-8")


def state() -> str:
    computer.commit.cache_clear()
    return computer.commit()


def test_a_commit_of_results_is_no_new_state(house: Path) -> None:
    before = state()
    committed(house, "results.md", "fast")
    assert state() == before


def test_a_commit_of_code_is_a_new_state(house: Path) -> None:
    before = state()
    committed(house, "routing/solve.py", "2")
    assert state() != before


def test_each_change_that_is_not_committed_is_a_state_of_its_own(house: Path) -> None:
    before = state()
    changed(house, "routing/solve.py", "2")
    edited = state()
    changed(house, "routing/new.py", "1")
    added = state()
    assert len({before, edited, added}) == 3
    assert edited.startswith(f"{before}-changed-")


def test_the_name_of_a_computer_is_fit_for_a_folder() -> None:
    assert set(computer.computer_name()) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
