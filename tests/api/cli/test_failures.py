"""Failures of the system and of ourselves: a sentence, an exit code, never a traceback."""

import errno
import os

import pytest

from api.cli import check
from api.cli.failures import FileTrouble
from tests.api.cli.builders import Run


def failing(failure: BaseException) -> object:
    def fail(*_: object) -> None:
        raise failure

    return fail


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> "pytest.MonkeyPatch":
    """`roundsman check` of a plan that is there."""
    monkeypatch.delenv("ROUNDSMAN_DEBUG", raising=False)
    monkeypatch.setattr(check, "refuse_missing", lambda _: None)
    return monkeypatch


def test_a_surprise_is_told_in_a_sentence_with_how_to_report_it(run: Run, broken: pytest.MonkeyPatch) -> None:
    broken.setattr(check, "read_plan", failing(ZeroDivisionError("division by zero")))
    ended = run("check", "plan.json")
    assert (ended.code, ended.out) == (1, "")
    assert "ZeroDivisionError: division by zero" in ended.err
    assert "ROUNDSMAN_DEBUG=1" in ended.err
    assert "Traceback" not in ended.err


def test_a_surprise_is_told_in_json_too(run: Run, broken: pytest.MonkeyPatch) -> None:
    broken.setattr(check, "read_plan", failing(KeyError("depot")))
    ended = run("check", "plan.json", "--json")
    assert (ended.code, ended.error["code"]) == (1, "unexpected")


def test_whoever_looks_for_the_fault_sees_where_it_is(run: Run, broken: pytest.MonkeyPatch) -> None:
    broken.setenv("ROUNDSMAN_DEBUG", "1")
    broken.setattr(check, "read_plan", failing(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        run("check", "plan.json")


def test_too_little_memory_is_a_failure_like_others(run: Run, broken: pytest.MonkeyPatch) -> None:
    broken.setattr(check, "read_plan", failing(MemoryError()))
    assert run("check", "plan.json", "--json").error["code"] == "unexpected"


def test_ctrl_c_outside_a_search_ends_with_130(run: Run, broken: pytest.MonkeyPatch) -> None:
    broken.setattr(check, "read_plan", failing(KeyboardInterrupt()))
    ended = run("check", "plan.json", "--json")
    assert (ended.code, ended.error["code"]) == (130, "stopped")


@pytest.mark.parametrize(
    ("filename", "shown"),
    [
        ("/data/plan.json", "/data/plan.json: "),
        (b"/data/plan.json", "/data/plan.json: "),
        ("/data/.plan.json.0123456789ab.part", "/data/plan.json: "),
        (None, "standard output: "),
    ],
)
def test_the_systems_errors_name_the_file_that_the_user_knows(
    run: Run, broken: pytest.MonkeyPatch, filename: str | bytes | None, shown: str
) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), filename)
    broken.setattr(check, "read_plan", failing(full))
    ended = run("check", "plan.json")
    assert ended.code == 1
    assert f"{shown}No space left on device." in ended.err


def test_an_error_of_the_system_without_words_is_told_by_its_kind() -> None:
    assert str(FileTrouble.of(TimeoutError())) == "A file or the standard output: TimeoutError."
