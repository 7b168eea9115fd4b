"""How wrong forecasts were; every function returns a figure whose parts are SKUs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.figure import Figure, LeftOut, Part, figure_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What was forecast for one SKU, and what came.

    said, came
        units in each period, of the same periods.
    reason
        why nothing was forecast; "" where something was.
    """

    sku: str
    said: Sequence[float] = ()
    came: Sequence[float] = ()
    reason: str = ""


def wape(foreseen: Iterable[Foreseen]) -> Figure:
    """How wrong forecasts were, whichever way.

    Formula: sum of |forecast - demand| / sum of demand, over all weeks and SKUs.
    Unit: share of demand; 0 is right.
    Source: Hyndman & Koehler (2006), doi:10.1016/j.ijforecast.2006.03.001, on why MAPE has no meaning at 0.
    Counts: the forecast is what `roundsman inventory forecast` would have said before the period, from what
        had left for customers by then.
    Left out: too little is known before; not among the SKUs that sell most.
    """
    return figure_of(_judged(each, absolute=True) for each in foreseen)


def forecast_bias(foreseen: Iterable[Foreseen]) -> Figure:
    """How much forecasts were too high (above 0) or too low (below 0).

    Formula: sum of (forecast - demand) / sum of demand, over all weeks and SKUs.
    Unit: share of demand; 0 is right.
    Source: inventory/forecast/errors.py counts the same way.
    Left out: too little is known before; not among the SKUs that sell most.
    """
    return figure_of(_judged(each, absolute=False) for each in foreseen)


def _judged(each: Foreseen, *, absolute: bool) -> Part | LeftOut:
    if each.reason:
        return LeftOut(each.sku, each.reason)
    off = [said - came for said, came in zip(each.said, each.came, strict=True)]
    return Part(each.sku, sum(map(abs, off)) if absolute else sum(off), sum(each.came))
