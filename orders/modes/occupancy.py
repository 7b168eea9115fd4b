"""How many compartments are taken by when: what is held, what lies there, and how long parcels lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

import numpy as np

from core.errors import fault, refuse
from orders.modes.moments import seconds_between

_HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dwell:
    """How long parcels lie in a locker before somebody comes.

    collected
        (hours since the deposit, share collected by then), ascending in both; in between in proportion.
    keep_h
        after so many hours what is left is taken out and goes back.
    """

    collected: tuple[tuple[float, float], ...]
    keep_h: float

    def __post_init__(self) -> None:
        found = [] if self.keep_h > 0 else [fault("dwell", "keep_h", self.keep_h, "more than 0 hours")]
        points = ((0.0, 0.0), *self.collected)
        for (hours, share), (next_hours, next_share) in pairwise(points):
            if not (next_hours > hours and share <= next_share <= 1):
                expected = "hours that ascend, and shares from 0 to 1 that do not fall"
                found.append(fault("dwell", "collected", f"{next_hours:g} h, {next_share:g}", expected))
        refuse("A distribution of dwell times cannot be meant.", found)

    @property
    def keep(self) -> timedelta:
        """How long a parcel may lie there."""
        return timedelta(hours=self.keep_h)

    def there_after(self, hours: float) -> float:
        """Return the chance that a parcel is still there so many hours after its deposit."""
        if hours >= self.keep_h:
            return 0.0
        points = ((0.0, 0.0), *self.collected)
        at, shares = zip(*points, strict=True)
        return 1.0 - float(np.interp(max(hours, 0.0), at, shares))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What has a compartment of one size: it lies there since a moment, or is to be put there at one.

    deposited
        whether it lies there; otherwise the compartment is held for it.
    stuck
        whether it lies there longer than it may: it has the compartment until somebody fetches it.
    """

    size: str
    at: datetime
    deposited: bool
    stuck: bool = False


def chance_taken(parcel: Parcel, *, now: datetime, at: datetime, dwell: Dwell) -> float:
    """Return the chance that a parcel has its compartment at a moment.

    What lies there now is known not to have been collected by now; what lies there longer than it may leaves
    when a vehicle fetches it, which nobody knows yet. A hold has its compartment from now on, so that nothing
    else is put there before it.
    """
    if parcel.stuck:
        return 1.0
    hours = seconds_between(parcel.at, at) / _HOUR
    if not parcel.deposited:
        return 1.0 if hours <= 0 else dwell.there_after(hours)
    known = dwell.there_after(seconds_between(parcel.at, now) / _HOUR)
    return dwell.there_after(hours) / known if known > 0 else 1.0


def chance_free(count: int, parcels: Sequence[Parcel], *, now: datetime, at: datetime, dwell: Dwell) -> float:
    """Return the chance that at least one of `count` compartments of a size is free at a moment.

    parcels
        all that have one of them; they come and go independently, so their number is a sum of coins that are
        not alike (Poisson binomial), worked out exactly.
    """
    chances = [chance_taken(each, now=now, at=at, dwell=dwell) for each in parcels]
    taken = np.ones(1)
    for chance in chances:
        taken = np.convolve(taken, (1 - chance, chance))
    return float(taken[:count].sum())


def expected_taken(parcels: Sequence[Parcel], *, now: datetime, at: datetime, dwell: Dwell) -> float:
    """Return how many compartments are taken at a moment, on average."""
    return sum(chance_taken(each, now=now, at=at, dwell=dwell) for each in parcels)
