"""`roundsman template`: forms for orders, vehicles and depots, with example rows."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.talk import AsJson, out, print_json
from core.errors import fault, refuse
from data.formats.tables.columns import COLUMNS
from data.templates.write import WORKBOOK_NAME, write_templates


def template(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("templates"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write templates of the input tables, as CSV and as one workbook, with example rows."""
    if not force:
        names = (*(f"{role}.csv" for role in COLUMNS), WORKBOOK_NAME)
        there = [folder / name for name in names if (folder / name).exists()]
        expected = "no such file yet, another folder, or --force to replace it"
        refuse(
            "What may have been filled in is not replaced.",
            [fault("command, FOLDER", "", str(file), expected) for file in there],
        )
    files = write_templates(folder)
    if as_json:
        print_json({"files": [str(file) for file in files]})
    else:
        for file in files:
            out().print(str(file), markup=False)
