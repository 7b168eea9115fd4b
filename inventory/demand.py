"""Demand of one span of time as a distribution: its average, its chances, and what a level is short of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Protocol

import numpy as np
import scipy
from scipy.special import ndtr, ndtri

from core.errors import InvalidInput

_ROOT_2PI = sqrt(2 * np.pi)


class Demand(Protocol):
    """How much is asked for; in units of the item, in the span that whoever made it says."""

    @property
    def mean(self) -> float:
        """The average."""

    @property
    def sd(self) -> float:
        """The standard deviation."""

    @property
    def whole(self) -> bool:
        """Whether it comes in whole units only."""

    def at_most(self, level: float) -> float:
        """Return the chance that no more than `level` is asked for."""

    def least_level(self, chance: float) -> float:
        """Return the least level that covers demand with at least this chance (between 0 and 1)."""

    def shortage(self, level: float) -> float:
        """Return the expected demand beyond `level`, E[max(D - level, 0)]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """Demand with a bell curve; for fast movers. A standard deviation of 0 is a certain demand."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if not (self.mean >= 0 and self.sd >= 0):
            raise InvalidInput(f"normal demand needs a mean and a deviation of 0 or more, not {self}")

    @property
    def whole(self) -> bool:
        """Parts of a unit are possible."""
        return False

    def at_most(self, level: float) -> float:
        """Return the chance that no more than `level` is asked for."""
        if self.sd == 0:
            return float(level >= self.mean)
        return float(ndtr((level - self.mean) / self.sd))

    def least_level(self, chance: float) -> float:
        """Return the level that covers demand with this chance."""
        return self.mean + self.sd * float(ndtri(chance))

    def shortage(self, level: float) -> float:
        """Return sd * G(z), G(z) = phi(z) - z (1 - Phi(z)): the unit normal loss function."""
        if self.sd == 0:
            return max(self.mean - level, 0.0)
        return self.sd * normal_loss((level - self.mean) / self.sd)


def normal_loss(z: float) -> float:
    """Return the unit normal loss function, E[max(Z - z, 0)]."""
    return float(np.exp(-z * z / 2) / _ROOT_2PI - z * ndtr(-z))


@dataclass(frozen=True, slots=True, kw_only=True)
class Poisson:
    """Demand of customers who come one by one; for slow movers."""

    mean: float

    def __post_init__(self) -> None:
        if not self.mean > 0:
            raise InvalidInput(f"Poisson demand needs a mean above 0, not {self.mean}")

    @property
    def sd(self) -> float:
        """The root of the mean."""
        return sqrt(self.mean)

    @property
    def whole(self) -> bool:
        """Only whole units."""
        return True

    def at_most(self, level: float) -> float:
        """Return the chance that no more than `level` is asked for."""
        return float(scipy.stats.poisson.cdf(level, self.mean))

    def least_level(self, chance: float) -> float:
        """Return the least whole level that covers demand with at least this chance."""
        return float(scipy.stats.poisson.ppf(chance, self.mean))

    def shortage(self, level: float) -> float:
        """Return -(x - mean) (1 - F(x)) + mean f(x), for whole x; between two, in proportion."""
        low = np.floor(level)
        if low < 0:
            return self.mean - level
        below, above = (self._shortage(whole) for whole in (low, low + 1))
        return float(below + (above - below) * (level - low))

    def _shortage(self, level: float) -> float:
        return float(
            self.mean * scipy.stats.poisson.pmf(level, self.mean)
            - (level - self.mean) * scipy.stats.poisson.sf(level, self.mean)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrete:
    """Demand with a chance for each amount, as counted in the past.

    chances
        amount to its chance, or to how often it was seen: they need not add up to 1.
    """

    chances: Mapping[float, float]
    _amounts: np.ndarray = field(init=False, repr=False, compare=False)
    _shares: np.ndarray = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        total = sum(self.chances.values())
        if not self.chances or not total > 0 or min(self.chances.values()) < 0 or min(self.chances) < 0:
            raise InvalidInput("discrete demand needs amounts of 0 or more, each with a chance of 0 or more")
        amounts = sorted(self.chances)
        object.__setattr__(self, "_amounts", np.array(amounts, dtype=float))
        object.__setattr__(self, "_shares", np.array([self.chances[each] / total for each in amounts]))

    @property
    def mean(self) -> float:
        """The average."""
        return float(self._amounts @ self._shares)

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return float(np.sqrt(((self._amounts - self.mean) ** 2) @ self._shares))

    @property
    def whole(self) -> bool:
        """Whether all amounts are whole."""
        return bool(np.all(self._amounts == np.floor(self._amounts)))

    def at_most(self, level: float) -> float:
        """Return the chance that no more than `level` is asked for."""
        return float(self._shares[self._amounts <= level].sum())

    def least_level(self, chance: float) -> float:
        """Return the least amount that covers demand with at least this chance."""
        covered = np.cumsum(self._shares) >= chance - 1e-12
        return float(self._amounts[int(np.argmax(covered)) if covered.any() else -1])

    def shortage(self, level: float) -> float:
        """Return the expected demand beyond `level`."""
        return float(np.maximum(self._amounts - level, 0) @ self._shares)


def demand_over(mean: float, sd: float, spans: float, spans_sd: float = 0.0) -> Normal:
    """Return demand over several spans of independent demand, such as a lead time.

    mean, sd
        demand of one span.
    spans, spans_sd
        how many spans on average, and their standard deviation where that is uncertain.
    Source: variance of a sum of a random number of terms, sd^2 = spans sd^2 + mean^2 spans_sd^2
    (Hadley & Whitin 1963; Chopra & Meindl, ch. 12).
    """
    return Normal(mean=mean * spans, sd=sqrt(spans * sd**2 + mean**2 * spans_sd**2))


_SLOW = 20.0
"""Up to this mean whole units matter; beyond it a bell curve will do. Source: Axsaeter (2006), ch. 5."""

_TAIL = 1e-9


def fitted(mean: float, sd: float) -> Normal | Poisson | Discrete:
    """Return a distribution with this mean and deviation that suits how fast the item moves.

    Slow movers: Poisson where the variance is about the mean, the negative binomial where it is more.
    """
    if mean <= 0 or mean > _SLOW or sd**2 < 0.9 * mean:
        return Normal(mean=max(mean, 0.0), sd=sd)
    if sd**2 <= 1.1 * mean:
        return Poisson(mean=mean)
    chance = mean / sd**2
    shape = mean * chance / (1 - chance)
    amounts = np.arange(int(scipy.stats.nbinom.isf(_TAIL, shape, chance)) + 2)
    shares = scipy.stats.nbinom.pmf(amounts, shape, chance)
    return Discrete(chances=dict(zip(amounts.tolist(), shares.tolist(), strict=True)))
