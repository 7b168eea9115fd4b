"""What a selection is written as: every format tells the same, and nothing in it can do harm."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from data.formats.equipment.pictures import pictures_of
from data.formats.equipment.selection_csv import selection_csv
from data.formats.equipment.selection_figures import COMBINATION_HEADER, selection_document
from data.formats.equipment.selection_html import selection_html
from data.formats.equipment.selection_xlsx import write_selection_xlsx
from network.equipment.peak_hour import PeakHour, simulate_peak_hour
from network.equipment.select import Selection, select
from tests.network.equipment.builders import (
    BUILDING,
    CRANE,
    DRIVE_IN,
    HIGH_BAY,
    REACH,
    SELECTIVE,
    SKU,
    make_warehouse,
)

HARM = "<script>alert(1)</script> $x$ 架 =1+1"


@pytest.fixture(scope="module")
def selection() -> Selection:
    return select(
        make_warehouse(
            racks=(SELECTIVE, DRIVE_IN, HIGH_BAY),
            forklifts=(REACH, CRANE),
            skus=(replace(SKU, rotation="fifo"),),
            building=replace(
                BUILDING, column_every_length_mm=15_000, column_every_depth_mm=15_000, column_size_mm=300
            ),
        )
    )


@pytest.fixture(scope="module")
def peak(selection: Selection) -> PeakHour:
    assert selection.choice is not None
    return simulate_peak_hour(selection.warehouse, selection.choice, replications=3)


def rows_of(selection: Selection) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(selection_csv(selection))))


def test_json_and_csv_tell_the_same(selection: Selection, peak: PeakHour) -> None:
    document = json.loads(json.dumps(selection_document(selection, peak, selection.choice), allow_nan=False))
    rows = rows_of(selection)
    feasible = [row for row in rows if row["feasible"] == "yes"]
    assert [row["combination"] for row in feasible] == [each["id"] for each in document["combinations"]]
    for row, each in zip(feasible, document["combinations"], strict=True):
        assert float(row["investment"]) * 100 == pytest.approx(each["investment_cents"])
        assert int(row["positions"]) == each["positions"]
    assert len(rows) - len(feasible) == len(document["rejected"])
    assert all(row["reasons"] for row in rows if row["feasible"] == "no")
    assert document["choice"] == feasible[0]["combination"]
    assert {each["stage"] for each in document["peak_hour"]["queues"]} >= {"storing", "doors"}


def test_sums_in_json_are_those_of_their_items(selection: Selection) -> None:
    document: dict[str, Any] = selection_document(selection, None, selection.choice)
    for each in document["combinations"]:
        for total, part in (
            ("investment_cents", "price_cents"),
            ("running_cents_per_year", "running_cents"),
            ("present_cost_cents", "present_cost_cents"),
        ):
            assert each[total] == sum(item[part] for item in each["items"])


def test_the_workbook_has_a_sheet_for_each_question(
    selection: Selection, peak: PeakHour, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    write_selection_xlsx(path, selection, peak, selection.choice)
    workbook = load_workbook(path)
    assert workbook.sheet_names == ["combinations", "items", "peak_hour", "weights", "notes"]
    header, *rows = workbook.get_sheet_by_name("combinations").to_python()
    assert tuple(header) == COMBINATION_HEADER
    assert len(rows) == len(selection.combinations) + len(selection.rejected)


def test_the_report_is_whole_in_itself(selection: Selection, peak: PeakHour) -> None:
    page = selection_html(selection, peak, selection.choice)
    assert page.count("<svg") == 3
    assert not re.search(r"<(?:script|link|img|iframe)", page)
    # Names of XML and of its licence are no addresses that a browser follows.
    assert (
        re.findall(r'(?:src|href)="(?!#)[^"]*"', re.sub(r"<metadata>.*?</metadata>", "", page, flags=re.S))
        == []
    )
    for each in selection.rejected:
        assert all(reason.code in page for reason in each.reasons)
    assert selection.choice is not None
    assert f"The choice: {selection.choice.id}" in page


def test_names_from_outside_do_no_harm() -> None:
    rack = replace(SELECTIVE, id=HARM)
    formula = replace(SELECTIVE, id="=cmd|' /C calc'!A0")
    selection = select(make_warehouse(racks=(rack, formula)))
    page = selection_html(selection, None, selection.choice)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert pictures_of(selection, selection.choice, "png")["layout"].startswith(b"\x89PNG")
    assert any(row["rack"].startswith("'=") for row in rows_of(selection))


def test_where_nothing_is_feasible_the_report_says_why() -> None:
    selection = select(make_warehouse(building=replace(BUILDING, clear_height_mm=1_000)))
    page = selection_html(selection, None, selection.choice)
    assert "Nothing in the catalogue is feasible" in page
    assert '<span class="code">height</span>' in page
    assert pictures_of(selection, None) == {}


def test_the_layout_is_drawn_to_scale(selection: Selection) -> None:
    """The hall and a rack have the proportions in the picture that they have in the building."""
    assert selection.choice is not None
    svg = pictures_of(selection, selection.choice)["layout"].decode()
    boxes = [
        [tuple(map(float, point.split())) for point in re.findall(r"[ML] ([\d.]+ [\d.]+)", path)]
        for path in re.findall(r'<path d="(M [^"]*?z)', svg)
    ]
    sizes = [
        (max(x for x, _ in box) - min(x for x, _ in box), max(y for _, y in box) - min(y for _, y in box))
        for box in boxes
        if len(box) >= 4
    ]
    hall = BUILDING.length_mm / BUILDING.depth_mm
    halls = [size for size in sizes if size[1] and size[0] / size[1] == pytest.approx(hall, rel=1e-3)]
    storage = selection.choice.storage
    module = storage.modules[0]
    rack = (module.aisle_start_mm - module.start_mm) / storage.run_mm
    racks = [size for size in sizes if size[1] and size[0] / size[1] == pytest.approx(rack, rel=1e-2)]
    assert halls
    assert racks
    unit = halls[0][0] / BUILDING.length_mm
    assert any(size[1] == pytest.approx(storage.run_mm * unit, rel=1e-3) for size in racks)


def test_the_same_selection_is_the_same_picture(selection: Selection) -> None:
    assert pictures_of(selection, selection.choice) == pictures_of(selection, selection.choice)
