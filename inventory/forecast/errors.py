"""How wrong forecasts were: each figure with its formula, on periods of which both are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_DEMAND = 1e-9
"""Units up to which demand counts as none: a share of less is of no use, or too large to be a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """Figures of error; None where they have no meaning, such as a share of nothing.

    wape
        sum of absolute errors over the sum of demand.
    mase
        mean absolute error over that of saying the last value again. Source: Hyndman & Koehler (2006),
        doi:10.1016/j.ijforecast.2006.03.001.
    bias
        mean of forecast minus demand, over mean demand: more than 0 is too high.
    rmse
        root of the mean squared error, in units.
    """

    wape: float | None
    mase: float | None
    bias: float | None
    rmse: float
    periods: int


def errors_of(
    actual: Sequence[float] | NDArray[np.float64],
    said: Sequence[float] | NDArray[np.float64],
    naive_error: float,
) -> Errors:
    """Return the errors of forecasts.

    naive_error
        mean absolute difference of neighbouring periods of the history, for `mase`.
    """
    demand, forecast = np.asarray(actual, dtype=float), np.asarray(said, dtype=float)
    known = ~(np.isnan(demand) | np.isnan(forecast))
    off = forecast[known] - demand[known]
    total = float(demand[known].sum())
    periods = int(known.sum())
    if not periods:
        return Errors(wape=None, mase=None, bias=None, rmse=0.0, periods=0)
    absolute = float(np.abs(off).mean())
    return Errors(
        wape=float(np.abs(off).sum() / total) if total > NO_DEMAND else None,
        mase=absolute / naive_error if naive_error > NO_DEMAND else None,
        bias=float(off.sum() / total) if total > NO_DEMAND else None,
        rmse=float(np.sqrt((off**2).mean())),
        periods=periods,
    )


def naive_error_of(history: NDArray[np.float64]) -> float:
    """Return the mean absolute difference of neighbouring periods; 0 where there are none."""
    return float(np.abs(np.diff(history)).mean()) if len(history) > 1 else 0.0
