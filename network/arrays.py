"""Numbers that people hand in, as arrays; whatever cannot be meant becomes a fault that names its place."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import Fault, InvalidInput, fault

Floats = NDArray[np.float64]

SHOWN: Final = 20
"""At most so many faults of one array are listed."""


def matrix(name: str, values: ArrayLike, faults: list[Fault], *, infinite: bool = False) -> Floats:
    """Return a table of numbers from 0 as a read-only float64 array; row = customer, column = site.

    infinite
        whether infinity is allowed: a lane that does not exist.
    """
    table = _floats(name, values)
    if table.ndim != 2:
        raise InvalidInput(f"{name} has {table.ndim} dimensions; expected a table of customers and sites.")
    faults += [
        fault(f"{name} row {j} column {i}", "", float(table[j, i]), _expected(infinite))
        for j, i in np.argwhere(_wrong(table, infinite=infinite))[:SHOWN]
    ]
    return table


def vector(
    name: str,
    values: ArrayLike | None,
    length: int,
    faults: list[Fault],
    *,
    default: float = 0.0,
    infinite: bool = False,
) -> Floats:
    """Return `length` numbers from 0 as a read-only float64 array; all `default` where none are given."""
    if values is None:
        return np.full(length, default)
    row = _floats(name, values)
    if row.shape != (length,):
        faults.append(fault(name, "", f"{row.shape} numbers", f"{length} numbers, as the table of costs has"))
        return np.full(length, default)
    faults += [
        fault(f"{name} {k}", "", float(row[k]), _expected(infinite))
        for k in np.flatnonzero(_wrong(row, infinite=infinite))[:SHOWN]
    ]
    return row


def _floats(name: str, values: ArrayLike) -> Floats:
    try:
        made = np.ascontiguousarray(values, dtype=np.float64).view()
    except (TypeError, ValueError):
        raise InvalidInput(
            f"{name} cannot be read as numbers.",
            faults=[fault(name, "", type(values).__name__, "a table of numbers, every row as long")],
        ) from None
    made.flags.writeable = False
    return made


def _wrong(values: Floats, *, infinite: bool) -> NDArray[np.bool_]:
    return ~((values >= 0) & (np.isfinite(values) | infinite))


def _expected(infinite: bool) -> str:
    return "a number, 0 or more" + (", or infinity where it is not allowed" if infinite else "")
