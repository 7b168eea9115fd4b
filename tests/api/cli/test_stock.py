"""`roundsman stock` as a person calls it."""

import csv
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.api.cli.builders import Run

TODAY = ("--day", "2026-11-26")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    assert run("stock", "template", str(tmp_path / "stk")).code == 0
    return tmp_path / "stk"


def test_what_can_be_promised_is_told_by_day(run: Run, folder: Path) -> None:
    result = run("stock", "atp", str(folder / "ledger"), *TODAY, "--json")
    assert result.code == 0
    shelves = {(each["sku"], each["warehouse"]): each for each in result.document["shelves"]}
    grinder = shelves["grinder", "north"]
    assert (grinder["on_hand"], grinder["reserved"], grinder["inbound"]) == (11, 13, 20)
    assert [each["available"] for each in grinder["days"][:7]] == [8, 8, 8, 8, 8, 8, 18]
    coffee = [each["available"] for each in shelves["coffee", "north"]["days"]]
    assert coffee == [80] * 9 + [70] * 5
    assert shelves["kettle", "south"]["available_today"] == 21
    plain = run("stock", "atp", str(folder / "ledger"), *TODAY)
    assert "18 from 2026-12-02" in plain.out


def test_a_hold_that_is_over_holds_nothing(run: Run, folder: Path) -> None:
    result = run("stock", "atp", str(folder / "ledger"), "--day", "2026-11-27", "--sku", "kettle", "--json")
    assert [each["reserved"] for each in result.document["shelves"]] == [0]


def test_a_workbook_says_the_same_and_every_format_is_written(run: Run, folder: Path, tmp_path: Path) -> None:
    whole = run("stock", "atp", str(folder / "ledger"), *TODAY, "--json").document
    again = run(
        "stock",
        "atp",
        str(folder / "ledger" / "ledger.xlsx"),
        *TODAY,
        "--json",
        "--output",
        str(tmp_path / "out"),
    ).document
    assert again["shelves"] == whole["shelves"]
    assert {Path(each).suffix for each in again["files"]} == {
        ".json",
        ".csv",
        ".xlsx",
        ".html",
        ".svg",
        ".png",
    }
    with (tmp_path / "out" / "stock.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == 5 * 14
    sheets = CalamineWorkbook.from_path(str(tmp_path / "out" / "stock.xlsx")).sheet_names
    assert sheets[:2] == ["stock", "days"]
    assert "<svg" in (tmp_path / "out" / "stock.html").read_text(encoding="utf-8")


def test_every_fault_is_named_by_its_row_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "moves.csv"
    path.write_text(
        "date,sku,quantity,from,to\n"
        "2026-11-01,tea,0,supplier,north\n"
        "yesterday,tea,5,supplier,north/\n"
        "2026-11-02,tea,5,north,north\n",
        encoding="utf-8",
    )
    result = run("stock", "atp", str(path), "--output", str(tmp_path / "out.csv"), "--json")
    assert result.code == 2
    faults = json.loads(result.out)["error"]["faults"]
    assert [(each["where"], each["field"]) for each in faults] == [
        ("moves.csv row 2", "quantity"),
        ("moves.csv row 3", "date"),
        ("moves.csv row 3", "to"),
        ("moves.csv row 4", "to"),
    ]
    assert not (tmp_path / "out.csv").exists()


def test_a_move_of_what_is_not_there_is_named_by_its_row(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "moves.csv"
    path.write_text(
        "date,sku,quantity,from,to\n2026-11-03,tea,9,north,customer\n2026-11-01,tea,5,supplier,north\n",
        encoding="utf-8",
    )
    result = run("stock", "atp", str(path))
    assert result.code == 2
    assert "moves.csv row 2" in result.err
    assert "no more than the 5 units of tea in north" in " ".join(result.err.split())


def test_what_nobody_knows_is_refused(run: Run, folder: Path) -> None:
    result = run("stock", "atp", str(folder / "ledger"), "--sku", "teapot")
    assert result.code == 2
    assert "one of: coffee, grinder, kettle" in result.err


def test_orders_are_sourced_one_after_the_other(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("stock", "source", str(folder / "sourcing"), "--json", "--output", str(tmp_path / "out"))
    assert result.code == 3  # one order cannot be sent
    answers = {each["order"]: each for each in result.document["orders"]}
    assert [each["warehouse"] for each in answers["O-2001"]["shipments"]] == ["shop"]
    assert answers["O-2001"]["rejections"][0] == {
        "warehouse": "north",
        "code": "beaten",
        "text": "with it the order costs 6.50 instead of 5.30",
    }
    assert answers["O-2004"]["missing"] == {"grinder": 9}
    assert len(result.document["files"]) == 3
    plain = run("stock", "source", str(folder / "sourcing"), "--partial", "--rules", "cost+5,co2")
    assert "nobody" in plain.out


@pytest.mark.parametrize("rules", ["", "cost,speed", "cost+", "cost+x", "cost,cost"])
def test_rules_that_say_nothing_are_refused(run: Run, folder: Path, rules: str) -> None:
    result = run("stock", "source", str(folder / "sourcing"), "--rules", rules)
    assert result.code == 2
    assert "shipments, cost, co2, rank, scarcity" in " ".join(result.err.split())


def test_names_that_only_one_table_has_are_told(run: Run, folder: Path) -> None:
    file = folder / "sourcing" / "orders.csv"
    file.write_text("order,sku,quantity,zone\nO-1,teapot,1,town\nO-1,teapot,2,hills\n", encoding="utf-8")
    result = run("stock", "source", str(folder / "sourcing"), "--json")
    assert [(each["where"], each["field"]) for each in json.loads(result.out)["error"]["faults"]] == [
        ("orders.csv row 3", "sku"),
        ("orders.csv row 3", "zone"),
        ("orders.csv row 2", "sku"),
        ("orders.csv row 3", "sku"),
    ]


def test_templates_never_replace_what_was_filled_in(run: Run, folder: Path) -> None:
    result = run("stock", "template", str(folder))
    assert result.code == 2
    assert "is not replaced" in result.err
