"""A parcel that has a compartment of a bank, from its promise until the compartment is free again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class ParcelState(StrEnum):
    """Where a parcel is in its life."""

    HELD = "held"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    DEPOSITED = "deposited"
    COLLECTED = "collected"
    EXPIRED = "expired"
    FETCHED = "fetched"
    BACK = "back"


STEPS: Final[Mapping[ParcelState, frozenset[ParcelState]]] = {
    ParcelState.HELD: frozenset({ParcelState.CONFIRMED, ParcelState.RELEASED}),
    ParcelState.CONFIRMED: frozenset({ParcelState.DEPOSITED, ParcelState.RELEASED}),
    ParcelState.RELEASED: frozenset({ParcelState.CONFIRMED, ParcelState.DEPOSITED}),
    ParcelState.DEPOSITED: frozenset({ParcelState.COLLECTED, ParcelState.EXPIRED, ParcelState.FETCHED}),
    ParcelState.EXPIRED: frozenset({ParcelState.FETCHED}),
    ParcelState.FETCHED: frozenset({ParcelState.BACK}),
    ParcelState.COLLECTED: frozenset(),
    ParcelState.BACK: frozenset(),
}
"""From each state, those that may follow.

Released: the compartment was given back; it may be taken again, in the same bank or another one. Expired: it
still lies there, and its code opens nothing any more.
"""

PROMISED: Final = frozenset({ParcelState.HELD, ParcelState.CONFIRMED})
"""States in which a compartment is kept for what is still to come."""

INSIDE: Final = frozenset({ParcelState.DEPOSITED, ParcelState.EXPIRED})
"""States in which it lies in its compartment."""

USUAL_KEEP: Final = timedelta(hours=48)
"""How long a parcel may lie where no table says."""

_REMIND_BEFORE: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockerParcel:
    """A parcel, by the id of its order.

    size, compartment
        which one it has; the compartment is "" while it is only promised.
    at
        when it is to come, or came.
    until
        until when it may be collected; None before its deposit.
    left
        when its compartment became free.
    tries, blocked_until
        wrong codes in a row, and until when no code is taken.
    has_code
        whether some code opens it.
    """

    id: str
    bank: str
    size: str
    state: ParcelState
    at: datetime
    keep: timedelta
    compartment: str = ""
    until: datetime | None = None
    left: datetime | None = None
    tries: int = 0
    blocked_until: datetime | None = None
    has_code: bool = False

    def at_moment(self, now: datetime) -> ParcelState:
        """Return its state at a moment: what nobody has written off yet is expired all the same."""
        over = self.state is ParcelState.DEPOSITED and self.until is not None and self.until <= now
        return ParcelState.EXPIRED if over else self.state


def reminder_of(deposited: datetime, keep: timedelta) -> datetime:
    """Return when its recipient is reminded: a day before it goes back, or at half time of a short stay."""
    return deposited + max(keep - _REMIND_BEFORE, keep / 2)
