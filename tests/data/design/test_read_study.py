"""Supply networks from files, and every fault of them at once."""

from pathlib import Path

import pytest

from core.errors import InvalidInput
from data.formats.design.fields import DESIGN_TABLES
from data.formats.design.simulation_fields import SIMULATION_TABLES
from data.templates.write_design import WORKBOOK_NAME, write_design_templates
from tests.data.design.studies import study_in
from tests.docs.pages import DOCS

GUIDE = DOCS / "guides" / "plan-a-network.md"
SIMULATION_GUIDE = DOCS / "guides" / "simulate-a-network.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_design_templates(tmp_path)
    return tmp_path


def faults_of(path: Path) -> str:
    with pytest.raises(InvalidInput) as refused:
        study_in(path)
    return str(refused.value)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_folder_and_the_workbook_of_the_template_are_the_same_network(folder: Path) -> None:
    assert study_in(folder) == study_in(folder / WORKBOOK_NAME)


def test_cells_become_sites_lanes_and_limits(folder: Path) -> None:
    study = study_in(folder)
    assert study.site_of["TUR"].sizes[1].capacity == 26_000
    assert (study.site_of["FON"].was_open, study.site_of["MRS"].fate) == (True, "open")
    assert study.lane_of["VEN", "A01", "van"].cents_per_unit == pytest.approx(190)
    assert ("VIL", "A36", "van") not in study.lane_of
    assert study.limits[0].value == 0.8
    assert study.wanted["A01", "parcel", "2028"] == pytest.approx(
        1.25 * study.wanted["A01", "parcel", "2027"]
    )


def test_every_fault_of_every_table_is_told_at_once(folder: Path) -> None:
    change(folder / "customers.csv", "7.4155", "")
    change(
        folder / "sites.csv",
        "190000.0" if "190000.0" in (folder / "sites.csv").read_text() else "190000",
        "-5",
    )
    change(folder / "sites.csv", "CON,La Condamine", "LAR,La Condamine")
    change(folder / "demand.csv", "A02,parcel", "A99,parcel")
    change(folder / "makes.csv", "GOA,parcel", "NOWHERE,parcel")
    told = faults_of(folder)
    for named in ("customers.csv row 2, lon", "fixed_cost", "has it already", "A99", "NOWHERE"):
        assert named in told


def test_a_row_with_a_fault_is_still_a_name_that_others_know_and_repeat(folder: Path) -> None:
    change(folder / "customers.csv", "7.4155", "")
    change(folder / "sites.csv", "95000", "-5")
    change(folder / "sites.csv", "VIL,", "EZE,")
    with (folder / "lanes.csv").open("a", encoding="utf-8") as lanes:
        lanes.write("EZE,A01,van,no,,,2,,,,,,,\n")
    told = faults_of(folder)
    assert "has it already" in told
    assert "found 'A01'" not in told
    assert "lanes.csv row 5" not in told


def test_ways_and_capacity_that_cannot_be_enough_are_told(folder: Path) -> None:
    (folder / "modes.csv").unlink()
    told = faults_of(folder)
    assert "no lane to it" in told


def test_a_quantity_a_thousand_times_too_large_is_noted(folder: Path) -> None:
    rows = (folder / "demand.csv").read_text(encoding="utf-8-sig").splitlines()
    customer, product, _, units, _ = rows[2].split(",")
    rows[2] = f"{customer},{product},,{int(units) * 1_000}"
    (folder / "demand.csv").write_text("\n".join(rows))
    change(folder / "makes.csv", "2500", "")
    change(folder / "sites.csv", "26000", "260000000")
    (folder / "sizes.csv").unlink()
    (folder / "steps.csv").unlink()
    notes = study_in(folder).notes
    assert any("1,000 times too large" in each for each in notes)


@pytest.mark.parametrize("name", DESIGN_TABLES)
def test_the_guide_explains_every_column(name: str) -> None:
    guide = SIMULATION_GUIDE if name in SIMULATION_TABLES else GUIDE
    text = guide.read_text(encoding="utf-8")
    for each in DESIGN_TABLES[name]:
        assert f"| `{each.header}` | {each.about} | {'yes' if each.required else ''} |" in text


def test_stock_is_counted_where_rows_say_how_often_goods_come(folder: Path) -> None:
    study = study_in(folder)
    assert study.kept["NIC", "parcel"].every_days == 7
    assert study.kept["NIC", "parcel"].cycle_service == pytest.approx(0.97)
    assert ("MRS", "parcel") not in study.kept
    (day,) = {
        e.units * 0.12
        for e in study.demands
        if (e.customer, e.product, e.period) == ("A01", "parcel", "2027")
    }
    assert study.variances["A01", "parcel", "2027"] == pytest.approx(day**2 / 365)
    change(folder / "stock.csv", ",every_days", ",ignored")
    assert study_in(folder).stock == ()


def test_a_row_that_says_how_surely_and_not_how_often_goods_come_is_noted(folder: Path) -> None:
    assert not any("every_days" in each for each in study_in(folder).notes)
    change(folder / "stock.csv", ",bulky,240,45,15,95,0.5,1,14,95", ",bulky,240,45,15,95,0.5,1,,95")
    study = study_in(folder)
    assert [(each.product, each.every_days) for each in study.stock] == [("parcel", 7)]
    assert any(
        each.startswith("stock.csv row 3: it says cycle_service_percent and not every_days")
        for each in study.notes
    )


def test_stock_of_sites_that_supply_further_ones_is_noted(folder: Path) -> None:
    assert study_in(folder).keeping_stages == ()
    with (folder / "stock.csv").open("a", encoding="utf-8") as table:
        table.write("MRS,parcel,35,45,18,97,0.5,10,7,97\n")
    study = study_in(folder)
    assert study.keeping_stages == ("MRS",)
    assert any(each.startswith("Stock of sites that supply further ones (MRS)") for each in study.notes)


def test_percent_that_look_like_shares_are_noted_and_so_is_stock_without_variation(folder: Path) -> None:
    change(folder / "products.csv", "parcel,Parcels,4,1,12", "parcel,Parcels,4,1,0.12")
    (note,) = (each for each in study_in(folder).notes if "is 0.2 meant" in each)
    assert note.startswith("products.csv row 2, sd_percent: 0.12 percent")
    change(folder / "products.csv", "parcel,Parcels,4,1,0.12", "parcel,Parcels,4,1,")
    change(folder / "products.csv", "bulky,Bulky goods,28,6,35", "bulky,Bulky goods,28,6,")
    assert any("no demand varies" in each for each in study_in(folder).notes)
