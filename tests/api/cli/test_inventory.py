"""`roundsman inventory` as a person calls it."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from data.templates.write_stock import write_stock_templates
from tests.api.cli.builders import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_stock_templates(tmp_path / "shelf")
    return tmp_path / "shelf"


def test_policies_are_written_in_every_format(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("inventory", "policy", str(folder), "--output", str(tmp_path / "out"), "--json")
    assert result.code == 0
    told = json.loads(result.out)
    assert len(told["items"]) == 8
    assert {Path(name).suffix for name in told["files"]} == {
        ".json",
        ".csv",
        ".xlsx",
        ".html",
        ".svg",
        ".png",
    }
    written = json.loads((tmp_path / "out" / "policies.json").read_text(encoding="utf-8"))
    assert written["items"] == told["items"]
    with (tmp_path / "out" / "policies.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert [row["item"] for row in csv.DictReader(lines)] == [each["item"] for each in told["items"]]
    sheet = CalamineWorkbook.from_path(str(tmp_path / "out" / "policies.xlsx")).get_sheet_by_name("policies")
    assert len(sheet.to_python()) == 9
    page = (tmp_path / "out" / "policies.html").read_text(encoding="utf-8")
    assert "Espresso machine" in page
    assert "<svg" in page
    assert 'http-equiv="Content-Security-Policy"' in page


def test_the_table_says_what_to_order_and_why(run: Run, folder: Path) -> None:
    result = run("inventory", "policy", str(folder))
    assert result.code == 0
    assert "no more than the reorder point" in result.out


def test_a_name_with_markup_or_a_formula_does_no_harm(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "shelf.csv"
    path.write_text(
        "item,name,demand_per_day,lead_time_days,unit_cost,order_cost\n"
        "=1+1,<script>alert(1)</script>,5,3,10,20\n",
        encoding="utf-8",
    )
    outputs = [str(tmp_path / f"out.{ending}") for ending in ("html", "csv")]
    result = run("inventory", "policy", str(path), "--output", outputs[0], "--output", outputs[1])
    assert result.code == 0
    assert "<script>alert" not in Path(outputs[0]).read_text(encoding="utf-8")
    assert "\n=1+1" not in Path(outputs[1]).read_text(encoding="utf-8-sig")


def test_forecasts_are_told_and_written(run: Run, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "next.csv"
    result = run(
        "inventory", "forecast", str(folder / "demand.csv"), "--weeks", "3", "--output", str(output), "--json"
    )
    assert result.code == 0
    told = json.loads(result.out)
    assert [row["week_from"] for row in told["weeks"]] == ["2026-10-12", "2026-10-19", "2026-10-26"]
    assert told["errors"][0]["wape"] < 0.5
    with output.open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == 3


def test_faults_leave_nothing_behind(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "shelf.csv"
    path.write_text(
        "item,demand_per_day,lead_time_days,unit_cost,order_cost\na,-5,3,10,20\n", encoding="utf-8"
    )
    result = run("inventory", "policy", str(path), "--output", str(tmp_path / "out"))
    assert result.code == 2
    assert "shelf.csv row 2, demand_per_day" in result.err
    assert not (tmp_path / "out").exists()


def test_an_unknown_ending_is_refused_before_any_work(run: Run, folder: Path) -> None:
    result = run("inventory", "policy", str(folder), "--output", "x.pdf")
    assert result.code == 2
    assert "x.pdf" in result.err


def test_templates_do_not_replace_what_may_be_filled_in(run: Run, folder: Path) -> None:
    assert run("inventory", "template", str(folder)).code == 2
    assert run("inventory", "template", str(folder), "--force").code == 0


@pytest.fixture
def ending(tmp_path: Path) -> Path:
    """A sells every week for 30 weeks, and has no rows in the last two; B sells until the end."""
    monday = date(2026, 1, 5)
    rows = [f"A,{monday + timedelta(weeks=week)},{105 + 5 * week}" for week in range(30)]
    rows += [f"B,{monday + timedelta(weeks=week)},50" for week in range(32)]
    path = tmp_path / "demand.csv"
    path.write_text("\n".join(["item,date,quantity", *rows, "B,2026-08-16,0"]) + "\n", encoding="utf-8")
    return path


def test_weeks_without_rows_at_the_end_are_told_and_do_not_end_a_forecast(run: Run, ending: Path) -> None:
    told = json.loads(run("inventory", "forecast", str(ending), "--json").out)
    expected = {name: [row["mean"] for row in told["weeks"] if row["item"] == name] for name in "AB"}
    assert min(expected["A"]) > 250
    assert expected["B"] == pytest.approx([50] * 8)
    assert [row["unknown_weeks"] for row in told["errors"]] == [2, 0]
    assert [note for note in told["notes"] if note.startswith("A: no rows in the last 2 weeks")]
    said = json.loads(run("inventory", "forecast", str(ending), "--silence", "no-demand", "--json").out)
    assert said["errors"][0]["unknown_weeks"] == 0
    assert not said["notes"]


def test_a_policy_takes_its_demand_from_what_is_known(run: Run, ending: Path, tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text(
        "item,lead_time_days,unit_cost,order_cost\nA,3,10,20\nB,3,10,20\n", encoding="utf-8"
    )
    told = json.loads(run("inventory", "policy", str(tmp_path), "--json").out)
    daily = {row["item"]: row["demand_per_day"] for row in told["items"]}
    assert daily["A"] == pytest.approx(177.5 / 7, abs=0.01)
    assert "A: no rows in the last 2 weeks" in told["notes"][0]
