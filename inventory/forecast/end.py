"""Where a history ends: periods without rows at its end are no demand, or are not known."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inventory.classes import DemandClass, demand_class

UNLIKELY: Final = 0.05
"""A silence that an item's own past makes less likely than this is not taken as no demand."""

MOST_PERIODS: Final = 13
"""Silent periods (weeks: a quarter of a year) after which an item counts as no longer asked for."""


class Silence(StrEnum):
    """What periods without rows at the end of an item's history are taken as."""

    BY_PAST = "by-past"
    NO_DEMAND = "no-demand"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an item's demand.

    history
        (periods,) units, the oldest first, without the periods that are not known.
    silent
        periods without rows at the end; unknown: those of them that are not known, all or none.
    left
        whether it sold nearly always and is silent for so long that it may be sold no longer.
    """

    history: NDArray[np.float64]
    silent: int = 0
    unknown: int = 0
    left: bool = False


def known_of(history: NDArray[np.float64], silent: int, *, taken_as: Silence = Silence.BY_PAST) -> Known:
    """Return what is known of a history that has no rows in its last `silent` periods.

    By the past: of an item that was asked for in nearly every period since its first (smooth or erratic
    demand), a silence whose chance is less than `UNLIKELY` is the end of what is known; the chance of a
    period of nothing is (zeros + 1) / (periods + 2). Source: Laplace's rule of succession.
    """
    before = history[: len(history) - silent]
    if not silent or not before.any() or taken_as is Silence.NO_DEMAND:
        return Known(history=history, silent=silent)
    if taken_as is Silence.NOT_KNOWN:
        return Known(history=before, silent=silent, unknown=silent)
    if not _unlikely(before, silent):
        return Known(history=history, silent=silent)
    if silent > MOST_PERIODS:
        return Known(history=history, silent=silent, left=True)
    return Known(history=before, silent=silent, unknown=silent)


def _unlikely(before: NDArray[np.float64], silent: int) -> bool:
    lived = before[int(np.argmax(before > 0)) :]
    if demand_class(lived) not in (DemandClass.SMOOTH, DemandClass.ERRATIC):
        return False
    nothing = (int((lived <= 0).sum()) + 1) / (len(lived) + 2)
    return bool(nothing**silent < UNLIKELY)
