"""`roundsman template` and `roundsman doctor`."""

from pathlib import Path

import pytest

from api.cli import doctor
from core.finding import Finding
from tests.api.cli.builders import Run


def test_templates_make_a_day_that_can_be_planned(run: Run) -> None:
    written = run("template", "forms", "--json")
    assert written.code == 0
    names = [Path(file).name for file in written.document["files"]]
    assert names == ["orders.csv", "vehicles.csv", "depots.csv", "roundsman-template.xlsx"]
    how = ("--straight-line", "--time", "0.4", "--threads", "1")
    assert run("plan", "forms/roundsman-template.xlsx", *how).code == 0


def test_templates_that_may_be_filled_in_are_not_replaced(run: Run) -> None:
    run("template", "forms")
    Path("forms/orders.csv").write_text("a day's work")
    ended = run("template", "forms")
    assert ended.code == 2
    assert "orders.csv" in ended.err
    assert Path("forms/orders.csv").read_text() == "a day's work"


def test_templates_are_replaced_if_that_is_wanted(run: Run) -> None:
    run("template", "forms")
    Path("forms/orders.csv").write_text("a day's work")
    assert run("template", "forms", "--force").code == 0
    assert "A1001" in Path("forms/orders.csv").read_text("utf-8-sig")


def test_a_computer_that_has_everything_is_well(run: Run) -> None:
    ended = run("doctor", "--json")
    assert ended.code == 0
    assert {each["what"] for each in ended.document} >= {"python", "packages", "road engine", "page", "cache"}
    assert {each["state"] for each in ended.document} <= {"ok", "warning"}


def test_what_is_missing_comes_with_what_to_do_and_ends_with_1(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sick = Finding(what="page", state="bad", found="not built", action="Run `make ui`.")
    monkeypatch.setattr(doctor, "examine", lambda *_, **__: [sick])
    ended = run("doctor")
    assert ended.code == 1
    assert "bad      page: not built" in ended.out
    assert "Run `make ui`." in ended.out
