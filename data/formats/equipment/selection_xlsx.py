"""A selection as one workbook: combinations, what the shown one is made of, peak hour, weights, notes."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from data.formats.equipment.selection_figures import (
    COMBINATION_HEADER,
    ITEM_HEADER,
    QUEUE_HEADER,
    WEIGHT_HEADER,
    Row,
    combination_rows,
    item_rows,
    queue_rows,
    weight_rows,
)
from network.equipment.combination import Combination
from network.equipment.peak_hour import PeakHour
from network.equipment.select import Selection

_WIDEST = 60


def write_selection_xlsx(
    path: Path, selection: Selection, peak: PeakHour | None, shown: Combination | None
) -> None:
    """Write a selection to `path` as an .xlsx workbook."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = xlsxwriter.Workbook(str(path), options)
    try:
        _sheet(workbook, "combinations", COMBINATION_HEADER, combination_rows(selection))
        _sheet(workbook, "items", ITEM_HEADER, item_rows(shown) if shown else ())
        _sheet(workbook, "peak_hour", QUEUE_HEADER, queue_rows(peak))
        _sheet(workbook, "weights", WEIGHT_HEADER, weight_rows(selection))
        _sheet(workbook, "notes", ("note",), ([note] for note in selection.warehouse.notes))
    finally:
        workbook.close()


def _sheet(workbook: Any, name: str, header: Sequence[str], rows: Iterable[Row]) -> None:
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
