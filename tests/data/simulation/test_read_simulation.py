"""Tables of a simulation, designs from files, and every fault of them at once."""

import json
from pathlib import Path

import pytest

from core.errors import InvalidInput
from data.formats.design.figures import design_document
from data.formats.design.read_design import read_designs
from data.formats.design.read_simulation import SimulationTables, read_simulation, told_disruptions
from data.templates.write_design import WORKBOOK_NAME, write_design_templates
from network.design.study import Study
from tests.data.design.studies import study_in
from tests.network.simulation.builders import designed, make_study, make_world


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_design_templates(tmp_path)
    return tmp_path


def read(path: Path) -> SimulationTables:
    return read_simulation(path, study_in(path), days=30, seed=1, keep_stock=True)


def test_folder_and_workbook_of_the_template_simulate_the_same(folder: Path) -> None:
    assert read(folder) == read(folder / WORKBOOK_NAME)


def test_cells_become_vehicles_seasons_stock_and_disruptions(folder: Path) -> None:
    found = read(folder)
    van, bike = found.vehicles
    assert (van.capacity_kg, van.cents_per_km, van.opens, van.setup_s, van.number) == (
        800,
        35,
        28_800,
        240,
        None,
    )
    assert (bike.profile, bike.trips, bike.number) == ("cargo_bike", 2, 4)
    assert found.terms.promised_minutes == 20
    assert {each.when: each.percent for each in found.seasons}["dec"] == 160
    assert found.variations[0].growth_percent == pytest.approx(6)
    assert found.rules[0].service == pytest.approx(0.97)
    assert found.scenarios["Fontvieille down for a week"][0].first == 19
    assert found.scenarios["Bad luck"][1].chance == 0.5


def test_without_the_tables_what_is_assumed_is_said(folder: Path) -> None:
    for name in ("simulation", "vehicles", "seasons", "variation", "stock", "disruptions"):
        (folder / f"{name}.csv").unlink()
    found = read(folder)
    assert found.vehicles[0].id == "van"
    assert [note.split(":")[0] for note in found.notes] == [
        "The study has no table vehicles",
        "The study has no table stock",
    ]


def test_every_fault_of_every_table_is_told_at_once(folder: Path) -> None:
    changes = {
        "simulation": ("2027-01-01", "soon"),
        "vehicles": ("08:00", "early"),
        "seasons": ("nov,125,parcel", "nov,125,letters"),
        "variation": ("poisson", "normal"),
        "stock": ("240", "-1"),
        "disruptions": ("supplier-late,MRS,10,20,6", "supplier-late,MRS,10,20,"),
    }
    for name, (old, new) in changes.items():
        file = folder / f"{name}.csv"
        text = file.read_text(encoding="utf-8-sig")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_simulation(folder, study_in_spite(folder), days=30, seed=1, keep_stock=True)
    told = str(refused.value)
    for named in ("soon", "early", "letters", "normal", "-1", "value"):
        assert named in told, named


def study_in_spite(folder: Path) -> Study:
    """Return the study of the template itself."""
    write_design_templates(folder / "as-it-was")
    return study_in(folder / "as-it-was")


def test_a_product_that_no_vehicle_has_room_for_is_refused(folder: Path) -> None:
    file = folder / "vehicles.csv"
    file.write_text(file.read_text(encoding="utf-8-sig").replace(",800,", ",20,").replace(",120,", ",20,"))
    with pytest.raises(InvalidInput, match="bulky"):
        read(folder)


def test_disruptions_are_told_in_words() -> None:
    study = make_study()
    down, late = told_disruptions(study, ["site-down,a,3,7", "supplier-late,plant,,5,2"])
    assert (down.kind, down.target, down.first, down.days) == ("site-down", "a", 2, 7)
    assert (late.first, late.days, late.value) == (None, 5, 2)
    with pytest.raises(InvalidInput) as refused:
        told_disruptions(study, ["fire,a", "site-down,x", "site-down,a,soon", "demand-percent"])
    assert len(refused.value.faults) == 4


def test_a_design_in_a_file_is_the_design_that_was_written(tmp_path: Path) -> None:
    study = make_study()
    design = designed(study)
    (tmp_path / "mine.json").write_text(json.dumps(design_document(study, design)))
    found = read_designs(tmp_path / "mine.json", study)["mine"]
    assert (found.sites, found.flows, found.made, found.open) == (
        design.sites, design.flows, design.made, design.open,
    )  # fmt: skip
    assert found.costs == design.costs
    both = {"designs": {name: design_document(study, design) for name in ("one", "two")}}
    (tmp_path / "both.json").write_text(json.dumps(both))
    assert list(read_designs(tmp_path / "both.json", study)) == ["one", "two"]


def test_what_is_no_design_of_the_study_is_refused(tmp_path: Path) -> None:
    study = make_study()
    file = tmp_path / "mine.json"
    for content in ("not json", "[]", '{"sites": []}', '{"sites": [{}], "flows": [], "made": []}'):
        file.write_text(content)
        with pytest.raises(InvalidInput):
            read_designs(file, study)
    document = design_document(study, make_world().design)
    document["flows"][0]["from"] = "elsewhere"
    document["made"][0]["units"] = -1
    file.write_text(json.dumps(document))
    with pytest.raises(InvalidInput, match="units"):
        read_designs(file, study)
    document["made"][0]["units"] = 1
    file.write_text(json.dumps(document))
    with pytest.raises(InvalidInput, match="elsewhere"):
        read_designs(file, study)


def told_of(folder: Path, name: str, *rows: str) -> list[str]:
    """Return the faults of a table with some rows in place of its own."""
    study, file = study_in(folder), folder / f"{name}.csv"
    header = file.read_text(encoding="utf-8-sig").splitlines()[0]
    file.write_text("\n".join([header, *rows]) + "\n")
    with pytest.raises(InvalidInput) as refused:
        read_simulation(folder, study, days=30, seed=1, keep_stock=True)
    return [str(each) for each in refused.value.faults]


def test_disruptions_are_told_at_their_rows_as_they_are_written(folder: Path) -> None:
    told = told_of(folder, "disruptions", "a,site-down,XXX,1,x,,", "b,site-down,FON,0,7,,")
    assert [each.split(";")[0] for each in told] == [
        "disruptions.csv row 2, days: found 'x'",
        "disruptions.csv row 3, from_day: found '0'",
        "disruptions.csv row 2, target: found 'XXX'",
    ]
    assert "1 or more" in told[1]


def test_percents_are_told_as_they_are_written(folder: Path) -> None:
    (told,) = told_of(folder, "stock", "FON,parcel,35,45,18,150,0.5,1")
    assert told == "stock.csv row 2, service_percent: found '150'; expected more than 0, less than 100"
    (folder / "stock.csv").unlink()
    (told,) = told_of(folder, "variation", ",parcel,poisson,,1,0,")
    assert told.startswith("variation.csv row 2, yearly_percent: found '0'")


def test_a_week_in_which_nothing_is_ordered_and_a_second_first_day_are_told(folder: Path) -> None:
    told = told_of(
        folder, "seasons", *(f"{day},0," for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    )
    assert [each.split(";")[0] for each in told] == ["seasons.csv, percent: found '0 on every weekday'"] * 2
    (folder / "seasons.csv").unlink()
    (one,) = told_of(folder, "simulation", "2027-01-01,365,1,20,30", "2028-01-01,365,1,20,30")
    assert one.startswith("simulation.csv row 3: found 'another row'")
