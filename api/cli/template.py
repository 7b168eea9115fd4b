"""`roundsman template`: forms for orders, vehicles and depots, with example rows."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.forms import write_forms
from api.cli.talk import AsJson
from data.formats.tables.columns import COLUMNS
from data.templates.write import WORKBOOK_NAME, write_templates


def template(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("templates"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write templates of the input tables, as CSV and as one workbook, with example rows."""
    names = (*(f"{role}.csv" for role in COLUMNS), WORKBOOK_NAME)
    write_forms(folder, names, write_templates, force=force, as_json=as_json)
