"""Whole numbers with a unit, and money.

Everything that is counted, limited or paid is an integer; floats live only in geometry and statistics.
"""

from dataclasses import dataclass
from typing import Final, NewType

Seconds = NewType("Seconds", int)
"""A duration, or a time of day: seconds after midnight of the plan day (may exceed 86,400)."""

Metres = NewType("Metres", int)
"""A driven distance."""

Cents = NewType("Cents", int)
"""Money in the minor unit of the plan's currency (cents, pence, fen)."""

UNREACHABLE: Final = 2**31 - 1
"""The duration and distance of a pair that no way connects (largest int32)."""

SECONDS_PER_HOUR: Final = 3600
METRES_PER_KM: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in minor units of an ISO 4217 currency."""

    amount: Cents
    currency: str

    def __str__(self) -> str:
        sign = "-" if self.amount < 0 else ""
        major, minor = divmod(abs(self.amount), 100)
        return f"{sign}{major:,}.{minor:02d} {self.currency}"


def clock_text(time_s: int) -> str:
    """Return a time of day as HH:MM; hours past midnight of the plan day count on ("25:10")."""
    minutes = (time_s + 30) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def duration_text(seconds: int) -> str:
    """Return a duration as people say it: "45 s", "25 min", "3 h 05 min"."""
    if seconds < 60:
        return f"{seconds} s"
    minutes = (seconds + 30) // 60
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"
