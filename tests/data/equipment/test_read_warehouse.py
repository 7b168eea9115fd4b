"""Warehouses from folders and workbooks, and every fault of them at once."""

import csv
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from core.errors import InvalidInput, NotFound
from data.formats.equipment.read_warehouse import read_catalogue, read_warehouse
from data.formats.equipment.tables import TABLES
from data.formats.fields.field import Field
from data.templates.write_equipment import write_equipment_templates
from network.equipment.warehouse import Warehouse
from tests.docs.pages import DOCS, ROOT

TYPICAL = ROOT / "data" / "templates" / "equipment"
GUIDE = DOCS / "guides" / "choose-equipment.md"


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A folder with the templates, to be spoilt."""
    write_equipment_templates(tmp_path / "hall")
    return tmp_path / "hall"


def read(path: Path, catalogue: Path | None = None) -> Warehouse:
    return read_warehouse(path, TYPICAL, catalogue)


def change(folder: Path, table: str, column: str, value: str, row: int = 1) -> None:
    """Write another value into one cell of a table; row 1 is the first below the header."""
    path = folder / f"{table}.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    rows[row][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)


def faults(path: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as refused:
        read(path)
    return [(each.where, each.field, each.value) for each in refused.value.faults]


def test_templates_read_without_faults_and_without_notes(hall: Path) -> None:
    warehouse = read(hall)
    assert warehouse.notes == ()
    assert (len(warehouse.skus), len(warehouse.catalogue.racks)) == (40, 9)
    assert warehouse.building.clear_height_mm == 10_500
    assert warehouse.terms.rate_bp == 600
    assert sum(warehouse.terms.weights.values()) == 100


def test_the_workbook_says_the_same_as_the_folder(hall: Path) -> None:
    assert read(hall / "warehouse.xlsx") == read(hall)


def test_a_catalogue_that_is_not_there_is_stood_in_for_by_typical_values_with_a_note(hall: Path) -> None:
    for name in ("racks", "docks"):
        (hall / f"{name}.csv").unlink()
    warehouse = read(hall)
    assert warehouse.notes == ("Typical values, not offers, stand in for your own docks, racks.",)
    assert len(warehouse.catalogue.racks) == 9


def test_a_catalogue_of_ones_own_goes_before_all_others(hall: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(hall / "racks.csv", own / "racks.csv")
    change(own, "racks", "price_per_position", "99")
    assert read(hall, own).catalogue.racks[0].price_cents == 9_900
    assert read_catalogue(TYPICAL).racks[0].price_cents == 5_500


def test_a_catalogue_without_a_table_is_refused(hall: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidInput) as refused:
        read(hall, tmp_path / "empty")
    assert "racks" in refused.value.faults[0].expected


def test_every_fault_of_every_table_comes_in_one_answer(hall: Path) -> None:
    change(hall, "pallets", "height_m", "tall")
    change(hall, "skus", "stock_pallets", "-3", row=2)
    change(hall, "skus", "pallet", "box", row=3)
    change(hall, "skus", "id", "S001", row=4)
    change(hall, "skus", "rotation", "sideways", row=5)
    change(hall, "flows", "hour", "24", row=3)
    change(hall, "building", "depth_m", "0")
    change(hall, "terms", "occupancy_percent", "120")
    change(hall, "forklifts", "lift_m", "", row=2)
    change(hall, "racks", "most_deep", "1", row=3)
    assert faults(hall) == [
        ("pallets.csv row 2", "height_m", "tall"),
        ("skus.csv row 3", "stock_pallets", "-3"),
        ("skus.csv row 6", "rotation", "sideways"),
        ("building.csv row 2", "depth_m", "0"),
        ("forklifts.csv row 3", "lift_m", ""),
        ("skus.csv row 5", "id", "S001"),
        ("flows.csv row 4", "hour", "24"),
        ("terms.csv row 2", "occupancy_percent", "120"),
        ("racks.csv row 4", "most_deep", "1"),
    ]


def test_a_sku_on_an_unknown_pallet_is_named(hall: Path) -> None:
    change(hall, "skus", "pallet", "box", row=3)
    assert faults(hall) == [("skus.csv row 4", "pallet", "box")]


def test_a_missing_table_and_a_missing_column_are_named(hall: Path) -> None:
    (hall / "flows.csv").unlink()
    path = hall / "building.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("doors", "gates"), encoding="utf-8")
    found = faults(hall)
    assert ("hall", "", "no flows") in found
    assert [each[1] for each in found if each[0] == "building.csv row 1"] == ["doors"]


@pytest.mark.parametrize(
    ("table", "column", "value", "how"),
    [
        ("pallets", "length_m", "1200", "large"),
        ("pallets", "weight_kg", "620000", "large"),
        ("building", "clear_height_m", "10500", "large"),
        ("building", "floor_load_kg_m2", "5", "small"),
        ("forklifts", "aisle_m", "3900", "large"),
    ],
)
def test_units_mixed_up_by_a_thousand_are_warned_of(
    hall: Path, table: str, column: str, value: str, how: str
) -> None:
    change(hall, table, column, value)
    (note,) = read(hall).notes
    assert f"{table}.csv row 2, {column}: {value} is about 1,000 times too {how}" in note


def test_units_in_headers_and_cells_count(hall: Path) -> None:
    path = hall / "building.csv"
    text = path.read_text(encoding="utf-8-sig").replace("floor_load_kg_m2", "floor_load_kn_m2")
    path.write_text(text.replace("clear_height_m", "Clear height (ft)"), encoding="utf-8")
    change(hall, "building", "floor_load_kn_m2", "50")
    change(hall, "building", "Clear height (ft)", "10500 mm")
    warehouse = read(hall)
    assert warehouse.building.floor_load_kg_m2 == 5_099
    assert warehouse.building.clear_height_mm == 10_500


def test_semicolons_and_decimal_commas_are_read(hall: Path) -> None:
    path = hall / "pallets.csv"
    path.write_text("id;length_m;width_m;height_m;weight_kg\neuro;1,2;0,8;1,45;620\nindustry;1,2;1;1,6;780\n")
    assert read(hall).pallets == read(TYPICAL).pallets


def test_columns_not_known_and_units_assumed_are_noted(hall: Path) -> None:
    path = hall / "pallets.csv"
    path.write_text(
        "id,length,width_m,height_m,weight_kg,colour\neuro,1.2,0.8,1.45,620,red\nindustry,1,1,1,1,\n"
    )
    notes = " ".join(read(hall).notes)
    assert "'colour' is not known" in notes
    assert "'length' names no unit, read as m" in notes


def test_turnover_that_contradicts_the_flows_is_noted(hall: Path) -> None:
    change(hall, "terms", "days_per_year", "25")
    assert any("Turnover of the SKUs" in note for note in read(hall).notes)


def test_a_workbook_names_its_sheet(tmp_path: Path) -> None:
    path = tmp_path / "hall.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("Pallets")
    for column, text in enumerate(("id", "length_m", "width_m", "height_m", "weight_kg")):
        sheet.write(0, column, text)
        sheet.write(1, column, "x" if column == 1 else 1)
    workbook.close()
    assert ("hall.xlsx sheet 'Pallets' row 2", "length_m", "x") in faults(path)


def test_what_is_no_warehouse_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read(tmp_path / "nowhere")
    (tmp_path / "one.csv").write_text("id\n1\n")
    assert faults(tmp_path / "one.csv")[0][2] == "one table of text"
    (tmp_path / "empty").mkdir()
    assert {each[2] for each in faults(tmp_path / "empty")} == {
        "no pallets", "no skus", "no flows", "no building"
    }  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_template_has_every_column(name: str) -> None:
    header = (TYPICAL / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert header == [field.header for field in TABLES[name]]  # type: ignore[index]


@pytest.mark.parametrize("field", [f for fields in TABLES.values() for f in fields], ids=lambda f: f.header)
def test_the_guide_explains_every_column(field: Field) -> None:
    assert f"| `{field.header}` | {'yes' if field.required else ''} | {field.about}" in GUIDE.read_text(
        "utf-8"
    )


def test_typical_values_say_that_they_are(hall: Path) -> None:
    catalogue = read_catalogue(TYPICAL)
    things = (*catalogue.racks, *catalogue.forklifts, *catalogue.conveyors, *catalogue.docks)
    assert [each.id for each in things if not each.source.startswith("typical value, not an offer")] == []


def test_typical_aisles_and_lifts_lie_within_the_published_ranges(shared: Path) -> None:
    import json

    groups = json.loads((shared / "bench" / "equipment" / "worked_examples.json").read_text(encoding="utf-8"))
    told = next(each for each in groups["storage"] if each["id"] == "DPSI lift/aisle ranges")["outputs"]
    kinds = {each.id: each for each in read_catalogue(TYPICAL).forklifts}
    for name, range_ft in (
        ("counterbalance", told["wide_aisle_ft"]),
        ("reach", told["narrow_aisle_reach_ft"]),
        ("turret", told["vna_ft"]),
    ):
        low, high = (each * 304.8 for each in range_ft)
        assert low <= kinds[name].aisle_mm <= high, name
    for name, high in (
        ("counterbalance", told["counterbalance_levels_high"]),
        ("reach", told["reach_levels_high"]),
    ):
        levels = kinds[name].lift_mm // 1_700 + 1  # a pallet of 1.45 m with its beam
        assert high[0] <= levels <= high[1], name
    modules = [2 * 1_200 + 150 + kinds[name].aisle_mm for name in ("counterbalance", "reach")]
    low, high = told["narrow_vs_wide_capacity_gain"]
    assert low - 0.02 <= modules[0] / modules[1] - 1 <= high + 0.02
