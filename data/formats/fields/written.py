"""Tables as they are given away: a sheet of a workbook, or CSV; no cell is a formula to a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from data.formats.safe_cells import safe_cell

Row = Sequence[str | int | float]

_WIDEST: Final = 60


def table_csv(header: Sequence[str], rows: Iterable[Row]) -> str:
    """Return a table as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (header, *rows):
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


def write_tables_xlsx(
    path: Path, tables: Iterable[tuple[str, Sequence[str], Iterable[Row]]], notes: Sequence[str]
) -> None:
    """Write tables (name, header, rows) to `path` as an .xlsx workbook, and notes on a sheet of their own."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = xlsxwriter.Workbook(str(path), options)
    try:
        for name, header, rows in tables:
            write_sheet(workbook, name, header, rows)
        write_sheet(workbook, "notes", ("note",), ([note] for note in notes))
    finally:
        workbook.close()


def write_sheet(workbook: Any, name: str, header: Sequence[str], rows: Iterable[Row]) -> None:
    """Write one table with its header frozen; xlsxwriter has no types."""
    sheet = workbook.add_worksheet(name)
    bold = workbook.add_format({"bold": True, "bg_color": "#E7E6E6", "bottom": 1})
    widths = [len(text) for text in header]
    for column, text in enumerate(header):
        sheet.write_string(0, column, text, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], len(str(cell)))
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            else:
                sheet.write_number(number, column, cell)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, _WIDEST) + 2)
    sheet.freeze_panes(1, 1)
