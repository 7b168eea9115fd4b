"""How far a sheet's filled cells reach, told without making room for them."""

import re
from typing import Final
from xml.parsers import expat

# Nothing else is a reference: a number that overflows in one parser is far away in another.
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW: Final = re.compile(r"[1-9][0-9]{0,6}")


class SheetExtent:
    """Walks over the XML of a sheet and remembers the last row and the last column with anything in them.

    A cell says where it is, or else follows the one before it; so do rows. A cell without a value, such as
    one that only has a colour, counts for nothing.
    """

    def __init__(self) -> None:
        self.last_row = 0
        self.last_column = 0
        self._row = 0
        self._column = 0
        self._cell = (0, 0)

    def read(self, sheet: bytes) -> None:
        """Walk over one sheet; raise `expat.ExpatError` where it is no XML that a spreadsheet writes."""
        # The parser of workbooks takes every sheet for UTF-8, whatever its first line says.
        parser = expat.ParserCreate("UTF-8")
        parser.StartElementHandler = self._begin
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.Parse(sheet, True)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._column += 1
            self._cell = self._position(attributes.get("r"))
        elif name in ("v", "is"):
            self.last_row = max(self.last_row, self._cell[0])
            self.last_column = max(self.last_column, self._cell[1])
        elif name == "row":
            self._row = self._row_number(attributes.get("r"))
            self._column = 0

    def _row_number(self, number: str | None) -> int:
        if number is None:
            return self._row + 1
        if not _ROW.fullmatch(number):
            raise expat.ExpatError(f"a row {number[:20]!r}")
        return int(number)

    def _position(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            return self._row, self._column
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise expat.ExpatError(f"a cell {reference[:20]!r}")
        self._column = _column_number(found[1])
        return int(found[2]), self._column


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _refuse_doctype(*_: object) -> None:
    raise expat.ExpatError("a document type, which no spreadsheet writes")
