"""`roundsman orders take`, `list`, `show` and `rebuild` as a person calls them."""

from datetime import timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from api.cli import store_options
from core.clock import utc_now
from data.formats.modes.read_modes import read_modes
from data.templates.write_modes import write_mode_templates
from data.templates.write_orders import write_order_templates
from tests.api.cli.builders import Run

TOMORROW = f"{utc_now().date() + timedelta(days=1)}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_order_templates(tmp_path / "sold")
    return tmp_path / "sold" / "orders.csv"


def test_a_file_is_kept_once_and_shown(run: Run, path: Path, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    first = run("orders", "take", path, *kept, "--json")
    assert (first.code, first.document["new"]) == (0, 3)
    again = run("orders", "take", path, *kept)
    assert "0 orders kept, 3 there already" in again.out
    listed = run("orders", "list", *kept, "--state", "received", "--json").document["orders"]
    assert {each["order"]["id"] for each in listed} == {"S-1001", "S-1002", "S-1003"}
    shown = run("orders", "show", listed[0]["id"], *kept, "--json").document
    assert [each["state"] for each in shown["events"]] == ["received"]
    assert "received" in run("orders", "show", listed[0]["id"], *kept).out
    assert run("orders", "show", "none", *kept).code == 4
    assert run("orders", "rebuild", *kept, "--json").document == {"corrected": []}


def test_a_fault_keeps_nothing_unless_partial(run: Run, path: Path, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    path.write_text(path.read_text(encoding="utf-8-sig").replace("CHAIR-2,4", "CHAIR-2,0"), encoding="utf-8")
    assert run("orders", "take", path, *kept).code == 2
    assert run("orders", "list", *kept, "--json").document == {"orders": []}
    part = run("orders", "take", path, *kept, "--partial", "--json")
    assert (part.code, part.document["new"]) == (3, 2)


def test_names_of_columns_are_kept_for_a_source(run: Run, path: Path, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db")
    text = path.read_text(encoding="utf-8-sig").replace("order,", "Beleg,", 1)
    path.write_text(text, encoding="utf-8")
    names = tmp_path / "names.json"
    names.write_text('{"Beleg": "order"}', encoding="utf-8")
    assert run("orders", "take", path, "--source", "erp", *kept).code == 2
    assert run("orders", "take", path, "--source", "erp", "--columns", names, *kept).code == 0
    assert "3 there already" in run("orders", "take", path, "--source", "erp", *kept).out
    assert run("orders", "take", path, "--source", "other", *kept).code == 2
    with store_options.opened(str(tmp_path / "kept.db")) as store:
        assert store.columns.of("erp") == {"Beleg": "order"}
    names.write_text('{"Beleg": "invoice"}', encoding="utf-8")
    assert run("orders", "take", path, "--source", "erp", "--columns", names, *kept).code == 2
    assert "3 there already" in run("orders", "take", path, "--source", "erp", *kept).out


WRONG = "order,sku,quantity,mode,at\nX-1,NOT-SOLD,1,,\nX-2,CHAIR-2,4,locker,bank-port\nX-3,TEA-CHILLED,1,,\n"


def test_orders_are_held_to_the_modes_of_the_server(run: Run, tmp_path: Path) -> None:
    kept = ("--database", tmp_path / "kept.db", "--modes", tmp_path / "modes")
    write_mode_templates(tmp_path / "modes")
    table = tmp_path / "wrong.csv"
    good = next(iter(read_modes(tmp_path / "modes").products or {}))
    table.write_text(WRONG.replace("TEA-CHILLED", good), encoding="utf-8")
    part = run("orders", "take", table, "--partial", *kept, "--json")
    assert (part.code, part.document["new"]) == (3, 1)
    told = [(it["where"], it["field"]) for it in part.document["faults"]]
    assert told == [("wrong.csv row 2", "sku"), ("wrong.csv row 3", "at")]
    (one,) = part.document["orders"]
    assert one["order"]["weight_g"] > 0
    lost = run("orders", "arrange", one["id"], "--day", TOMORROW, "--mode", "locker", "--at", "moon", *kept)
    assert (lost.code, "bank-port" in lost.err) == (2, True)


def test_faults_are_written_as_the_ending_says(run: Run, path: Path, tmp_path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8-sig").replace("CHAIR-2,4", "CHAIR-2,-4"), encoding="utf-8")
    assert run("orders", "check", path, "--errors", tmp_path / "faults.xlsx").code == 2
    sheet = CalamineWorkbook.from_path(str(tmp_path / "faults.xlsx")).get_sheet_by_name("faults")
    header, row = sheet.to_python()
    assert header == ["where", "row", "column", "value", "expected"]
    assert (row[2], "1 or more" in str(row[4])) == ("quantity", True)
    refused = run("orders", "check", path, "--errors", tmp_path / "faults.pdf")
    assert (refused.code, "--errors" in refused.err) == (2, True)
