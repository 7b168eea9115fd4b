"""Templates of moves, expected receipts, reservations and what is withheld."""

from pathlib import Path
from typing import Final

from data.formats.ledger.fields import LEDGER_TABLES
from data.templates.write_tables import write_table_templates

WORKBOOK_NAME: Final = "ledger.xlsx"


def write_ledger_templates(folder: Path) -> tuple[Path, ...]:
    """Write a CSV file for each table and a workbook with all into `folder`; return the files."""
    return write_table_templates(folder, kind="ledger", tables=LEDGER_TABLES, workbook=WORKBOOK_NAME)
