"""Distributions of what happened: over replications, over days, and of differences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from network.simulation.day import PARTS, Day

Floats = NDArray[np.float64]
Days = Sequence[Day]

CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A distribution in five figures."""

    mean: float
    p5: float
    median: float
    p95: float
    number: int


def spread(values: Sequence[float] | Floats) -> Spread | None:
    """Return the distribution of values; None of none."""
    if not len(values):
        return None
    low, middle, high = np.percentile(np.asarray(values, dtype=float), (5, 50, 95))
    return Spread(
        mean=float(np.mean(values)), p5=float(low), median=float(middle), p95=float(high), number=len(values)
    )


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 100.0


def _total(days: Days, name: str) -> float:
    return float(sum(getattr(each, name) for each in days))


def _part(name: str) -> Callable[[Days], float]:
    return lambda days: sum(each.cents.get(name, 0.0) for each in days) / 100


def _due(days: Days) -> float:
    """Return units that should have come: delivered or not."""
    return _total(days, "delivered") + _total(days, "cancelled") + (days[-1].overdue if days else 0)


OF_RUNS: Final[Mapping[str, Callable[[Days], float]]] = {
    "running cost": lambda days: sum(each.running_cents for each in days) / 100,
    **{f"cost of {name}": _part(name) for name in PARTS},
    "CO2 kg": lambda days: _total(days, "co2_kg"),
    "orders": lambda days: _total(days, "orders"),
    "units ordered": lambda days: _total(days, "ordered"),
    "units delivered": lambda days: _total(days, "delivered"),
    "in time %": lambda days: _share(_total(days, "in_time"), _due(days)),
    "near %": lambda days: _share(_total(days, "near"), _total(days, "delivered")),
    "days late, of units delivered": lambda days: (
        _total(days, "late_days") / max(1, _total(days, "delivered"))
    ),
    "units sent from elsewhere": lambda days: _total(days, "elsewhere"),
    "units cancelled": lambda days: _total(days, "cancelled"),
    "units waiting, on average": lambda days: _total(days, "waiting") / max(1, len(days)),
    "stock-outs (site, product, day)": lambda days: _total(days, "short"),
    "last mile km": lambda days: _total(days, "km"),
    "vehicles on the busiest day": lambda days: max((float(each.vehicles) for each in days), default=0.0),
    "units in stock, on average": lambda days: float(np.mean([sum(each.stock.values()) for each in days])),
}
"""What is told of each replication as a whole; money in the currency."""


def _late(day: Day) -> int:
    return day.delivered - day.in_time


OF_DAYS: Final[Mapping[str, Callable[[Day], float]]] = {
    "running cost": lambda day: day.running_cents / 100,
    "last mile cost": lambda day: day.cents.get("last mile", 0.0) / 100,
    "vehicles": lambda day: float(day.vehicles),
    "last mile km": lambda day: day.km,
    "orders": lambda day: float(day.orders),
    "units delivered": lambda day: float(day.delivered),
    "in time %": lambda day: _share(day.in_time, day.in_time + day.overdue + day.cancelled + _late(day)),
    "units waiting": lambda day: float(day.waiting),
    "stock-outs (site, product)": lambda day: float(day.short),
    "CO2 kg": lambda day: day.co2_kg,
    "units in stock": lambda day: float(sum(day.stock.values())),
}
"""What is told of single days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one does more than another on the same days: a mean and its interval of 95 %.

    low, high
        None where there are fewer than two replications.
    """

    mean: float
    low: float | None
    high: float | None
    number: int


def difference(one: Mapping[int, float], other: Mapping[int, float]) -> Difference | None:
    """Return `one` less `other`, paired by replication.

    Source: paired t interval under common random numbers; Law, Simulation Modeling and Analysis, 5th ed.,
    section 10.2.1.
    """
    pairs = [one[key] - other[key] for key in sorted(one) if key in other]
    if not pairs:
        return None
    mean = float(np.mean(pairs))
    if len(pairs) < 2:
        return Difference(mean=mean, low=None, high=None, number=1)
    half = scipy.stats.t.ppf((1 + CONFIDENCE) / 2, len(pairs) - 1) * np.std(pairs, ddof=1) / len(pairs) ** 0.5
    return Difference(mean=mean, low=mean - float(half), high=mean + float(half), number=len(pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """How far an estimate is from the kernel on the days that were checked, in percent of the kernel's."""

    site: str
    what: str
    days: int
    mean: float
    median: float
    worst: float


def misses(days: Days) -> list[Miss]:
    """Return the errors of estimates, by site and figure: mean with its sign, median and worst without."""
    found: dict[tuple[str, str], list[float]] = {}
    for day in days:
        for site, driven in day.sites.items():
            if driven.check is None:
                continue
            for what in ("km", "hours", "cents", "number"):
                true = float(getattr(driven.check, what))
                if true:
                    error = 100 * (float(getattr(driven, what)) - true) / true
                    found.setdefault((site, what), []).append(error)
    return [
        Miss(
            site=site, what="vehicles" if what == "number" else what, days=len(errors),
            mean=float(np.mean(errors)), median=float(np.median(np.abs(errors))),
            worst=float(np.max(np.abs(errors))),
        )
        for (site, what), errors in sorted(found.items())
    ]  # fmt: skip
