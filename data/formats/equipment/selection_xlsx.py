"""A selection as one workbook: combinations, what the shown one is made of, peak hour, weights, notes."""

from pathlib import Path

from data.formats.equipment.selection_figures import (
    COMBINATION_HEADER,
    ITEM_HEADER,
    QUEUE_HEADER,
    WEIGHT_HEADER,
    combination_rows,
    item_rows,
    queue_rows,
    weight_rows,
)
from data.formats.fields.written import write_tables_xlsx
from network.equipment.combination import Combination
from network.equipment.peak_hour import PeakHour
from network.equipment.select import Selection


def write_selection_xlsx(
    path: Path, selection: Selection, peak: PeakHour | None, shown: Combination | None
) -> None:
    """Write a selection to `path` as an .xlsx workbook."""
    tables = (
        ("combinations", COMBINATION_HEADER, combination_rows(selection)),
        ("items", ITEM_HEADER, item_rows(shown) if shown else ()),
        ("peak_hour", QUEUE_HEADER, queue_rows(peak)),
        ("weights", WEIGHT_HEADER, weight_rows(selection)),
    )
    write_tables_xlsx(path, tables, selection.warehouse.notes)
