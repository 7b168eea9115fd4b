"""Methods that continue a history of demand; each answers so many periods, never below 0."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float64]

TREND, DAMPING = 0.1, 0.95
"""How fast a trend changes beside a season, and fades. Source: Hyndman & Athanasopoulos, ch. 8."""

GRID: Final = (0.05, 0.1, 0.2, 0.35, 0.5)
"""Weights of the newest value that are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A method fitted to a history: what it says next, and what it would have said of each period before.

    ahead
        (periods,) from now on.
    behind
        (history,) one step ahead; nan where it could not say anything yet.
    """

    name: str
    ahead: Series
    behind: Series


Method = Callable[[Series, int], Fit]


def naive(history: Series, periods: int) -> Fit:
    """Return the last value again and again."""
    behind = np.concatenate([[np.nan], history[:-1]])
    return _fit("last value", np.full(periods, history[-1]), behind)


def moving_average(history: Series, periods: int, *, window: int = 6) -> Fit:
    """Return the average of the last periods."""
    behind = np.full(len(history), np.nan)
    for k in range(1, len(history)):
        behind[k] = history[max(0, k - window) : k].mean()
    return _fit("moving average", np.full(periods, history[-window:].mean()), behind)


def simple_smoothing(history: Series, periods: int) -> Fit:
    """Return exponential smoothing with the weight that was best in the past. Source: Brown (1959)."""
    return _best(history, (_smoothed(history, periods, weight) for weight in GRID))


def _smoothed(history: Series, periods: int, weight: float) -> Fit:
    level, behind = history[0], np.full(len(history), np.nan)
    for k in range(1, len(history)):
        behind[k] = level
        level += weight * (history[k] - level)
    return _fit("exponential smoothing", np.full(periods, level), behind)


def trend_smoothing(history: Series, periods: int) -> Fit:
    """Return smoothing with a trend that fades. Source: Holt (1957); damped by Gardner & McKenzie (1985)."""
    if len(history) < 4:
        return simple_smoothing(history, periods)
    return _best(history, (_with_trend(history, periods, a, b) for a in GRID for b in (0.05, 0.1, 0.2)))


def _with_trend(history: Series, periods: int, a: float, b: float) -> Fit:
    level, slope = history[0], float(np.mean(np.diff(history[: min(len(history), 5)])))
    behind = np.full(len(history), np.nan)
    for k in range(1, len(history)):
        said = level + DAMPING * slope
        behind[k] = said
        before, level = level, said + a * (history[k] - said)
        if history[k] > 0:  # a period of nothing lowers the level alone: a trend would go on to nothing
            slope = DAMPING * slope + b * (level - before - DAMPING * slope)
    steps = np.cumsum(DAMPING ** np.arange(1, periods + 1))
    return _fit("smoothing with trend", level + slope * steps, behind)


def season_smoothing(history: Series, periods: int, *, season: int) -> Fit:
    """Return smoothing with a fading trend and a season that is added. Source: Winters (1960)."""
    if len(history) < 2 * season:
        return trend_smoothing(history, periods)
    return _best(
        history, (_with_season(history, periods, season, a, g) for a in GRID for g in (0.1, 0.2, 0.4))
    )


def _with_season(history: Series, periods: int, season: int, a: float, g: float) -> Fit:
    rounds = len(history) // season
    table = history[: rounds * season].reshape(rounds, season)
    seasons = list((table - table.mean(axis=1, keepdims=True)).mean(axis=0))
    level = float(table[0].mean())
    slope = float((table[-1].mean() - table[0].mean()) / (season * max(1, rounds - 1)))
    behind = np.full(len(history), np.nan)
    for k, value in enumerate(history):
        said = level + DAMPING * slope + seasons[k % season]
        if k:
            behind[k] = said
        before, error = level, value - said
        level += DAMPING * slope + a * error
        slope = DAMPING * slope + TREND * (level - before - DAMPING * slope)
        seasons[k % season] += g * (1 - a) * error
    steps = np.cumsum(DAMPING ** np.arange(1, periods + 1))
    turn = np.array([seasons[(len(history) + k) % season] for k in range(periods)])
    return _fit("smoothing with trend and season", level + slope * steps + turn, behind)


def croston(history: Series, periods: int, *, weight: float = 0.1) -> Fit:
    """Return size over interval of seldom demands. Source: Croston (1972), doi:10.1057/jors.1972.50."""
    return _croston("Croston", history, periods, weight, 1.0)


def sba(history: Series, periods: int, *, weight: float = 0.1) -> Fit:
    """Return Croston's answer without its bias.

    Source: Syntetos & Boylan (2005), doi:10.1016/j.ijforecast.2004.10.001.
    """
    return _croston("SBA", history, periods, weight, 1 - weight / 2)


def _croston(name: str, history: Series, periods: int, weight: float, factor: float) -> Fit:
    behind = np.full(len(history), np.nan)
    size = interval = 0.0
    since = 1
    for k, value in enumerate(history):
        if size:
            behind[k] = factor * size / interval
        if value > 0:
            size = value if not size else size + weight * (value - size)
            interval = since if not interval else interval + weight * (since - interval)
            since = 1
        else:
            since += 1
    return _fit(name, np.full(periods, factor * size / interval if interval else 0.0), behind)


def tsb(history: Series, periods: int, *, weight: float = 0.1) -> Fit:
    """Return chance times size, which falls while nothing is asked for.

    Source: Teunter, Syntetos & Babai (2011), doi:10.1016/j.ejor.2011.05.018.
    """
    positive = history[history > 0]
    if len(positive) == 0:
        return _fit("TSB", np.zeros(periods), np.full(len(history), np.nan))
    first = int(np.argmax(history > 0))
    size, chance = float(positive[0]), 1.0 / (first + 1)
    behind = np.full(len(history), np.nan)
    for k in range(first + 1, len(history)):
        behind[k] = chance * size
        asked = history[k] > 0
        if asked:
            size += weight * (history[k] - size)
        chance += weight * (float(asked) - chance)
    return _fit("TSB", np.full(periods, chance * size), behind)


def _fit(name: str, ahead: Series, behind: Series) -> Fit:
    return Fit(name=name, ahead=np.maximum(ahead, 0.0), behind=np.maximum(behind, 0.0))


def _best(history: Series, fits: Iterable[Fit]) -> Fit:
    """Return the fit that was least wrong one step ahead, by squares; the first of equally good ones."""
    return min(fits, key=lambda fit: float(np.nansum((history - fit.behind) ** 2)))
