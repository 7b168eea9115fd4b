"""Templates of a warehouse and its catalogue."""

from pathlib import Path
from typing import Final

from data.formats.equipment.tables import TABLES
from data.templates.write_tables import template_csv, write_table_templates

WORKBOOK_NAME: Final = "warehouse.xlsx"


def write_equipment_templates(folder: Path) -> tuple[Path, ...]:
    """Write a CSV file for each table and warehouse.xlsx with all of them into `folder`; return the files.

    What stands in them is an example that reads without faults; the catalogue holds typical values.
    """
    return write_table_templates(folder, kind="equipment", tables=TABLES, workbook=WORKBOOK_NAME)


def equipment_csv(name: str) -> str:
    """Return the template of one table as CSV: the header and example rows."""
    return template_csv("equipment", name)
