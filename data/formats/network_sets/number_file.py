"""A published file that is nothing but numbers: taken one after the other, and what is wrong in it."""

import gzip
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.errors import Fault, InvalidInput, fault
from data.formats.published.numbers import EXPECTED, LIMIT, Kind, number
from data.formats.published.text import at_line, decoded_text, file_bytes, refuse_file

Floats = NDArray[np.float64]

MOST_NUMBERS: Final = 50_000_000
"""No count in a file may ask for more numbers than this: a mistake would fill the memory."""


class NumberFile:
    """The numbers of a file in order; a fault is remembered, and all are told by `finish`.

    words
        what stands in place of a number in some files, and the number that is meant.
    """

    def __init__(self, path: Path, words: Mapping[str, float] | None = None) -> None:
        self.name = path.name
        self._text = text_of(path)
        self._tokens = self._text.split()
        self._values = _numbers(self._tokens, words or {})
        self._at = 0
        self._short = False
        self.faults: list[Fault] = []

    def take(self, what: str, count: int, kind: Kind = "amount") -> Floats:
        """Return the next `count` numbers; zeros where the file ends before."""
        if not 0 <= count <= MOST_NUMBERS:
            self._fault(self._at - 1, what, f"{count:,} numbers", f"at most {MOST_NUMBERS:,} numbers")
            self.refuse()
        values = self._values[self._at : self._at + count]
        if len(values) < count:
            self._missing(what, count, len(values))
            return np.zeros(count)
        for offset in np.flatnonzero(_wrong(values, kind))[:20]:
            token = self._tokens[self._at + int(offset)]
            self._fault(self._at + int(offset), what, token, EXPECTED[kind])
        self._at += count
        return values

    def table(self, what: str, rows: int, columns: int, kind: Kind = "amount") -> Floats:
        """Return the next numbers as a table, row by row."""
        return self.take(what, rows * columns, kind).reshape(rows, columns)

    def count(self, what: str) -> int:
        """Return the next number, which must be a whole one from 1: how many of something follow."""
        before = len(self.faults)
        value = self.take(what, 1, "whole")[0]
        if len(self.faults) == before and not self._short and value < 1:
            self._fault(self._at - 1, what, f"{value:g}", "a whole number, 1 or more")
        if len(self.faults) > before or self._short:
            self.refuse()
        return int(value)

    def blame(self, back: int, what: str, value: object, expected: str) -> None:
        """Remember a fault at the number that was taken `back` numbers ago; 1 is the last one."""
        self._fault(self._at - back, what, value, expected)

    def finish(self) -> None:
        """Refuse the file if numbers are left over or anything was wrong."""
        left = len(self._tokens) - self._at
        if left and not self._short:
            self._fault(self._at, "", f"{left:,} more numbers", "the end of the file")
        self.refuse()

    def refuse(self) -> None:
        """Raise `InvalidInput` with every fault found so far, or do nothing where there are none."""
        refuse_file(self.name, self.faults)

    def _missing(self, what: str, count: int, found: int) -> None:
        if not self._short:
            line = self._text.count("\n") + (not self._text.endswith("\n"))
            self.faults.append(
                fault(
                    at_line(self.name, line),
                    what,
                    f"the end after {found:,} of {count:,}",
                    f"{count:,} numbers",
                )
            )
        self._short = True

    def _fault(self, token: int, what: str, value: object, expected: str) -> None:
        self.faults.append(fault(at_line(self.name, _line_of(self._text, token)), what, value, expected))


def text_of(path: Path) -> str:
    """Return a file's text; one that is packed with gzip is unpacked first."""
    content = file_bytes(path)
    if content.startswith(b"\x1f\x8b"):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            raise InvalidInput(
                f"{path.name} cannot be unpacked.",
                faults=[fault(path.name, "", "damaged gzip", "a whole file, packed with gzip or not")],
            ) from None
    # Some published files are filled up with zeros or an end-of-file sign of long ago.
    return decoded_text(content.rstrip(b"\0\x1a"), path.name)


def _numbers(tokens: list[str], words: Mapping[str, float]) -> Floats:
    try:
        values = np.array(tokens, dtype=np.float64)
        values[~(abs(values) <= LIMIT)] = np.nan
    except ValueError:
        values = np.array([words.get(token, number(token)) for token in tokens], dtype=np.float64)
    return values


def _wrong(values: Floats, kind: Kind) -> NDArray[np.bool_]:
    fits = np.isfinite(values)
    if kind in ("amount", "whole"):
        fits &= values >= 0
    if kind in ("whole", "signed"):
        fits &= values == np.floor(values)
    return ~fits


def _line_of(text: str, token: int) -> int:
    """Return the line, from 1, on which the token with this number stands."""
    seen = 0
    for line, row in enumerate(text.splitlines(), 1):
        seen += len(row.split())
        if seen > token:
            return line
    return text.count("\n") + 1
