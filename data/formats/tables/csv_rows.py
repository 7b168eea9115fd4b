"""Text becomes rows of cells: delimiter, quotes, line ends."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from typing import Final

from data.formats.tables.kinds import refuse_kind

MOST_ROWS: Final = 100_000
"""A table may have so many rows below its header."""

_DELIMITERS: Final = ",;\t|"
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(.)"?\s*\r?\n', re.IGNORECASE)


def csv_rows(
    name: str, text: str, *, recognised: Callable[[Sequence[str]], int]
) -> tuple[list[list[str]], str]:
    """Return the cells of each record, and the delimiter.

    Record k is row k + 1 of a spreadsheet, blank ones and those with line breaks in quotes included.

    recognised
        tells how many cells of a header row are known columns; the delimiter that makes the most is taken.
    """
    found = _SEPARATOR_LINE.match(text)
    delimiter = found[1] if found else _delimiter_of(text, recognised)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            rows.append(cells)
            if len(rows) > MOST_ROWS + 1:
                refuse_kind(name, f"more than {MOST_ROWS:,} rows", f"at most {MOST_ROWS:,}; split the file")
    except csv.Error as error:
        where = f"{name} row {len(rows) + 1}"
        expected = 'quotes that close, and "" for a quote within quotes'
        refuse_kind(where, f"{error} (line {reader.line_num})", expected)
    if found:
        rows[0] = []
    return rows, delimiter


def _delimiter_of(text: str, recognised: Callable[[Sequence[str]], int]) -> str:
    """Return the delimiter under which the first row with anything in it has the most known columns."""
    start = text.lstrip("\ufeff\r\n\t ,;|")[:20_000]

    def score(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter))
        except (csv.Error, StopIteration):
            return 0, 0
        return recognised(header), len(header)

    return max(_DELIMITERS, key=score)
