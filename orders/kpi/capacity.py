"""How much of what could be used was used: the vehicles' time in slots, and compartments of lockers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.figure import Figure, LeftOut, Part, figure_of
from orders.modes.moments import seconds_between


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTime:
    """One window that customers of a day were promised, and the vehicles' time in it.

    id
        PLAN/OPENS-CLOSES.
    used_s
        that vehicles are on their routes within the window.
    available_s
        that all shifts have within it, also of vehicles that stay at home.
    """

    id: str
    used_s: int
    available_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """An order that lay in a compartment of a bank; ends is None while it still does."""

    id: str
    bank: str
    begins: datetime
    ends: datetime | None


def slot_use(slots: Iterable[SlotTime]) -> Figure:
    """How much of the vehicles' time in the windows that customers were promised is used.

    Formula: vehicle seconds on routes within the window / vehicle seconds of shifts within the window.
    Unit: share from 0 to 1.
    Source: slot utilisation, booked / capacity; the capacity of a slot here is that of the real vehicles.
    Counts: vehicles that stay at home are capacity as well.
    Left out: no shift covers the window.
    """

    def judge(each: SlotTime) -> Part | LeftOut:
        if not each.available_s:
            return LeftOut(each.id, "no shift covers the window")
        return Part(each.id, each.used_s, each.available_s)

    return figure_of(map(judge, slots))


def locker_use(
    stays: Iterable[Stay], now: datetime, begin: datetime, end: datetime, compartments: int
) -> Figure:
    """How much of the compartments' time is taken.

    Formula: compartment-hours in which orders lay in lockers / (compartments * hours of the period so far).
    Unit: share from 0 to 1; more than 1 where more lay there than the tables of banks know of.
    Source: locker utilisation; from an order's ready for pickup until it is collected or taken away.
    Counts: the denominator is the same whatever lay there; it stands with the part called `compartments`.
    Left out: not there in this time; no compartments are known.

    begin, end
        the period; what lies there longer counts within it alone.
    compartments
        of all banks that are looked at.
    """
    until = min(end, now)
    available = compartments * max(0.0, seconds_between(begin, until))

    def judge(each: Stay) -> Part | LeftOut:
        seconds = seconds_between(max(each.begins, begin), min(each.ends or until, until))
        if not available:
            return LeftOut(each.id, "no compartments are known")
        return Part(each.id, seconds, 0) if seconds > 0 else LeftOut(each.id, "not there in this time")

    whole = [Part("compartments", 0, available)] if available else []
    return figure_of([*whole, *map(judge, stays)])
