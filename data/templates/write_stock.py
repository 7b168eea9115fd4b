"""Templates of items in stock and of their past demand."""

from pathlib import Path
from typing import Final

from data.formats.stock.fields import STOCK_TABLES
from data.templates.write_tables import write_table_templates

WORKBOOK_NAME: Final = "stock.xlsx"


def write_stock_templates(folder: Path) -> tuple[Path, ...]:
    """Write items.csv, demand.csv and stock.xlsx with both into `folder`; return the files."""
    return write_table_templates(folder, kind="stock", tables=STOCK_TABLES, workbook=WORKBOOK_NAME)
