"""Items and demand from files, and every fault of them at once."""

from pathlib import Path

import pytest

from core.errors import InvalidInput, NotFound
from data.formats.stock.fields import STOCK_TABLES
from data.formats.stock.read_stock import read_demand, read_stock
from data.templates.write_stock import WORKBOOK_NAME, write_stock_templates
from tests.docs.pages import DOCS

GUIDE = DOCS / "guides" / "stock.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_stock_templates(tmp_path)
    return tmp_path


def items_csv(
    tmp_path: Path, *rows: str, header: str = "item,demand_per_day,lead_time_days,unit_cost,order_cost"
) -> Path:
    path = tmp_path / "shelf.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def test_the_folder_and_the_workbook_of_the_template_are_the_same_stock(folder: Path) -> None:
    from_folder, from_workbook = read_stock(folder), read_stock(folder / WORKBOOK_NAME)
    assert from_folder.items == from_workbook.items
    assert len(from_folder.items) == 8
    assert not from_folder.notes


def test_cells_become_an_item(folder: Path) -> None:
    item = next(each for each in read_stock(folder).items if each.id == "1002")
    assert (item.demand_mean, item.lead_sd, item.service, item.unit_cost) == (120, 0.5, 0.98, 135)
    assert (item.discount_from, item.discount_cost, item.pack, item.on_hand) == (1800, 122, 12, 310)


def test_demand_that_is_not_told_comes_from_the_past(folder: Path) -> None:
    stock = read_stock(folder)
    item = next(each for each in stock.items if each.id == "1006")
    weekly = stock.demand.weekly["1006"]
    assert item.demand_mean == pytest.approx(weekly.mean() / 7)
    assert item.demand_sd == pytest.approx(weekly.std() / 7**0.5)


def test_weeks_are_counted_back_from_the_last_day(tmp_path: Path) -> None:
    path = tmp_path / "sold.csv"
    path.write_text(
        "item,date,quantity\na,2026-01-01,100\na,2026-01-02,2\na,2026-01-08,3\nb,2026-01-15,4\na,2026-01-09,1.5\n",
        encoding="utf-8",
    )
    demand, _ = read_demand(path)
    # 15 days: the first one is left out, for its week is not whole.
    assert demand.weekly["a"].tolist() == [5, 1.5]
    assert demand.weekly["b"].tolist() == [0, 4]


def test_every_fault_of_every_row_is_told_at_once(tmp_path: Path) -> None:
    path = items_csv(tmp_path, "a,5,3,10,20", "a,many,3,10,20", "b,5,,10,20", "c,5,3,0,20", "d,,3,10,20")
    with pytest.raises(InvalidInput) as refused:
        read_stock(path)
    found = {(each.where, each.field) for each in refused.value.faults}
    assert found == {
        ("shelf.csv row 3", "demand_per_day"),
        ("shelf.csv row 4", "lead_time_days"),
        ("shelf.csv row 5", "unit_cost"),
        ("shelf.csv row 6", "demand_per_day"),
    }


def test_an_item_that_stands_twice_is_told_with_its_first_row(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_stock(items_csv(tmp_path, "a,5,3,10,20", "a,6,3,10,20"))
    (fault,) = refused.value.faults
    assert (fault.where, fault.value) == ("shelf.csv row 3", "a")
    assert "shelf.csv row 2" in fault.expected


def test_contradictions_within_a_row_name_the_row(tmp_path: Path) -> None:
    header = "item,demand_per_day,lead_time_days,unit_cost,order_cost,service_percent,discount_cost"
    with pytest.raises(InvalidInput) as refused:
        read_stock(items_csv(tmp_path, "a,5,3,10,20,100,8", header=header))
    assert {each.where for each in refused.value.faults} == {"shelf.csv row 2"}
    assert {each.field for each in refused.value.faults} == {"service", "discount_cost"}


@pytest.mark.parametrize("day", ["31.12.2026", "yesterday", "2026-02-30"])
def test_a_date_that_is_none_is_told(tmp_path: Path, day: str) -> None:
    path = tmp_path / "sold.csv"
    path.write_text(f"item,date,quantity\na,{day},1\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_demand(path)
    assert [(each.field, each.value) for each in refused.value.faults] == [("date", day)]


def test_a_mistyped_century_does_not_become_a_history(tmp_path: Path) -> None:
    path = tmp_path / "sold.csv"
    path.write_text("item,date,quantity\na,0226-01-01,1\na,2026-01-01,1\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_demand(path)


def test_files_that_are_not_there_or_hold_something_else_are_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_stock(tmp_path / "nowhere.csv")
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_demand(items_csv(tmp_path, "a,5,3,10,20"))


def test_the_guide_tells_every_column() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    missing = [
        field.header
        for fields in STOCK_TABLES.values()
        for field in fields
        if f"| `{field.header}` | {field.about}" not in text
    ]
    assert missing == []
