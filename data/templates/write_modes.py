"""Templates of delivery modes, and of a cart to ask about."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from data.files import write_text
from data.formats.modes.fields import MODE_TABLES
from data.templates.write_tables import write_table_templates

WORKBOOK_NAME: Final = "modes.xlsx"
CART_NAME: Final = "cart.json"


def write_mode_templates(folder: Path) -> tuple[Path, ...]:
    """Write a CSV file for each table, modes.xlsx with all of them, and cart.json into `folder`."""
    written = write_table_templates(folder, kind="modes", tables=MODE_TABLES, workbook=WORKBOOK_NAME)
    cart = folder / CART_NAME
    write_text(cart, files("data.templates").joinpath("modes", CART_NAME).read_text(encoding="utf-8"))
    return (*written, cart)
