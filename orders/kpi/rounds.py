"""What rounds cost, how far they go and how full they are: figures of vehicles' routes and their drops.

Every function takes rounds and returns a figure whose parts are rounds. Completed are drops whose orders
came; a stop that is no order of ours counts as completed once its round is over: nobody tells otherwise.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from core.figure import Figure, LeftOut, Part, figure_of
from orders.modes.moments import seconds_between

NEAR_S: Final = 15 * 60
"""What is this near to the time planned is as planned."""


class Outcome(StrEnum):
    """What became of a drop."""

    DONE = "done"
    FAILED = "failed"
    OPEN = "open"
    UNKNOWN = "unknown"


class Drop(NamedTuple):
    """A stop of a round: when its work was to begin, what became of it, and when; None where nobody told."""

    stop: str
    planned: datetime
    outcome: Outcome
    happened: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One vehicle's route on one day.

    id
        PLAN/VEHICLE.
    ends
        when it is back by plan.
    cents
        fixed, distance, time and all other costs of the route, in minor units of the currency.
    stem_m, stem_s
        of the way to the first stop and the way back from the last one.
    fills
        for each trip the most on board in any dimension, as a share of the capacity: 1 is full.
    gram_metres
        sum of load times way over all legs; None where the plan has no weights.
    """

    id: str
    day: date
    depot: str
    profile: str
    ends: datetime
    currency: str
    cents: int
    distance_m: int
    duration_s: int
    stem_m: int
    stem_s: int
    drops: tuple[Drop, ...]
    fills: tuple[float, ...] = ()
    gram_metres: int | None = None

    def completed(self, now: datetime) -> int | None:
        """Return how many drops were completed; None while the round is not over."""
        outcomes = [each.outcome for each in self.drops]
        over = now >= self.ends
        if not over and (Outcome.OPEN in outcomes or Outcome.UNKNOWN in outcomes):
            return None
        return outcomes.count(Outcome.DONE) + outcomes.count(Outcome.UNKNOWN)


def cost_per_drop(rounds: Iterable[Round], now: datetime, currency: str) -> Figure:
    """What a completed drop costs.

    Formula: sum of (fixed + distance + time + driving + work + overtime costs of rounds) / drops completed.
    Unit: minor units of the currency.
    Source: routing/cost.py counts the money; last-mile usage for the quotient.
    Counts: failed drops cost as well: they are in the numerator alone.
    Left out: not over yet; in another currency.
    """
    return _per_drop(rounds, now, lambda each: each.cents if each.currency == currency else None)


def cost_per_km(rounds: Iterable[Round], currency: str) -> Figure:
    """What a planned kilometre costs.

    Formula: sum of costs of rounds / sum of their kilometres.
    Unit: minor units of the currency.
    Source: routing/cost.py counts the money.
    Left out: in another currency.
    """

    def judge(each: Round) -> Part | LeftOut:
        if each.currency != currency:
            return LeftOut(each.id, "in another currency")
        return Part(each.id, each.cents, each.distance_m)

    return figure_of(map(judge, rounds), scale=1000)


def km_per_drop(rounds: Iterable[Round], now: datetime) -> Figure:
    """How far vehicles drive for a completed drop, the ways from and to the depot included.

    Formula: kilometres of rounds, stem included / drops completed.
    Unit: km.
    Source: last-mile usage; the inverse of drops per km.
    Left out: not over yet.
    """
    return _per_drop(rounds, now, lambda each: each.distance_m, scale=1 / 1000)


def stops_per_hour(rounds: Iterable[Round], now: datetime) -> Figure:
    """How many drops are completed in an hour of a round, from leaving the depot until being back.

    Formula: drops completed / hours of rounds, waiting, breaks and stem included.
    Unit: drops an hour.
    Source: last-mile usage.
    Left out: not over yet.
    """
    return _per_hour(rounds, now, lambda each: each.duration_s)


