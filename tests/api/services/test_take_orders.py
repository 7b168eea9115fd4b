"""Orders from a file: all or nothing, or in part, and what is told beside them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.services.take_orders import orders_from_file
from core.errors import InvalidInput, NotFound
from data.templates.write_orders import write_order_templates


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_order_templates(tmp_path)
    return tmp_path


def test_days_that_are_over_get_a_note(folder: Path) -> None:
    found = orders_from_file(folder / "orders.csv", clock=lambda: datetime(2026, 4, 1, tzinfo=UTC))
    assert "1 want a day before 2026-04-01, which is over: S-1001 (2026-03-31)." in found.notes
    early = orders_from_file(folder / "orders.csv", clock=lambda: datetime(2026, 3, 31, tzinfo=UTC))
    assert not any("is over" in note for note in early.notes)


def test_a_table_without_any_good_order_is_refused_also_in_part(folder: Path) -> None:
    (folder / "orders.csv").write_text("order,sku,quantity\nS-1,A,0\n")
    with pytest.raises(InvalidInput, match="0 of 1"):
        orders_from_file(folder / "orders.csv", partial=True)


def test_a_table_without_faults_leaves_a_table_of_faults_with_its_header_alone(folder: Path) -> None:
    orders_from_file(folder / "orders.csv", fault_file=folder / "faults.csv")
    assert (folder / "faults.csv").read_text(encoding="utf-8-sig") == "where,row,column,value,expected\n"


def test_files_that_are_not_there_are_told(folder: Path) -> None:
    with pytest.raises(NotFound, match="sold"):
        orders_from_file(folder / "orders.csv", products=folder / "sold.csv")
