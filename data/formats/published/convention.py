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
from core.plane import Grid, PlaneTravel, Rounding
from core.units import UNREACHABLE

Convention = Literal["round", "dimacs", "exact"]

FloatArray = NDArray[np.float64]
Int64Array = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_RULES: Final[Mapping[Convention, Callable[[FloatArray], FloatArray]]] = {
    "round": lambda values: np.floor(values + 0.5),
    "dimacs": lambda values: np.floor(10 * values),
    "exact": lambda values: np.rint(1000 * values),
}
_SCALES: Final[Mapping[Convention, tuple[int, Rounding]]] = {
    "round": (1, "half-up"),
    "dimacs": (10, "floor"),
    "exact": (1000, "nearest-even"),
}


def scaled(values: FloatArray, convention: Convention) -> Int64Array:
    """Return times, costs or distances of a file as whole numbers in the convention."""
    return _RULES[convention](values).astype(np.int64)


def plane(points: FloatArray, convention: Convention, grid: Grid = "real") -> PlaneTravel:
    """Return travel along straight lines between points, (n, 2), in the convention."""
    scale, rounding = _SCALES[convention]
    return PlaneTravel(points=points, scale=scale, rounding=rounding, grid=grid)


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
