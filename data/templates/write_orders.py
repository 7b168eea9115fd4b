"""Templates of order lines and of events."""

from pathlib import Path
from typing import Final

from data.formats.orders.fields import ORDER_TABLES
from data.templates.write_tables import write_table_templates

WORKBOOK_NAME: Final = "orders.xlsx"


def write_order_templates(folder: Path) -> tuple[Path, ...]:
    """Write orders.csv, events.csv and orders.xlsx with both into `folder`; return the files."""
    return write_table_templates(folder, kind="orders", tables=ORDER_TABLES, workbook=WORKBOOK_NAME)
