"""Which method to believe: those that suit the class of demand, tried on the past from many origins."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from core.errors import InvalidInput
from inventory.classes import DemandClass, demand_class
from inventory.forecast.errors import Errors, errors_of, naive_error_of
from inventory.forecast.methods import (
    Method,
    croston,
    moving_average,
    naive,
    sba,
    season_smoothing,
    simple_smoothing,
    trend_smoothing,
    tsb,
)

ORIGINS: Final = 12
"""Moments of the past from which a forecast is tried."""

LEAST_HISTORY: Final = 4
"""With fewer periods nothing can be tried: the average is all there is."""

_SELDOM: Final[tuple[Method, ...]] = (croston, sba, tsb, simple_smoothing)
_STEADY: Final[tuple[Method, ...]] = (moving_average, simple_smoothing, trend_smoothing, naive)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is expected, how wrong the method was on the past, and why it was chosen.

    mean, low, high
        (periods,) units; between low and high it should be with the chance asked for.
    deviation
        of one period's demand around the forecast, in units.
    errors
        of forecasts tried from earlier moments; of others by name what they got wrong (WAPE or mean error).
    unknown
        periods before the first of these of which nothing is known.
    """

    method: str
    demand_class: DemandClass
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    deviation: float
    errors: Errors
    others: dict[str, float]
    unknown: int = 0


def forecast(
    demand: Sequence[float], periods: int, *, season: int = 0, chance: float = 0.9, unknown: int = 0
) -> Forecast:
    """Return the demand to expect in the next periods.

    demand
        units in each period of the past, the oldest first; periods without any are 0, not left out.
    unknown
        periods between the last of the past and the first of the answer of which nothing is known: the
        methods look past them, are tried that far ahead, and the interval widens by the root of the steps.
    season
        periods after which it repeats, such as 12 for months; 0 for none.
    """
    history = np.asarray(demand, dtype=float)
    if len(history) == 0 or periods < 1:
        raise InvalidInput(
            f"a forecast needs at least one period before and after, not {len(history)} and {periods}"
        )
    if not np.all(np.isfinite(history)) or history.min() < 0:
        raise InvalidInput("demand must be a number of 0 or more in every period")
    if not 0 < chance < 1:
        raise InvalidInput(f"the chance of the interval must be more than 0 and less than 1, not {chance}")
    kind = demand_class(history)
    methods = _suited(kind, len(history), season)
    tried = [(_trial(history, method, unknown + periods), method) for method in methods]
    (errors, _), best = min(tried, key=lambda each: each[0][1])
    fit = best(history, unknown + periods)
    deviation = _deviation(history, fit.behind, errors) * _widened(unknown, periods)
    width = float(ndtri(0.5 + chance / 2)) * deviation
    ahead = fit.ahead[unknown:]
    return Forecast(
        method=fit.name,
        demand_class=kind,
        mean=ahead,
        low=np.maximum(ahead - width, 0.0),
        high=ahead + width,
        deviation=deviation,
        errors=errors,
        others={method(history, 1).name: score for (_, score), method in tried},
        unknown=unknown,
    )


def _widened(unknown: int, periods: int) -> float:
    """Return by how much more a forecast is off that begins `unknown` periods later, as errors of a walk."""
    return float(np.sqrt((unknown + periods) / periods))


def _suited(kind: DemandClass, size: int, season: int) -> tuple[Method, ...]:
    if size < LEAST_HISTORY or kind is DemandClass.NONE:
        return (moving_average,)
    if kind in (DemandClass.INTERMITTENT, DemandClass.LUMPY):
        return _SELDOM
    if season > 1 and size >= 2 * season + 2:
        return (*_STEADY, partial(season_smoothing, season=season))
    return _STEADY


def _trial(history: NDArray[np.float64], method: Method, periods: int) -> tuple[Errors, float]:
    """Return the errors of a method on the past, and that of its mean over the horizon, which ranks it."""
    ahead = min(periods, max(1, len(history) // 4))
    last = len(history) - ahead
    first = max(2, min(last, len(history) // 2))
    origins = (
        np.unique(np.linspace(first, last, ORIGINS).astype(int)) if last >= first else np.array([], dtype=int)
    )
    actual, said, missed = [], [], []
    for origin in origins:
        answer = method(history[:origin], ahead).ahead
        actual.append(history[origin : origin + ahead])
        said.append(answer)
        missed.append((answer.mean() - history[origin : origin + ahead].mean()) ** 2)
    if not actual:
        return errors_of([], [], 0.0), 0.0
    errors = errors_of(np.concatenate(actual), np.concatenate(said), naive_error_of(history))
    return errors, float(np.sqrt(np.mean(missed)))


def _deviation(history: NDArray[np.float64], behind: NDArray[np.float64], errors: Errors) -> float:
    """Return the deviation around the forecast, as tried on the past, or as fitted where nothing could be."""
    if errors.periods >= LEAST_HISTORY:
        return errors.rmse
    off = (history - behind)[~np.isnan(behind)]
    if len(off) > 1:
        return float(np.sqrt((off**2).mean()))
    return float(history.std())
