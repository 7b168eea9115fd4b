"""Every combination as one CSV table, the rejected with their reasons."""

from data.formats.equipment.selection_figures import COMBINATION_HEADER, combination_rows
from data.formats.fields.written import table_csv
from network.equipment.select import Selection


def selection_csv(selection: Selection) -> str:
    """Return one row a combination; no cell is a formula to a spreadsheet."""
    return table_csv(COMBINATION_HEADER, combination_rows(selection))
