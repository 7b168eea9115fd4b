"""Faults of a supply network are told at their rows, as they are written, and all at once."""

from pathlib import Path

import pytest

from core.errors import InvalidInput
from data.formats.design.change_rows import read_changes
from data.templates.write_design import write_design_templates
from tests.data.design.studies import study_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_design_templates(tmp_path)
    return tmp_path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        study_in(path)
    return [str(each) for each in refused.value.faults]


def add(file: Path, *rows: str) -> None:
    with file.open("a", encoding="utf-8") as table:
        table.writelines(f"{row}\n" for row in rows)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_steps_that_do_not_ascend_are_told_where_they_stand(folder: Path) -> None:
    add(folder / "steps.csv", "VEN,15000,0.5", "EZE,5,1")
    assert faults_of(folder) == [
        "steps.csv row 7, from_load: found '15000'; expected more than 20000, where the step of VEN in "
        "steps.csv row 4 begins",
        "steps.csv row 8, from_load: found '5'; expected 0, where the first step of EZE begins",
    ]


def test_a_size_that_stands_twice_is_told_where_it_stands(folder: Path) -> None:
    add(folder / "sizes.csv", "MEN,small,9000,1,1")
    (told,) = faults_of(folder)
    assert told.startswith("sizes.csv row 8, size: found 'small'; expected a size that MEN has not yet")


def test_a_limit_is_told_back_as_it_was_written(folder: Path) -> None:
    change(folder / "limits.csv", "near,share-within-minutes,80,20", "near,share-within-minutes,180,")
    change(folder / "limits.csv", "most-sites,6", "most-sites,2.5")
    assert faults_of(folder) == [
        "limits.csv row 2, value: found '180'; expected a percent of demand, at most 100",
        "limits.csv row 2, within: found ''; expected a number: in how many minutes that share has to be",
        "limits.csv row 4, value: found '2.5'; expected a whole number of sites",
    ]


def test_a_scenario_is_checked_where_it_is_read_in_the_units_of_its_limit(folder: Path) -> None:
    add(folder / "scenarios.csv", "Near,limit,near,180", "Near,limit,far,3", "Near,close-site,XXX,")
    study = study_in(folder)
    with pytest.raises(InvalidInput) as refused:
        read_changes(folder, study)
    rows = [str(each) for each in refused.value.faults]
    assert rows[0] == ("scenarios.csv row 6, value: found '180'; expected a percent of demand, at most 100")
    assert [each.split(":")[0] for each in rows[1:]] == [
        "scenarios.csv row 7, target",
        "scenarios.csv row 8, target",
    ]


def test_a_row_with_an_unreadable_cell_is_still_checked(folder: Path) -> None:
    add(folder / "demand.csv", "A99,parcel,2030,many", "A01,crates,,1")
    add(folder / "makes.csv", "NOWHERE,parcel,a lot,", "GOA,parcel,x,")
    add(folder / "sizes.csv", "LOST,big,,cheap,")
    change(folder / "limits.csv", "monaco,most-sites,2,,monaco", "monaco,most-sites,two,,atlantis")
    change(folder / "sites.csv", "FON,Fontvieille,warehouse,existing,7.4145", "FON,,warehouse,here,197.4145")
    told = "\n".join(faults_of(folder))
    for named in (
        "demand.csv row 74, units: found 'many'",
        "demand.csv row 74, customer: found 'A99'",
        "demand.csv row 74, period: found '2030'",
        "demand.csv row 75, product: found 'crates'",
        "makes.csv row 6, cost_per_unit: found 'a lot'",
        "makes.csv row 6, site: found 'NOWHERE'",
        "makes.csv row 7, site, product: found 'GOA, parcel'",
        "sizes.csv row 8, fixed_cost: found 'cheap'",
        "sizes.csv row 8, site: found 'LOST'",
        "limits.csv row 5, value: found 'two'",
        "limits.csv row 5, group: found 'atlantis'",
        "sites.csv row 4, state: found 'here'",
        "sites.csv row 4, lon: found '197.4145'; expected a longitude",
    ):
        assert named in told


def test_capacity_below_demand_is_told_beside_a_faulty_cell_of_another_row(folder: Path) -> None:
    change(folder / "demand.csv", "A02,parcel,,", "A02,parcel,,99999")
    change(folder / "sites.csv", "95000", "-5")
    told = "\n".join(faults_of(folder))
    assert "fixed_cost: found '-5'" in told
    assert "period '2027', demand" in told


def test_no_customer_is_called_out_of_reach_because_a_lane_could_not_be_read(folder: Path) -> None:
    change(folder / "modes.csv", "van,warehouse,customer,40,,1.35", "van,warehouse,customer,-40,,1.35")
    assert [each.split(":")[0] for each in faults_of(folder)] == ["modes.csv row 4, within_km"]


def test_a_lane_and_a_mode_stand_once_and_a_customer_is_called_like_no_site(folder: Path) -> None:
    add(folder / "lanes.csv", "VEN,A01,van,no,,,2,,,,,,,")
    add(folder / "modes.csv", "van,warehouse,customer,30,,,,,,,,,")
    add(folder / "customers.csv", "FON,,7.4,43.7,,,,")
    told = "\n".join(faults_of(folder))
    for named in ("lanes.csv row 5", "modes.csv row 5", "customers.csv row 38, id: found 'FON'"):
        assert named in told


def test_files_that_cannot_be_read_are_all_told_beside_the_faults_of_others(folder: Path) -> None:
    (folder / "makes.csv").write_bytes(bytes(range(128, 256)))
    (folder / "limits.csv").write_text("")
    change(folder / "demand.csv", "A02,parcel", "A99,parcel")
    told = "\n".join(faults_of(folder))
    for named in ("makes.csv: found", "limits.csv: found 'nothing", "customer: found 'A99'"):
        assert named in told
    assert "nobody makes it" not in told


