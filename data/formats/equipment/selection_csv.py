"""Every combination as one CSV table, the rejected with their reasons."""

import csv
import io

from data.formats.equipment.selection_figures import COMBINATION_HEADER, combination_rows
from data.formats.safe_cells import safe_cell
from network.equipment.select import Selection


def selection_csv(selection: Selection) -> str:
    """Return one row a combination; no cell is a formula to a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COMBINATION_HEADER)
    for row in combination_rows(selection):
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()
