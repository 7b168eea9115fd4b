"""Plain rows of numbers, as Solomon's and Li and Lim's files have them.

`vrplib` reads Solomon's form too, but turns what it cannot read (a decimal coordinate, a word) into -1.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from core.errors import Fault, fault
from data.formats.published.contradictions import window_faults
from data.formats.published.convention import FloatArray
from data.formats.published.draft import size_faults
from data.formats.published.numbers import EXPECTED, Kind, fits, whole
from data.formats.published.outline import Row
from data.formats.published.text import at_line, refuse_file

Column = tuple[str, Kind]
"""The name of a column and what stands in it."""

COLUMNS: Final[Sequence[Column]] = (
    ("number", "whole"),
    ("x", "real"),
    ("y", "real"),
    ("demand", "signed"),
    ("earliest", "amount"),
    ("latest", "amount"),
    ("service", "amount"),
)
"""What both forms begin a row with."""


def rows_of(text: str) -> list[Row]:
    """Return the lines that hold anything, as tokens with their line."""
    lines = enumerate(text.splitlines(), start=1)
    return [Row(line=line, tokens=tokens) for line, content in lines if (tokens := content.split())]


def numeric(row: Row) -> bool:
    """Whether every token of a row is a number."""
    return all(fits(token, "real") for token in row.tokens)


def location_table(rows: Sequence[Row], columns: Sequence[Column], file: str) -> FloatArray:
    """Return the rows as numbers, one row a location, having checked each of them.

    returns
        (n, columns); row k is location k, the depot first.
    """
    refuse_file(file, [*_cells(rows, columns, file), *_order(rows, file)])
    table = np.array([row.tokens for row in rows], dtype=np.float64).reshape(len(rows), len(columns))
    refuse_file(
        file,
        [
            *window_faults(table[:, 4:6], lambda row: at_line(file, rows[row].line)),
            *(
                fault(at_line(file, rows[0].line), columns[column][0], table[0, column], "0 for the depot")
                for column in (3, 6)
                if len(table) and table[0, column]
            ),
        ],
    )
    return table


def fleet_row(row: Row, names: Sequence[str], *, locations: int, file: str) -> list[int]:
    """Return the whole numbers of a row that begins with the number of vehicles and their capacity."""
    where, expected = at_line(file, row.line), f"{len(names)} whole numbers: {', '.join(names)}"
    if len(row.tokens) != len(names):
        refuse_file(file, [fault(where, "vehicles", " ".join(row.tokens), expected)])
    found = [(name, token, whole(token)) for name, token in zip(names, row.tokens, strict=True)]
    refuse_file(
        file, [fault(where, name, token, EXPECTED["whole"]) for name, token, it in found if it is None]
    )
    numbers = [it for _, _, it in found if it is not None]
    refuse_file(file, size_faults(where, locations=locations, vehicles=numbers[0]))
    return numbers


def _cells(rows: Sequence[Row], columns: Sequence[Column], file: str) -> Iterator[Fault]:
    for row in rows:
        where = at_line(file, row.line)
        if len(row.tokens) != len(columns):
            names = ", ".join(name for name, _ in columns)
            yield fault(where, "", " ".join(row.tokens), f"{len(columns)} numbers: {names}")
            continue
        for token, (name, kind) in zip(row.tokens, columns, strict=True):
            if not fits(token, kind):
                yield fault(where, name, token, EXPECTED[kind])


def _order(rows: Sequence[Row], file: str) -> Iterator[Fault]:
    for expected, row in enumerate(rows):
        if whole(row.tokens[0]) != expected:
            # One row too many or too few moves all that follow: the first says it.
            yield fault(
                at_line(file, row.line), "number", row.tokens[0], f"{expected}: rows count from 0 without gap"
            )
            return