def test_terms_stand_once_with_a_currency_of_three_letters(folder: Path) -> None:
    (folder / "terms.csv").write_text("currency,single_sourcing\nEuro,no\nUSD,yes\n")
    assert [each.split(":")[0] for each in faults_of(folder)] == [
        "terms.csv row 3",
        "terms.csv row 2, currency",
    ]


def test_a_lane_leads_from_a_site_to_another_place(folder: Path) -> None:
    add(folder / "lanes.csv", "VEN,VEN,van,,1,1,,,,,,,,", "A01,A02,van,,1,1,,,,,,,,")
    assert [each.split(";")[0] for each in faults_of(folder)] == [
        "lanes.csv row 5, to: found 'VEN'",
        "lanes.csv row 6, from: found 'A01'",
    ]


def test_a_speed_of_nothing_is_no_speed(folder: Path) -> None:
    change(folder / "modes.csv", "customer,40,,", "customer,40,0,")
    (told,) = faults_of(folder)
    assert told == "modes.csv row 4, speed_km_h: found '0'; expected a number such as 12 or 0.35, more than 0"


def test_what_is_hardly_meant_is_noted(folder: Path) -> None:
    change(folder / "sites.csv", "7.4145,43.729", "43.729,7.4145")
    change(folder / "sites.csv", ",82000,", ",82,")
    add(folder / "lanes.csv", "VEN,A35,rail,yes,,,,,,,,,,", "NIC,A36,,no,,,7,,,,,,,")
    notes = "\n".join(study_in(folder).notes)
    for named in (
        "sites.csv row 4: 43.729, 7.4145 is 5,",
        "sites.csv row 15, fixed_cost: 82 is about 1,000 times too small",
        "lanes.csv row 5: there is no lane VEN to A35 by rail to be closed",
        "lanes.csv row 6: lane NIC to A36 is a lane of its own beside that by van",
    ):
        assert named in notes


def test_stock_that_cannot_be_is_told_at_its_rows_all_at_once(folder: Path) -> None:
    (folder / "stock.csv").write_text(
        "site,product,unit_value,holding_percent,every_days,cycle_service_percent\n"
        ",parcel,35,-18,7,97\n,bulky,35,18,0,95\nNIC,,35,18,7,100\nXXX,ghost,35,18,7,95\n,parcel,1,1,1,95\n"
    )
    change(folder / "products.csv", "bulky,Bulky goods,28,6,35", "bulky,Bulky goods,28,6,5000")
    change(folder / "periods.csv", "2027,100,100,365", "2027,100,100,")
    change(
        folder / "modes.csv",
        "lorry,plant,warehouse,,,,,,0.14,3000,,2",
        "lorry,plant,warehouse,,,,,,0.14,3000,,",
    )
    (folder / "simulation.csv").unlink()
    told = "\n".join(faults_of(folder))
    for each in (
        "stock.csv row 2, holding_percent: found '-18'; expected",
        "stock.csv row 3, every_days: found '0'; expected days, more than 0",
        "stock.csv row 4, cycle_service_percent: found '100'; expected percent, 50 or more and less than 100",
        "stock.csv row 5, site: found 'XXX'; expected the id of a site",
        "stock.csv row 5, product: found 'ghost'; expected the id of a product",
        "stock.csv row 6, site, product: found 'parcel'; expected a row that stands once; stock.csv row 2",
        "sd_percent: found '5000'; expected percent of demand, at most 1000",
        "periods.csv row 2, days: found ''; expected days, more than 0",
        "modes.csv row 2, lead_days: found ''; expected days from order to arrival",
    ):
        assert each in told
    assert told.count("sd_percent") == 1


def test_stock_whose_days_cannot_be_read_is_still_checked_with_all_that_it_needs(
    folder: Path,
) -> None:
    (folder / "stock.csv").write_text(
        "site,product,unit_value,holding_percent,every_days,cycle_service_percent\n"
        "XXX,ghost,35,18,7 days,40\n"
    )
    change(folder / "periods.csv", "2027,100,100,365", "2027,100,100,0")
    assert faults_of(folder) == [
        "stock.csv row 2, every_days: found '7 days'; expected a number such as 12 or 0.35, 0 or more",
        "stock.csv row 2, cycle_service_percent: found '40'; expected percent, 50 or more and less than 100",
        "stock.csv row 2, site: found 'XXX'; expected the id of a site",
        "stock.csv row 2, product: found 'ghost'; expected the id of a product",
        "periods.csv row 2, days: found '0'; expected days, more than 0: stock is counted (every_days in the "
        "table stock)",
    ]


def test_lanes_of_their_own_to_where_stock_is_counted_have_to_say_their_days(folder: Path) -> None:
    change(folder / "lanes.csv", "9000,9000,3,24", "9000,9000,,24")
    (told,) = faults_of(folder)
    assert told.startswith("lanes.csv row 4, lead_days: found ''; expected days from order to arrival")
    change(folder / "stock.csv", ",every_days", ",ignored")
    assert study_in(folder).stock == ()


def test_modes_to_plants_whose_stock_is_counted_have_to_say_their_days(folder: Path) -> None:
    add(folder / "modes.csv", "train,supplier,plant,,,,,,0.1,,,,")
    assert study_in(folder).stock
    add(folder / "stock.csv", "MRS,bulky,240,45,15,95,0.5,1,14,95")
    (told,) = faults_of(folder)
    assert told.startswith("modes.csv row 5, lead_days: found ''; expected days from order to arrival")
