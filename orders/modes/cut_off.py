"""Until when something can still be ordered; the one rule for every door."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from core.errors import fault, refuse
from orders.modes.moments import later, moment

_MOST_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """The earlier of a time on the clock some days before, and some hours before it begins.

    days_before, time_s
        until this time of day (seconds after midnight at the wall) so many days before, 0 being the same day;
        None where no clock counts.
    notice_s
        and no later than so many seconds before it begins.
    """

    days_before: int = 0
    time_s: int | None = None
    notice_s: int = 0

    def __post_init__(self) -> None:
        found = []
        if not 0 <= self.days_before <= _MOST_DAYS:
            found.append(fault("cut-off", "days_before", self.days_before, f"0 to {_MOST_DAYS}"))
        if self.time_s is not None and not 0 <= self.time_s <= 86_400:
            found.append(fault("cut-off", "time", self.time_s, "a time of day, 00:00 to 24:00"))
        if self.days_before and self.time_s is None:
            found.append(fault("cut-off", "time", "", "until when on that day, such as 18:00"))
        if self.notice_s < 0:
            found.append(fault("cut-off", "notice", self.notice_s, "0 or more"))
        refuse("A cut-off cannot be meant.", found)

    def of(self, day: date, opens: datetime, zone: ZoneInfo) -> datetime:
        """Return the last moment at which what begins at `opens` on `day` can be ordered."""
        latest = later(opens, -self.notice_s) if self.notice_s else opens
        if self.time_s is None:
            return latest
        by_clock = moment(day - timedelta(days=self.days_before), self.time_s, zone)
        return min(latest, by_clock)


NO_CUT_OFF: Final = CutOff()
"""It can be ordered until it begins."""
