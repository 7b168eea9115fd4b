"""Explicit distances of a VRPLIB file, in each order that EDGE_WEIGHT_FORMAT can name.

The numbers are one stream, however they are broken into lines. Source: TSPLIB 95, section 1.2.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from core.errors import Fault, fault
from data.formats.published.convention import FloatArray
from data.formats.published.numbers import EXPECTED, LIMIT, fits
from data.formats.published.outline import Outline, Section
from data.formats.published.text import at_line, refusal

_TRIANGLES: Final[Mapping[str, tuple[str, int]]] = {
    "LOWER_ROW": ("lower", 1),
    "UPPER_COL": ("lower", 1),
    "LOWER_DIAG_ROW": ("lower", 0),
    "UPPER_DIAG_COL": ("lower", 0),
    "UPPER_ROW": ("upper", 1),
    "LOWER_COL": ("upper", 1),
    "UPPER_DIAG_ROW": ("upper", 0),
    "LOWER_DIAG_COL": ("upper", 0),
}
"""Which triangle is written row by row, and how many diagonals in from the main one it begins.

A triangle written by columns is the other one written by rows, as the distances are symmetric.
"""


def explicit_weights(outline: Outline, size: int) -> FloatArray:
    """Return the EDGE_WEIGHT_SECTION as a matrix.

    returns
        (size, size); row = from, column = to; symmetric unless the format is FULL_MATRIX.
    """
    form = (outline.value("EDGE_WEIGHT_FORMAT") or "nothing").upper()
    if form != "FULL_MATRIX" and form not in _TRIANGLES:
        expected = "one of FULL_MATRIX, " + ", ".join(sorted(_TRIANGLES))
        raise refusal(outline.file, [fault(outline.file, "EDGE_WEIGHT_FORMAT", form, expected)])
    if form == "FULL_MATRIX":
        return _stream(outline, size * size).reshape(size, size)
    side, inset = _TRIANGLES[form]
    # Counted before any matrix is made: DIMENSION may promise far more than the file holds.
    stream = _stream(outline, size * (size + 1 - 2 * inset) // 2)
    triangle = np.zeros((size, size))
    triangle[np.tril_indices(size, k=-inset) if side == "lower" else np.triu_indices(size, k=inset)] = stream
    return np.maximum(triangle, triangle.T)


def _stream(outline: Outline, count: int) -> FloatArray:
    """Return all numbers of the section, which must be `count` and none below 0."""
    section = outline.sections.get("EDGE_WEIGHT")
    if section is None:
        expected = "an EDGE_WEIGHT_SECTION, as EDGE_WEIGHT_TYPE is EXPLICIT"
        raise refusal(outline.file, [fault(outline.file, "EDGE_WEIGHT_SECTION", "nothing", expected)])
    tokens = section.tokens
    if len(tokens) != count:
        where, expected = at_line(outline.file, section.line), f"{count} numbers for the nodes of DIMENSION"
        raise refusal(outline.file, [fault(where, "EDGE_WEIGHT_SECTION", f"{len(tokens)} numbers", expected)])
    weights = _numbers(tokens)
    if weights is None:
        raise refusal(outline.file, _cell_faults(outline.file, section))
    return weights


def _numbers(tokens: list[str]) -> FloatArray | None:
    """Return the tokens as numbers, a million of them at once; None where one is no distance."""
    try:
        weights = np.array(tokens, dtype=np.float64)
    except ValueError:
        return None
    return weights if ((weights >= 0) & (weights <= LIMIT)).all() else None


def _cell_faults(file: str, section: Section) -> Iterator[Fault]:
    for row in section.rows:
        for token in row.tokens:
            if not fits(token, "amount"):
                yield fault(at_line(file, row.line), "EDGE_WEIGHT_SECTION", token, EXPECTED["amount"])
