"""Templates of orders, stock, warehouses and deliveries."""

from pathlib import Path
from typing import Final

from data.formats.sourcing.fields import SOURCING_TABLES
from data.templates.write_tables import write_table_templates

WORKBOOK_NAME: Final = "sourcing.xlsx"


def write_sourcing_templates(folder: Path) -> tuple[Path, ...]:
    """Write a CSV file for each table and a workbook with all into `folder`; return the files."""
    return write_table_templates(folder, kind="sourcing", tables=SOURCING_TABLES, workbook=WORKBOOK_NAME)
