"""Faults as a table that a spreadsheet opens beside the file they were found in."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from core.errors import Fault
from data.files import replacing, write_text
from data.formats.fields.written import write_tables_xlsx
from data.formats.safe_cells import safe_cell

ENDINGS: Final = (".csv", ".xlsx")
"""Of files that faults can be written to."""

_HEADER: Final = ("where", "row", "column", "value", "expected")
_ROW: Final = re.compile(r"(?P<where>.*) row (?P<row>\d+)", re.DOTALL)


def write_faults(path: Path, faults: Iterable[Fault]) -> None:
    """Write `faults` to a table in the format of its ending; without any, the header alone."""
    if path.suffix.lower() != ".xlsx":
        write_text(path, faults_csv(faults), encoding="utf-8-sig")
        return
    with replacing(path) as temporary:
        write_tables_xlsx(temporary, [("faults", _HEADER, _rows(faults))], ())


def faults_csv(faults: Iterable[Fault]) -> str:
    """Return `faults` as CSV: where, row (as the spreadsheet counts), column, value, expected.

    No cell is a formula to a spreadsheet. Written as UTF-8 with a byte order mark, any of them reads it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    for row in _rows(faults):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue()


def _rows(faults: Iterable[Fault]) -> Iterator[list[str]]:
    for each in faults:
        found = _ROW.fullmatch(each.where)
        where, row = (found["where"], found["row"]) if found else (each.where, "")
        yield [where, row, each.field, each.value, each.expected]
