"""`roundsman orders` as a person calls it."""

import csv
import json
from pathlib import Path

import pytest

from data.templates.write_orders import write_order_templates
from tests.api.cli.builders import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_order_templates(tmp_path / "sold")
    return tmp_path / "sold"


def test_the_template_is_understood(run: Run, folder: Path) -> None:
    result = run("orders", "check", folder / "orders.csv", "--json")
    assert result.code == 0
    assert [each["id"] for each in result.document["orders"]] == ["S-1001", "S-1002", "S-1003"]
    shown = run("orders", "check", folder / "orders.csv", "--products", folder / "products.csv")
    assert "Ann Martin" in shown.out


def test_one_fault_refuses_all_unless_partial_and_faults_are_written_by_row_and_column(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    path = folder / "orders.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("CHAIR-2,4", "CHAIR-2,0"), encoding="utf-8")
    faults, made = tmp_path / "faults.csv", tmp_path / "orders.json"
    whole = run("orders", "check", path, "--errors", faults, "--output", made)
    assert whole.code == 2
    assert not made.exists()
    with faults.open(encoding="utf-8-sig", newline="") as lines:
        (found,) = csv.DictReader(lines)
    assert (found["row"], found["column"], found["value"]) == ("5", "quantity", "0")
    part = run("orders", "check", path, "--partial", "--output", made, "--json")
    assert part.code == 3
    assert part.document["refused"] == ["S-1003"]
    kept = json.loads(made.read_text(encoding="utf-8"))["orders"]
    assert [each["id"] for each in kept] == ["S-1001", "S-1002"]


def test_states_are_rebuilt_from_events(run: Run, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "states.csv"
    result = run("orders", "history", folder / "events.csv", "--output", output, "--json")
    assert result.code == 0
    states = {each["order"]: (each["state"], each["attempts"]) for each in result.document["orders"]}
    assert states == {"S-1001": ("delivered", 2), "S-1002": ("cancelled", 0)}
    assert output.read_text(encoding="utf-8-sig").startswith("order,state,since")


def test_a_step_that_is_not_allowed_is_named_with_those_that_are(run: Run, folder: Path) -> None:
    path = folder / "events.csv"
    text = path.read_text(encoding="utf-8-sig").replace("S-1002,cancelled", "S-1002,delivered")
    path.write_text(text, encoding="utf-8")
    result = run("orders", "history", path, "--json")
    assert result.code == 2
    (found,) = result.error["faults"]
    assert found["value"] == "delivered"
    assert "cancelled, promised" in found["expected"]


@pytest.mark.parametrize("vocabulary", ["epcis", "aftership", "shippo", "easypost"])
def test_events_are_told_in_every_vocabulary(run: Run, folder: Path, vocabulary: str, tmp_path: Path) -> None:
    output = tmp_path / "told.json"
    assert run("orders", "export", folder / "events.csv", "--as", vocabulary, "--output", output).code == 0
    shown = run("orders", "export", folder / "events.csv", "--as", vocabulary)
    assert "S-1001" in shown.out
    if vocabulary != "epcis":  # which tells when it was made
        assert json.loads(output.read_text(encoding="utf-8")) == shown.document


def test_a_prefix_that_begins_no_name_is_refused(run: Run, folder: Path) -> None:
    result = run("orders", "export", folder / "events.csv", "--as", "epcis", "--prefix", "my names", "--json")
    assert result.code == 2
