"""How a published set turns real distances and times into the whole numbers its costs are counted in.

"round"
    floor(d + 1/2); everything else as it stands in the file.
"dimacs"
    floor(10 d); times, windows, prizes and fixed costs times ten as well.
"exact"
    1000 d, rounded; times, windows, prizes and fixed costs times a thousand as well.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidInput, fault
from core.matrix import Int32Array
from core.units import UNREACHABLE

Convention = Literal["round", "dimacs", "exact"]
Grid = Literal["real", "floor", "ceil"]
"""What the file itself does to a straight-line distance before the convention: EUC_2D, FLOOR_2D, CEIL_2D."""

FloatArray = NDArray[np.float64]
Int64Array = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_BLOCK: Final = 2**17
"""Distances worked on at once: 1 MB of floats stays in the cache, and needs little beyond the result."""

_RULES: Final[Mapping[Convention, Callable[[FloatArray], FloatArray]]] = {
    "round": lambda values: np.floor(values + 0.5),
    "dimacs": lambda values: np.floor(10 * values),
    "exact": lambda values: np.rint(1000 * values),
}
_GRIDS: Final[Mapping[Grid, Callable[[FloatArray], FloatArray]]] = {
    "real": lambda values: values,
    "floor": np.floor,
    "ceil": np.ceil,
}


def scaled(values: FloatArray, convention: Convention) -> Int64Array:
    """Return times, costs or distances of a file as whole numbers in the convention."""
    return _RULES[convention](values).astype(np.int64)


def straight_lines(points: FloatArray, convention: Convention, grid: Grid = "real") -> Int32Array:
    """Return the Euclidean distances of all pairs in the convention.

    points
        (n, 2).
    returns
        (n, n) int32; worked out in blocks of rows, so memory stays at the result's 4 n² bytes.
    """
    size = len(points)
    result = np.empty((size, size), dtype=np.int32)
    x, y = points[:, 0], points[:, 1]
    rows = max(1, _BLOCK // max(size, 1))
    for first in range(0, size, rows):
        block = slice(first, first + rows)
        # Squares of whole coordinates are exact, so a distance that is whole comes out whole.
        exact = np.sqrt((x[block, None] - x) ** 2 + (y[block, None] - y) ** 2)
        result[block] = _checked(_RULES[convention](_GRIDS[grid](exact)))
    return result


def given_weights(weights: FloatArray, convention: Convention) -> Int32Array:
    """Return a given matrix in the convention; its diagonal, which files fill with anything, becomes 0."""
    result = _checked(_RULES[convention](weights * (1 - np.eye(len(weights)))))
    return np.ascontiguousarray(result, dtype=np.int32)


def _checked(values: FloatArray) -> FloatArray:
    largest = values.max(initial=0)
    if largest >= UNREACHABLE:
        raise InvalidInput(
            "The instance is too wide for this convention.",
            faults=[
                fault("distances", "largest", f"{largest:.0f}", f"less than {UNREACHABLE:,} once scaled")
            ],
        )
    return values
