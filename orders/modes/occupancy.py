"""How many compartments are taken by when: what is held, what lies there, and how long parcels lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

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
        before_h, before = 0.0, 0.0
        for at_h, share in self.collected:
            if hours < at_h:
                return 1.0 - before - (share - before) * (max(hours, 0.0) - before_h) / (at_h - before_h)
            before_h, before = at_h, share
        return 1.0 - before


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
    if len(parcels) < count or count < 1:
        return float(count > 0)
    # Chances that so many are taken; from `count` on it does not matter how many.
    taken = [1.0] + [0.0] * (count - 1)
    for each in parcels:
        chance = chance_taken(each, now=now, at=at, dwell=dwell)
        for number in range(count - 1, 0, -1):
            taken[number] += chance * (taken[number - 1] - taken[number])
        taken[0] *= 1 - chance
    return sum(taken)


def expected_taken(parcels: Sequence[Parcel], *, now: datetime, at: datetime, dwell: Dwell) -> float:
    """Return how many compartments are taken at a moment, on average."""
    return sum(chance_taken(each, now=now, at=at, dwell=dwell) for each in parcels)
