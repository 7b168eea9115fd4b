"""Workbooks: sheets by name, cells of every type, and files made to harm."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from core.errors import Fault, InvalidInput
from data.formats.tables import xlsx_rows
from data.formats.tables.kinds import TableFile
from data.formats.tables.read_day import day_from_tables
from routing.day import DayInput
from tests.data.tables.files import ONE_DEPOT, ONE_VEHICLE, read, text_file, workbook

HEADER = ["id", "lon", "lat"]
ROW = ["A1", 7.42, 43.73]


def read_workbook(content: bytes, vehicle_text: str = ONE_VEHICLE) -> DayInput:
    return day_from_tables(
        TableFile(name="orders.xlsx", content=content),
        text_file("vehicles.csv", vehicle_text),
        text_file("depots.csv", ONE_DEPOT),
    )


def faults_of(content: bytes) -> tuple[Fault, ...]:
    with pytest.raises(InvalidInput) as caught:
        read_workbook(content)
    return caught.value.faults


def with_cell(header: str, value: object, **options: Any) -> bytes:
    return workbook({"Sheet1": [[*HEADER, header], [*ROW, value]]}, **options)


def rezipped(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a workbook with its entries changed."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return copy.getvalue()


def test_a_workbook_reads_like_csv() -> None:
    assert read_workbook(workbook({"any name": [HEADER, ROW]})).stops == read().stops


def test_one_workbook_may_hold_all_tables() -> None:
    content = workbook(
        {
            "About": [["read me"]],
            "Depots": [HEADER, ["north", 7.41, 43.72]],
            "Fleet": [["id"], ["van"]],
            "Stops": [HEADER, ROW],
        }
    )
    day = day_from_tables(TableFile(name="day.xlsx", content=content))
    assert (day.stops, day.vehicles, day.depots) == (read().stops, read().vehicles, read().depots)


def test_a_sheet_that_names_another_table_is_not_taken_for_orders() -> None:
    (found,) = faults_of(workbook({"vehicles": [["id"], ["van"]]}))
    assert (found.value, found.expected) == ("vehicles", "a sheet orders")


def test_a_fault_names_sheet_and_row_as_the_spreadsheet_shows_them() -> None:
    (found,) = faults_of(workbook({"Orders": [[], [*HEADER, "parcels"], [], [*ROW, "two"]]}))
    assert (found.where, found.field) == ("orders.xlsx sheet 'Orders' row 4", "parcels")


def test_numbers_are_read_as_shown() -> None:
    content = workbook({"orders": [[*HEADER, "weight_kg", "parcels"], [1001, 7.42, 43.73, 0.1 + 0.2, 3.0]]})
    stop = read_workbook(content).stops[0]
    assert (stop.id, stop.delivery) == ("1001", (300, 3))


@pytest.mark.parametrize("value", [time(8, 30), 8.5 / 24, timedelta(hours=8, minutes=30), "08:30", "8:30 am"])
def test_a_time_is_read_from_any_type_of_cell(value: object) -> None:
    assert read_workbook(with_cell("window_from", value)).stops[0].windows[0].opens == 8 * 3600 + 1800


def test_a_time_past_midnight_is_read_from_a_duration_and_from_a_clock() -> None:
    late = timedelta(hours=30, minutes=15)
    as_duration = with_cell("window_to", late, default_date_format="[h]:mm")
    as_clock = with_cell("window_to", late, default_date_format="hh:mm")
    assert read_workbook(as_duration).stops[0].windows[0].closes == late.total_seconds()
    assert read_workbook(as_clock).stops[0].windows[0].closes == late.total_seconds()


def test_a_date_and_time_counts_from_that_date() -> None:
    content = with_cell("window_from", datetime(2026, 11, 23, 8, 30), default_date_format="yyyy-mm-dd hh:mm")
    assert read_workbook(content).stops[0].windows[0].opens == 8 * 3600 + 1800


def test_a_date_without_time_is_a_fault() -> None:
    (found,) = faults_of(with_cell("window_from", date(2026, 11, 23), default_date_format="yyyy-mm-dd"))
    assert (found.field, found.value) == ("window_from", "2026-11-23")


def test_a_clock_in_a_column_of_minutes_is_a_duration() -> None:
    assert read_workbook(with_cell("service_min", time(0, 10))).stops[0].service == 600


def test_text_with_a_decimal_comma_is_read_beside_number_cells() -> None:
    content = workbook({"orders": [[*HEADER, "weight_kg"], ["A1", "7,42", "43,73", 12.345]]})
    day = read_workbook(content)
    assert (day.places[1].lon, day.stops[0].delivery) == (7.42, (12_345,))


def test_a_truth_value_in_a_column_of_numbers_is_a_fault() -> None:
    assert faults_of(with_cell("parcels", True))[0].value == "True"


def test_a_cell_that_holds_an_error_is_a_fault_and_not_empty() -> None:
    content = rezipped(
        with_cell("parcels", "=1/0"),
        lambda _, text: re.sub(rb'<c r="D2">.*?</c>', rb'<c r="D2" t="e"><v>#DIV/0!</v></c>', text),
    )
    (found,) = faults_of(content)
    assert (found.field, found.value) == ("parcels", "#DIV/0!")


def test_styled_but_empty_cells_far_away_do_no_harm() -> None:
    content = rezipped(
        workbook({"orders": [HEADER, ROW]}),
        lambda _, text: text.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
        ),
    )
    assert read_workbook(content).stops == read().stops


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1048576"><c r="XFC1048576"/><c><v>1</v></c></row>',
        b'<row r="3">' + b"<c/>" * 16_383 + b'<c><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
        b'<row r="3"><c q="&gt;"\nr="&#88;FD1048576" ><is><t>x</t></is></c></row>',
    ],
)
def test_a_filled_cell_far_away_is_refused_before_anybody_makes_room_for_it(rows: bytes) -> None:
    content = rezipped(
        workbook({"orders": [HEADER, ROW]}),
        lambda _, text: text.replace(b"</sheetData>", rows + b"</sheetData>"),
    )
    (found,) = faults_of(content)
    assert found.value == "cells down to row 1,048,576 and up to column 16,384"


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="5"><c r="F1999999999999"><v>1</v></c></row>',
        b'<row r="4294967300"><c><v>1</v></c></row>',
        b'<row r="-1"><c><v>1</v></c></row>',
        b'<row r="5"><c r="AAAAAAAA1"><v>1</v></c></row>',
        b'<row r="5"><c r=""><v>1</v></c></row>',
    ],
)
def test_a_cell_that_says_it_is_nowhere_is_refused(rows: bytes) -> None:
    content = rezipped(
        workbook({"orders": [HEADER, ROW]}),
        lambda _, text: text.replace(b"</sheetData>", rows + b"</sheetData>"),
    )
    assert faults_of(content)[0].value.startswith("a damaged or locked archive")


def test_a_sheet_that_claims_an_odd_encoding_is_read_all_the_same() -> None:
    content = rezipped(
        workbook({"orders": [HEADER, ROW]}), lambda _, text: text.replace(b'"UTF-8"', b'"UTF-yes"', 1)
    )
    assert read_workbook(content).stops == read().stops


def test_a_workbook_with_a_document_type_is_refused() -> None:
    content = rezipped(
        workbook({"orders": [HEADER, ROW]}),
        lambda _, text: text.replace(b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", 1),
    )
    assert "a document type" in faults_of(content)[0].value


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    def swollen(name: str, text: bytes) -> bytes:
        return text + b" " * 2**26 if name == "xl/workbook.xml" else text

    (found,) = faults_of(rezipped(workbook({"orders": [HEADER, ROW]}), swollen))
    assert (found.value, found.expected) == ("64 MiB when unpacked", "a workbook of at most 64 MiB")


def test_a_workbook_packed_too_tightly_is_refused() -> None:
    def swollen(name: str, text: bytes) -> bytes:
        return text + b" " * 2**23 if name == "xl/workbook.xml" else text

    (found,) = faults_of(rezipped(workbook({"orders": [HEADER, ROW]}), swollen))
    assert found.expected == "a workbook that unpacks to at most 200 times its size"


def test_a_workbook_that_conceals_its_size_is_refused() -> None:
    content = bytearray(rezipped(workbook({"orders": [HEADER, ROW]}), lambda _, text: text))
    entry = content.rfind(b"xl/workbook.xml") - 46
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    (found,) = faults_of(bytes(content))
    assert found.value.startswith("a damaged or locked archive")


def test_a_workbook_of_too_many_entries_is_refused() -> None:
    copy = io.BytesIO(workbook({"orders": [HEADER, ROW]}))
    with zipfile.ZipFile(copy, "a") as packed:
        for number in range(2_001):
            packed.writestr(f"xl/{number}", b"")
    assert faults_of(copy.getvalue())[0].expected == "a workbook of at most 2,000 entries"


def test_a_zip_of_something_else_is_named() -> None:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as packed:
        packed.writestr("orders.csv", "id,lon,lat\n")
    assert faults_of(copy.getvalue())[0].value == "an archive that is no workbook"


def test_a_workbook_with_broken_insides_is_refused() -> None:
    content = rezipped(
        workbook({"orders": [HEADER, ROW]}),
        lambda name, text: b"<broken" if name == "xl/workbook.xml" else text,
    )
    assert len(faults_of(content)) == 1


def test_a_truncated_workbook_is_refused() -> None:
    content = workbook({"orders": [HEADER, ROW]})
    assert faults_of(content[: len(content) // 2])[0].value.startswith("a damaged or locked archive")


def test_more_rows_than_a_day_can_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_rows, "MOST_ROWS", 3)
    content = workbook({"orders": [HEADER, *[ROW] * 4]})
    assert faults_of(content)[0].expected == "at most 3; split the file"
