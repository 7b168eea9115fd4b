"""Templates of tables that are lists of fields: CSV files and one workbook to fill in."""

import csv
import io
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from data.files import replacing, write_bytes
from data.formats.fields.field import Field, Tables

_LAST_ROW: Final = 100_000


def write_table_templates(folder: Path, *, kind: str, tables: Tables, workbook: str) -> tuple[Path, ...]:
    """Write a CSV file for each table and a workbook with all of them into `folder`; return the files.

    kind
        the folder of examples below data/templates.
    """
    written = []
    for name in tables:
        path = folder / f"{name}.csv"
        write_bytes(path, template_csv(kind, name).encode("utf-8-sig"))
        written.append(path)
    path = folder / workbook
    with replacing(path) as temporary:
        _write_workbook(temporary, kind, tables)
    return (*written, path)


def template_csv(kind: str, name: str) -> str:
    """Return the template of one table as CSV: the header and example rows."""
    return files("data.templates").joinpath(kind, f"{name}.csv").read_text(encoding="utf-8")


def _write_workbook(path: Path, kind: str, tables: Tables) -> None:
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    try:
        for name, fields in tables.items():
            _write_sheet(workbook, name, template_csv(kind, name), {field.header: field for field in fields})
    finally:
        workbook.close()


def _write_sheet(workbook: Any, name: str, content: str, fields: dict[str, Field]) -> None:
    """Write one table: a header with comments, examples as text or numbers, and lists to choose from."""
    sheet = workbook.add_worksheet(name)  # xlsxwriter has no types
    header, *rows = csv.reader(io.StringIO(content))
    styles = {
        True: workbook.add_format({"bold": True, "bg_color": "#D5E8D4", "bottom": 1}),
        False: workbook.add_format({"bold": True, "bg_color": "#E7E6E6", "bottom": 1}),
    }
    for index, text in enumerate(header):
        field = fields[text]
        sheet.set_column(index, index, max(10, len(text) + 3))
        sheet.write_string(0, index, text, styles[field.required])
        sheet.write_comment(0, index, f"{field.about}. {'Required.' if field.required else 'May be empty.'}")
        _add_choices(sheet, field, index)
        for number, row in enumerate(rows, start=1):
            _write_cell(sheet, number, index, row[index], field)
    sheet.freeze_panes(1, 1)


def _write_cell(sheet: Any, row: int, index: int, value: str, field: Field) -> None:
    if value and field.quantity is not None:
        sheet.write_number(row, index, float(value))
    elif value:
        sheet.write_string(row, index, value)


def _add_choices(sheet: Any, field: Field, index: int) -> None:
    """Let the spreadsheet warn early; what it lets through is checked again when read."""
    if field.choices:
        rule = {"validate": "list", "source": list(field.choices), "ignore_blank": True}
        sheet.data_validation(1, index, _LAST_ROW, index, rule)
