"""Templates of the tables that a day is read from: three CSV files and one workbook to fill in."""

import csv
import io
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from data.files import replacing, write_bytes
from data.formats.tables.columns import COLUMNS, Column, Role

WORKBOOK_NAME: Final = "roundsman-template.xlsx"

_CHOICES: Final = {
    ("orders", "direction"): ["delivery", "pickup"],
    ("vehicles", "profile"): ["car", "van", "truck", "cargo_bike", "foot"],
}
_NUMBERS_FROM_ROW: Final = 1
_LAST_ROW: Final = 100_000
# What people type into these columns stays as typed; a spreadsheet would make dates and times of it.
_TEXT_FORMAT: Final = "@"


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write orders.csv, vehicles.csv, depots.csv and roundsman-template.xlsx into `folder`; return the files.

    The rows in them are examples and read without faults. CSV files begin with a byte order mark, so that any
    spreadsheet takes them for UTF-8.
    """
    written = []
    for role in COLUMNS:
        path = folder / f"{role}.csv"
        write_bytes(path, example_csv(role).encode("utf-8-sig"))
        written.append(path)
    path = folder / WORKBOOK_NAME
    with replacing(path) as temporary:
        _write_workbook(temporary)
    return (*written, path)


def example_csv(role: Role) -> str:
    """Return the template of one table as CSV: the header and example rows."""
    return files("data.templates").joinpath(f"{role}.csv").read_text(encoding="utf-8")


def _write_workbook(path: Path) -> None:
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    try:
        for role in COLUMNS:
            _write_sheet(workbook, role)
    finally:
        workbook.close()


def _write_sheet(workbook: Any, role: Role) -> None:  # xlsxwriter has no types
    """Write one table: a header with comments, examples as text or numbers, and lists to choose from."""
    sheet = workbook.add_worksheet(role)
    header, *rows = csv.reader(io.StringIO(example_csv(role)))
    columns = {column.header: column for column in COLUMNS[role]}
    styles = {
        True: workbook.add_format({"bold": True, "bg_color": "#D5E8D4", "bottom": 1}),
        False: workbook.add_format({"bold": True, "bg_color": "#E7E6E6", "bottom": 1}),
    }
    text = workbook.add_format({"num_format": _TEXT_FORMAT})
    for index, name in enumerate(header):
        column = columns[name]
        sheet.set_column(index, index, max(10, len(name) + 3), None if _is_number(column) else text)
        sheet.write_string(0, index, name, styles[column.required])
        sheet.write_comment(0, index, _comment(column))
        _add_validation(sheet, role, column, index)
        for number, row in enumerate(rows, start=1):
            _write_cell(sheet, number, index, row[index], column)
    sheet.freeze_panes(1, 1)


def _write_cell(sheet: Any, row: int, index: int, value: str, column: Column) -> None:
    if value and _is_number(column):
        sheet.write_number(row, index, float(value))
    elif value:
        sheet.write_string(row, index, value)


def _add_validation(sheet: Any, role: Role, column: Column, index: int) -> None:
    """Let the spreadsheet warn early; what it lets through is checked again when read."""
    choices = _CHOICES.get((role, column.field))
    if choices:
        rule = {"validate": "list", "source": choices, "ignore_blank": True}
    elif _is_number(column):
        limit = {"lon": 180, "lat": 90}.get(column.field)
        low, high = (-limit, limit) if limit else (0, 10**9)
        rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
        rule |= {"error_message": f"{column.about}. A number from {low} to {high}."[:255]}
    else:
        return
    sheet.data_validation(_NUMBERS_FROM_ROW, index, _LAST_ROW, index, rule)


def _is_number(column: Column) -> bool:
    return column.quantity is not None or column.field in ("lon", "lat")


def _comment(column: Column) -> str:
    return f"{column.about}. {'Required.' if column.required else 'May be left out.'}"
