"""`roundsman orders take`, `list`, `show` and `rebuild` as a person calls them."""

from pathlib import Path

import pytest

from data.templates.write_orders import write_order_templates
from tests.api.cli.builders import Run


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
