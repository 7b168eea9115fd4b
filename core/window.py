"""A time window: when service may start."""

from dataclasses import dataclass
from typing import Final

from core.errors import InvalidInput
from core.units import Seconds, clock_text

LATEST: Final = 10**12
"""No window closes later, so that sums of times stay inside 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWindow:
    """When service may start: seconds after midnight of the plan day, both ends included.

    A window past midnight simply counts on: 22:00 to 06:00 is 79,200 to 108,000.
    """

    opens: Seconds
    closes: Seconds

    def __post_init__(self) -> None:
        if not 0 <= self.opens <= self.closes:
            raise InvalidInput(f"time window {self.opens}..{self.closes} s is empty or negative")
        if self.closes > LATEST:
            raise InvalidInput(f"time window {self.opens}..{self.closes} s closes after {LATEST:,} s")

    def __str__(self) -> str:
        return f"{clock_text(self.opens)}-{clock_text(self.closes)}"
