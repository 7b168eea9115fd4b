"""Faults as a table that a spreadsheet opens beside the file they were found in."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from core.errors import Fault
from data.formats.safe_cells import safe_cell

_HEADER: Final = ("where", "row", "column", "value", "expected")
_ROW: Final = re.compile(r"(?P<where>.*) row (?P<row>\d+)", re.DOTALL)


def faults_csv(faults: Iterable[Fault]) -> str:
    """Return `faults` as CSV: where, row (as the spreadsheet counts), column, value, expected.

    No cell is a formula to a spreadsheet. Written as UTF-8 with a byte order mark, any of them reads it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    for each in faults:
        found = _ROW.fullmatch(each.where)
        where, row = (found["where"], found["row"]) if found else (each.where, "")
        writer.writerow([safe_cell(cell) for cell in (where, row, each.field, each.value, each.expected)])
    return text.getvalue()
