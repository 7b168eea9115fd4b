"""Travel matrices as CSV: ids in the first row and the first column, seconds or metres between them."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.errors import Fault, fault, refuse
from core.matrix import TravelMatrix
from routing.travel.matrix_file import MOST_FAULTS, MatrixFile, bytes_of, matched, refuse_file, whole_numbers

_MOST_BYTES: Final = 512 * 2**20
_NO_WAY: Final = ("unreachable", "inf", "infinity", "2147483647")


def read_csv(durations_path: Path, distances_path: Path | None = None) -> MatrixFile:
    """Read a square of seconds, and one of metres with the same ids; rows may stand in any order.

    A cell is a number, 0 or more, or "unreachable". Without distances they count as 0, which a note says.
    """
    ids, durations = _square(durations_path)
    distances = None
    if distances_path is not None:
        others, values = _square(distances_path)
        _refuse_other_ids(distances_path.name, others, ids)
        order = [others.index(each) for each in ids]
        distances = whole_numbers(values[np.ix_(order, order)], where=distances_path.name, field="distances")
    whole = whole_numbers(durations, where=durations_path.name, field="durations")
    whole, metres, notes = matched(whole, distances)
    return MatrixFile(
        name=durations_path.name,
        matrix=TravelMatrix(durations=whole, distances=metres),
        ids=tuple(ids),
        notes=tuple(notes),
    )


def _square(path: Path) -> tuple[list[str], NDArray[np.float64]]:
    """Return the ids of the header and the values, rows in the header's order."""
    rows = _rows(path.name, bytes_of(path, most=_MOST_BYTES))
    ids = [cell.strip() for cell in rows[0][1][1:]]
    body = rows[1:]
    message = f"{path.name} holds no usable travel matrix."
    refuse(message, list(islice(_id_faults(path.name, ids, body), MOST_FAULTS)))
    values, faults = np.zeros((len(ids), len(ids))), []
    row_of = {each: k for k, each in enumerate(ids)}
    for number, cells in body:
        at = row_of[cells[0].strip()]
        for column, cell in enumerate(cells[1:]):
            seconds = _number(cell)
            if seconds is None:
                expected = "a number, 0 or more, or 'unreachable'"
                faults.append(fault(f"{path.name} row {number}", ids[column], cell, expected))
            else:
                values[at, column] = seconds
    refuse(message, faults[:MOST_FAULTS])
    return ids, values


def _rows(name: str, content: bytes) -> list[tuple[int, list[str]]]:
    """Return number and cells of each row with anything in it."""
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        refuse_file(name, "", "bytes that are no UTF-8", "CSV in UTF-8, or an .npz archive")
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        refuse_file(name, "", str(error), "CSV with ids in its first row and column")
    rows = [(number, row) for number, row in enumerate(cells, start=1) if any(map(str.strip, row))]
    if len(rows) < 2:
        refuse_file(name, "", "no rows below the header", "ids in the first row, and a row for each of them")
    return rows


def _id_faults(name: str, ids: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]) -> Iterator[Fault]:
    """Yield what keeps rows and columns from naming the same places."""
    for each, times in Counter(ids).items():
        if times > 1 or not each:
            yield fault(f"{name} row 1", "", each, "an id for each column, used once")
    known, seen = set(ids), set()
    for number, cells in body:
        own = cells[0].strip()
        where = f"{name} row {number}"
        if own not in known:
            yield fault(where, "", own, "an id that is a column too")
        if own in seen:
            yield fault(where, "", own, "an id that no row above has")
        seen.add(own)
        if len(cells) != len(ids) + 1:
            yield fault(where, "", f"{len(cells) - 1} values", f"{len(ids)} values, one per column")
    for each in sorted(known - seen):
        yield fault(name, "", each, "a row for each column's id")


def _number(cell: str) -> float | None:
    """Return a value, infinity where no way leads, None where it is neither."""
    text = cell.strip().casefold()
    if text in _NO_WAY:
        return float("inf")
    try:
        value = float(text if "." in text else text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None


def _refuse_other_ids(name: str, others: Sequence[str], ids: Sequence[str]) -> None:
    missing, unknown = sorted(set(ids) - set(others)), sorted(set(others) - set(ids))
    expected = "the same ids as the durations have"
    found = [*(f"{each} is missing" for each in missing), *(f"{each} is unknown" for each in unknown)]
    refuse(
        f"{name} does not fit the durations.",
        [fault(name, "", each, expected) for each in found[:MOST_FAULTS]],
    )
