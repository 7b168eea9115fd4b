"""How commands talk: results on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from core.errors import RoundsmanError

OK, FAILED, INCOMPLETE = 0, 1, 3
"""Exit codes besides those of `core.errors`; INCOMPLETE: stops wrongly left out, or rules broken."""

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON document.")]

SHOWN_FAULTS = 25


def out() -> Console:
    """Return the console for results."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())


def talk() -> Console:
    """Return the console for everything that is not the result."""
    return Console(file=sys.stderr, highlight=False, soft_wrap=not sys.stderr.isatty())


def print_json(document: Any) -> None:
    """Print one JSON document as the result."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def print_error(error: RoundsmanError, *, as_json: bool) -> None:
    """Print what went wrong, every fault in a table, and what to do."""
    if as_json:
        print_json({"error": error.as_json()})
        return
    console = talk()
    console.print(error.message, style="bold red", markup=False)
    if error.faults:
        rows = [(each.where, each.field, each.value, each.expected) for each in error.faults]
        console.print(table(("where", "field", "found", "what would be right"), rows[:SHOWN_FAULTS]))
    if len(error.faults) > SHOWN_FAULTS:
        console.print(f"... and {len(error.faults) - SHOWN_FAULTS} more; --json lists them all")
    console.print(error.action, markup=False)


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], *, title: str | None = None) -> Table:
    """Return a table; columns whose every cell is a number stand right."""
    made = Table(title=title, title_justify="left", header_style="bold", pad_edge=False)
    for k, header in enumerate(headers):
        numeric = bool(rows) and all(_is_figure(row[k]) for row in rows)
        made.add_column(header, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        made.add_row(*(_plain(cell) for cell in row))
    return made


def _is_figure(cell: object) -> bool:
    text = str(cell).replace(",", "").replace(".", "").replace(":", "").replace("-", "").replace("%", "")
    return text == "" or text.strip().isdigit()


def _plain(cell: object) -> str:
    """Return a cell's text with the square brackets of names kept as they are."""
    return str(cell).replace("[", r"\[")
