"""`roundsman equipment`: templates, the catalogue, and a selection in every format."""

import json
from pathlib import Path

import pytest

from data.formats.equipment.tables import TABLES
from tests.api.cli.builders import Run


@pytest.fixture
def hall(run: Run) -> Path:
    assert run("equipment", "template", "hall").code == 0
    return Path("hall")


def test_a_group_without_a_command_lists_its_own(run: Run) -> None:
    ended = run("equipment")
    assert ended.code == 2
    assert all(word in ended.out for word in ("select", "template", "catalogue"))


def test_the_templates_make_a_selection_in_every_format(run: Run, hall: Path) -> None:
    ended = run("equipment", "select", hall, "--output", "out", "--output", "p.svg", "--replications", 5)
    assert ended.code == 0, ended.err
    assert "choice: narrow-aisle + turret + roller-pallet" in ended.out
    assert "stays from" in ended.out
    assert "5 SKUs need FIFO; drive-in is LIFO" in ended.out
    names = {path.name for path in Path("out").iterdir()}
    assert names == {"equipment.json", "equipment.xlsx", "equipment.csv", "equipment.html"}
    assert {path.name for path in Path().glob("p-*.svg")} == {"p-layout.svg", "p-pareto.svg", "p-cost.svg"}


def test_a_workbook_makes_the_same_selection(run: Run, hall: Path) -> None:
    options = ("--json", "--replications", 3)
    folder = run("equipment", "select", hall, *options)
    workbook = run("equipment", "select", hall / "warehouse.xlsx", *options)
    assert folder.code == workbook.code == 0
    assert json.loads(folder.out) == json.loads(workbook.out)


def test_another_combination_is_told_in_full(run: Run, hall: Path) -> None:
    ended = run("equipment", "select", hall, "--show", "selective + reach", "--replications", 3)
    assert "shown: selective + reach" in ended.out
    missing = run("equipment", "select", hall, "--show", "selektive + reach", "--replications", 3)
    assert missing.code == 4
    assert "did you mean 'selective + reach'" in missing.err


def test_where_nothing_is_feasible_the_reasons_are_the_answer(run: Run, hall: Path) -> None:
    path = hall / "building.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("78,60,", "20,20,"), encoding="utf-8")
    ended = run("equipment", "select", hall, "--output", "out.html")
    assert ended.code == 3
    assert "nothing in the catalogue is feasible" in ended.out
    assert "positions are needed" in ended.out
    assert "Nothing in the catalogue is feasible" in Path("out.html").read_text(encoding="utf-8")


def test_faults_are_told_and_nothing_is_written(run: Run, hall: Path) -> None:
    path = hall / "pallets.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("1.45", "tall"), encoding="utf-8")
    ended = run("equipment", "select", hall, "--output", "out.json")
    assert ended.code == 2
    assert "pallets.csv row 2, height_m: found 'tall'; expected a length such as 1.2 m" in ended.err
    assert not Path("out.json").exists()


def test_an_output_of_no_known_kind_is_refused_before_any_work(run: Run, hall: Path) -> None:
    ended = run("equipment", "select", hall, "--output", "out.pdf", "--json")
    assert ended.code == 2
    assert json.loads(ended.out)["error"]["faults"][0]["value"] == "out.pdf"


def test_a_filled_in_template_is_not_replaced(run: Run, hall: Path) -> None:
    ended = run("equipment", "template", hall)
    assert ended.code == 2
    assert "skus.csv" in ended.err
    assert run("equipment", "template", hall, "--force", "--json").code == 0


def test_the_typical_catalogue_is_shown_with_its_sources(run: Run) -> None:
    ended = run("equipment", "catalogue")
    assert ended.code == 0
    assert "not offers" in ended.err
    assert "typical value, not an offer" in ended.out
    tables = json.loads(run("equipment", "catalogue", "--json").out)
    assert set(tables) == set(TABLES) - {"pallets", "skus", "flows", "building", "terms"}
    assert all(row["source"] for rows in tables.values() for row in rows)
