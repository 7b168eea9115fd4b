"""Which items matter and how evenly they sell: ABC by value, XYZ by variation, four classes of demand."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidInput

A_SHARE, B_SHARE = 0.80, 0.95
"""Of all value: what A items make together, and A and B items. Source: Pareto's rule as commonly used."""

X_VARIATION, Y_VARIATION = 0.5, 1.0
"""Standard deviation over mean up to which demand is even, and up to which it varies."""

INTERVAL_BOUND, VARIATION_BOUND = 1.32, 0.49
"""Bounds of the four classes. Syntetos, Boylan & Croston (2005), doi:10.1057/palgrave.jors.2601841."""


class DemandClass(StrEnum):
    """How demand comes."""

    NONE = "none"
    SMOOTH = "smooth"
    ERRATIC = "erratic"
    INTERMITTENT = "intermittent"
    LUMPY = "lumpy"


def abc_classes(values: Mapping[str, float]) -> dict[str, str]:
    """Return A, B or C of each item by its value, such as what is sold of it in a year.

    The item that passes a bound still belongs to the class before it.
    """
    if any(not value >= 0 for value in values.values()):
        raise InvalidInput("values must be 0 or more")
    total = sum(values.values())
    made = {}
    passed = 0.0
    for name, value in sorted(values.items(), key=lambda item: (-item[1], item[0])):
        share = passed / total if total else 1.0
        made[name] = "A" if share < A_SHARE else "B" if share < B_SHARE else "C"
        passed += value
    return {name: made[name] for name in values}


def xyz_class(demand: Sequence[float]) -> str:
    """Return X, Y or Z of an item by how its demand varies; Z where nothing was asked for."""
    series = np.asarray(demand, dtype=float)
    if len(series) == 0 or not series.mean() > 0:
        return "Z"
    variation = float(series.std() / series.mean())
    return "X" if variation <= X_VARIATION else "Y" if variation <= Y_VARIATION else "Z"


def demand_class(demand: Sequence[float] | NDArray[np.float64]) -> DemandClass:
    """Return the class of a history by the mean interval between demands and the variation of their sizes."""
    series = np.asarray(demand, dtype=float)
    sizes = series[series > 0]
    if len(sizes) == 0:
        return DemandClass.NONE
    seldom = len(series) / len(sizes) >= INTERVAL_BOUND
    uneven = bool((sizes.std() / sizes.mean()) ** 2 >= VARIATION_BOUND)
    if seldom:
        return DemandClass.LUMPY if uneven else DemandClass.INTERMITTENT
    return DemandClass.ERRATIC if uneven else DemandClass.SMOOTH