def stops_per_hour_without_stem(rounds: Iterable[Round], now: datetime) -> Figure:
    """How many drops are completed in an hour between the first stop and the last.

    Formula: drops completed / hours of rounds without the way to the first stop and back from the last.
    Unit: drops an hour.
    Source: last-mile usage; to be compared among depots, whose stems differ.
    Left out: not over yet.
    """
    return _per_hour(rounds, now, lambda each: each.duration_s - each.stem_s)


def vehicle_fill(rounds: Iterable[Round]) -> Figure:
    """How full vehicles are when they are fullest, in the dimension that binds.

    Formula: mean over trips of max over dimensions of (most on board / capacity).
    Unit: share from 0 to 1.
    Source: load factor by weight and by volume; the larger of the two is reported.
    Left out: no capacity is known.
    """

    def judge(each: Round) -> Part | LeftOut:
        if not each.fills:
            return LeftOut(each.id, "no capacity is known")
        return Part(each.id, sum(each.fills), len(each.fills))

    return figure_of(map(judge, rounds))


def completed_as_planned(rounds: Iterable[Round], now: datetime) -> Figure:
    """How many of the drops that were planned were completed.

    Formula: drops completed / drops planned, of stops that are orders.
    Unit: share from 0 to 1.
    Source: planned against driven: the plan's stops against the events of their orders.
    Left out: not over yet; no stop of it is an order.
    """

    def judge(each: Round) -> Part | LeftOut:
        known = [drop.outcome for drop in each.drops if drop.outcome is not Outcome.UNKNOWN]
        if each.completed(now) is None:
            return LeftOut(each.id, "not over yet")
        if not known:
            return LeftOut(each.id, "no stop of it is an order")
        return Part(each.id, known.count(Outcome.DONE), len(known))

    return figure_of(map(judge, rounds))


def eta_accuracy(rounds: Iterable[Round]) -> Figure:
    """How many drops happened within 15 minutes of the time that was planned.

    Formula: drops with |moment told - start planned| <= 15 min / drops told.
    Unit: share from 0 to 1.
    Source: planned against driven; the share within a band, as tracking services report it.
    Counts: the moment of the order's delivery or failed attempt on the day of the plan.
    Left out: no drop of it was told.
    """
    return _told(rounds, lambda seconds: float(seconds <= NEAR_S))


def eta_error(rounds: Iterable[Round]) -> Figure:
    """By how many minutes drops happened before or after the time that was planned.

    Formula: sum of |moment told - start planned| / drops told.
    Unit: minutes.
    Source: planned against driven; mean absolute error.
    Left out: no drop of it was told.
    """
    return _told(rounds, lambda seconds: seconds, scale=1 / 60)


def _per_drop(
    rounds: Iterable[Round], now: datetime, amount: Callable[[Round], int | None], *, scale: float = 1.0
) -> Figure:
    def judge(each: Round) -> Part | LeftOut:
        found, completed = amount(each), each.completed(now)
        if found is None:
            return LeftOut(each.id, "in another currency")
        return LeftOut(each.id, "not over yet") if completed is None else Part(each.id, found, completed)

    return figure_of(map(judge, rounds), scale=scale)


def _per_hour(rounds: Iterable[Round], now: datetime, seconds: Callable[[Round], int]) -> Figure:
    def judge(each: Round) -> Part | LeftOut:
        completed = each.completed(now)
        return (
            LeftOut(each.id, "not over yet") if completed is None else Part(each.id, completed, seconds(each))
        )

    return figure_of(map(judge, rounds), scale=3600)


def _told(rounds: Iterable[Round], amount: Callable[[float], float], *, scale: float = 1.0) -> Figure:
    def judge(each: Round) -> Part | LeftOut:
        told = [drop for drop in each.drops if drop.happened is not None]
        gaps = [abs(seconds_between(drop.planned, drop.happened or drop.planned)) for drop in told]
        if not gaps:
            return LeftOut(each.id, "no drop of it was told")
        return Part(each.id, sum(map(amount, gaps)), len(gaps))

    return figure_of(map(judge, rounds), scale=scale)
