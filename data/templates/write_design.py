"""Templates of a supply network to design."""

from pathlib import Path
from typing import Final

from data.formats.design.fields import DESIGN_TABLES
from data.templates.write_tables import write_table_templates

WORKBOOK_NAME: Final = "network.xlsx"


def write_design_templates(folder: Path) -> tuple[Path, ...]:
    """Write a CSV file for each table and network.xlsx with all into `folder`; return the files."""
    return write_table_templates(folder, kind="design", tables=DESIGN_TABLES, workbook=WORKBOOK_NAME)
