"""Policies, forecasts and notes as one workbook."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

from data.formats.fields.written import Row, write_sheet


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
