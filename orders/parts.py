"""Parts of an order: what each of its warehouses sends, where that is, and what it means for the order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from orders.day_event import DayEventKind
from orders.life_cycle import State
from orders.next_step import Failure


class PartState(StrEnum):
    """Where a part is; back: brought home after an attempt that failed, or never loaded."""

    OPEN = "open"
    ABOARD = "aboard"
    OUT = "out"
    FAILED = "failed"
    BACK = "back"
    DELIVERED = "delivered"


HOME: Final = frozenset({PartState.OPEN, PartState.BACK})
"""States in which the goods lie in their warehouse."""

COMING: Final = frozenset({PartState.OPEN, PartState.ABOARD, PartState.OUT})
"""States in which a part may still come with the round that it is on."""

_RANKS: Final[Mapping[PartState, int]] = {
    PartState.OPEN: 0,
    PartState.ABOARD: 1,
    PartState.OUT: 2,
    PartState.FAILED: 3,
    PartState.BACK: 3,
    PartState.DELIVERED: 4,
}

_STEPS: Final[Mapping[DayEventKind, Mapping[PartState, PartState]]] = {
    DayEventKind.LOADED: dict.fromkeys(HOME, PartState.ABOARD),
    DayEventKind.STARTED: dict.fromkeys({*HOME, PartState.ABOARD, PartState.FAILED}, PartState.OUT),
    DayEventKind.DELIVERED: dict.fromkeys({*PartState} - {PartState.DELIVERED}, PartState.DELIVERED),
    DayEventKind.FAILED: dict.fromkeys({*PartState} - {PartState.DELIVERED}, PartState.FAILED),
    DayEventKind.RETURNED: {PartState.ABOARD: PartState.OPEN, PartState.FAILED: PartState.BACK},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A part whose attempt failed, and the words of a person, if any."""

    part: str
    failure: Failure
    words: str = ""


def part_after(
    state: PartState, since: datetime, kind: DayEventKind, at: datetime, *, failure: Failure | None = None
) -> PartState | None:
    """Return where a part is after an event; None where the event says nothing new of it.

    since, at
        when it came into its state, and when the event was: what was before and leads no further is old news.
    failure
        of an attempt that failed; what was not loaded is at home.
    """
    after = _STEPS.get(kind, {}).get(state)
    if after is None or (at < since and _RANKS[after] <= _RANKS[state]):
        return None
    return PartState.BACK if failure is Failure.NOT_LOADED else after


def order_after(parts: Sequence[PartState], kind: DayEventKind, handed: State) -> State | None:
    """Return where an order is once an event has moved one of its parts; None where it stays.

    It leaves with its first part, so that nobody cancels or plans anew what is on a vehicle in part; it has
    come with its last one, and failed when some part failed and none is still on its way.

    parts
        of the same round: those that were delivered on an earlier one are not among them.
    handed
        the state once all have come: delivered, or ready for pickup.
    """
    there = {*parts}
    if there == {PartState.DELIVERED}:
        return handed
    if not there & COMING:
        if kind is DayEventKind.RETURNED:
            return None if PartState.FAILED in there else State.PICKED
        return State.ATTEMPT_FAILED
    if kind is DayEventKind.RETURNED and there <= HOME:
        return State.PICKED
    if there & {PartState.OUT, PartState.FAILED} or kind is DayEventKind.DELIVERED:
        return State.OUT_FOR_DELIVERY
    return State.LOADED if PartState.ABOARD in there else None


_FIRST: Final = (
    Failure.WRONG_ADDRESS,
    Failure.DAMAGED,
    Failure.REFUSED,
    Failure.NOT_HOME,
    Failure.CLOSED,
    Failure.NO_ACCESS,
)
"""Failures that say what follows, whatever else failed: the customer has to be asked, or does not want it."""


def reason_of(failed: Iterable[Failed]) -> str:
    """Return why the parts of an order failed, each with its warehouse; what decides comes first."""
    listed = sorted(failed, key=lambda each: (_urgent(each.failure), each.part))
    return "; ".join(
        f"{each.failure}: from {each.part}" + (f", {each.words}" if each.words else "") for each in listed
    )


def _urgent(failure: Failure) -> int:
    return _FIRST.index(failure) if failure in _FIRST else len(_FIRST)
