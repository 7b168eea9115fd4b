"""`roundsman template`: empty forms for orders, vehicles and depots."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.talk import AsJson, out, print_json
from data.templates.write import write_templates


def template(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("templates"),
    as_json: AsJson = False,
) -> None:
    """Write templates of the input tables, as CSV and as one workbook, with example rows."""
    files = write_templates(folder)
    if as_json:
        print_json({"files": [str(file) for file in files]})
    else:
        for file in files:
            out().print(str(file), markup=False)
