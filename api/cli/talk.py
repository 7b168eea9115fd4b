"""How commands talk: results on standard output, everything else on standard error."""

import json
import os
import sys
from collections.abc import Sequence
from typing import IO, Annotated, Any, TextIO

import typer
from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from core.errors import Fault, RoundsmanError

OK, FAILED, INCOMPLETE = 0, 1, 3
"""Exit codes besides those of `core.errors`; INCOMPLETE: stops wrongly left out, or rules broken."""

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON document.")]

SHOWN_FAULTS = 25

_NEVER_FOLDED = 1000
_BETWEEN_COLUMNS = 2


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Go on in silence: whoever reads may have seen enough, and files are still to be written."""
        _silence(self.file)


def out() -> Console:
    """Return the console for results."""
    return _console(sys.stdout)


def talk() -> Console:
    """Return the console for everything that is not the result."""
    return _console(sys.stderr)


def _console(stream: TextIO) -> Console:
    """Return a console as wide as its terminal; where there is none, lines are left whole."""
    whole = not stream.isatty() and not os.environ.get("COLUMNS", "").isdigit()
    return _Console(
        file=stream, highlight=False, emoji=False, soft_wrap=whole, width=_NEVER_FOLDED if whole else None
    )


def prepare_output() -> None:
    """Let nothing that is printed fail for its letters, nor because a stream was closed from the start."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def finish_output() -> None:
    """Write out what is still waiting; raise `OSError` where that is impossible, as on a full disk."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            _silence(stream)
        except OSError:
            _silence(stream)
            raise


def print_json(document: Any) -> None:
    """Print one JSON document as the result."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    try:
        sys.stdout.write(json.dumps(document, ensure_ascii=plain, indent=2) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)


def print_error(error: RoundsmanError, *, as_json: bool) -> None:
    """Print what went wrong, every fault, and what to do."""
    if as_json:
        print_json({"error": error.as_json()})
        return
    console = talk()
    console.print(error.message, style="bold red", markup=False)
    for each in error.faults[:SHOWN_FAULTS]:
        console.print(Padding(_fault_text(each), (0, 0, 0, 2), expand=False))
    if len(error.faults) > SHOWN_FAULTS:
        console.print(f"  ... and {len(error.faults) - SHOWN_FAULTS:,} more; --json lists them all")
    console.print(error.action, markup=False)


def _fault_text(found: Fault) -> Text:
    named = f"{found.where}, {found.field}" if found.field else found.where
    return Text.assemble((named, "bold"), f": found {found.value!r}; expected {found.expected}")


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    title: str | None = None,
    least: Sequence[str] = (),
    width: int | None = None,
) -> Table:
    """Return a table; columns whose every cell is a number stand right.

    least
        headers of columns that may be left out where `width` is too small for all, the least important first.
    """
    kept = _fitting(headers, rows, least, width)
    made = Table(
        title=title,
        title_justify="left",
        header_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for k in kept:
        numeric = bool(rows) and all(_is_figure(row[k]) for row in rows)
        justify: JustifyMethod = "right" if numeric else "left"
        # The first column holds names: a name in two pieces is none.
        made.add_column(headers[k], justify=justify, overflow="ellipsis", no_wrap=numeric or k == 0)
    for row in rows:
        made.add_row(*(Text(str(row[k])) for k in kept))
    return made


def _fitting(
    headers: Sequence[str], rows: Sequence[Sequence[object]], least: Sequence[str], width: int | None
) -> list[int]:
    """Return the columns that are shown: all, but for those in `least` that do not fit."""
    needs = [max(cell_len(str(row[k])) for row in (headers, *rows)) for k in range(len(headers))]
    kept = list(range(len(headers)))
    for name in least:
        if width is None or sum(needs[k] + _BETWEEN_COLUMNS for k in kept) - _BETWEEN_COLUMNS <= width:
            break
        kept.remove(headers.index(name))
    return kept


def _is_figure(cell: object) -> bool:
    text = str(cell).replace(",", "").replace(".", "").replace(":", "").replace("-", "").replace("%", "")
    return text == "" or text.strip().isdigit()


def counted(number: int, what: str) -> str:
    """Return a number with its noun: "1 stop", "1,200 stops"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _silence(stream: IO[str]) -> None:
    """Send whatever is still written to a closed stream nowhere, so that nothing fails at the very end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
