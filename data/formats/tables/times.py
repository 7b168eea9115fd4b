"""Times of day and time windows as people write them."""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Final

from core.units import Seconds, clock_text
from core.window import TimeWindow
from data.formats.tables.unreadable import Unreadable
from routing.problem import WHOLE_DAY

DATE: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?=[T ]\s*\d)")
"""A date in front of a time: 2026-11-23T08:00."""

_TIME: Final = (
    r"(?:\d{4}-\d{2}-\d{2}[T ]\s*)?"
    r"(?:\d{4}|\d{1,3}(?:[:h]\d{2}(?::\d{2}(?:\.0+)?)?|h)?)"
    r"(?:\s*[ap]\.?m\.?)?"
)
_ONE: Final = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})?[T ]*"
    r"(?:(?P<bare>\d{4})|(?P<hour>\d{1,3})(?:[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.0+)?)?|h)?)"
    r"\s*(?P<half>[ap])?\.?(?:m\.?)?",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(rf"({_TIME})\s*(?:-|–|—|to|until)\s*({_TIME})", re.IGNORECASE)
_FRACTION: Final = re.compile(r"0?\.\d+")

_TIME_EXPECTED: Final = "a time of day such as 08:30; past midnight counts on: 01:30 the next day is 25:30"
_WINDOW_EXPECTED: Final = 'windows such as "08:00-10:00" or "08:00-10:00; 14:00-16:00"'


@lru_cache(maxsize=4096)
def time_of_day(text: str, *, day: date | None = None) -> Seconds:
    """Return the seconds after midnight of the plan day that `text` names; raise `Unreadable` otherwise.

    Read are 08:30, 8:30:15, 8h30, 8, 0830, 8:30 pm, 2026-11-23T08:30 and a spreadsheet's fraction of a day.

    day
        the plan day; a time with a date counts from its midnight.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    if _FRACTION.fullmatch(bare):
        return Seconds(round(float(bare) * 86_400))
    found = _ONE.fullmatch(bare)
    if found is None:
        raise Unreadable(_TIME_EXPECTED)
    hour, minute = _hour_and_minute(found)
    second = int(found["second"] or 0)
    if minute > 59 or second > 59:
        raise Unreadable(_TIME_EXPECTED)
    total = _days_from(day, found["date"]) * 86_400 + hour * 3600 + minute * 60 + second
    if not 0 <= total <= WHOLE_DAY.closes:
        raise Unreadable("a time from 0:00 of the plan day to seven days later")
    return Seconds(total)


def _hour_and_minute(found: re.Match[str]) -> tuple[int, int]:
    if found["bare"]:
        hour, minute = divmod(int(found["bare"]), 100)
    else:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise Unreadable("an hour from 1 to 12 before am or pm")
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return hour, minute


def _days_from(day: date | None, text: str | None) -> int:
    if not text:
        return 0
    try:
        return (date.fromisoformat(text) - (day or date.fromisoformat(text))).days
    except ValueError:
        raise Unreadable("a date that exists, as in 2026-11-23 08:30") from None


def window_of(opens: Seconds, closes: Seconds) -> TimeWindow:
    """Return the window, or raise `Unreadable` where it closes before it opens."""
    if closes < opens:
        past_midnight = f"{clock_text(opens)}-{clock_text(closes + 86_400)}"
        raise Unreadable(
            f"a window that closes after it opens: {clock_text(closes)}-{clock_text(opens)}, "
            f"or {past_midnight} if it runs past midnight"
        )
    return TimeWindow(opens=opens, closes=closes)


def shift_of(opens: Seconds, closes: Seconds) -> TimeWindow:
    """Return the shift; one that ends at an earlier hour than it begins runs past midnight."""
    if closes == opens:
        around = f"{clock_text(opens)} to {clock_text(opens + 86_400)}"
        raise Unreadable(f"an end after the beginning; around the clock is {around}")
    return window_of(opens, closes if closes > opens else Seconds(closes + 86_400))


def range_of(text: str, *, day: date | None = None) -> tuple[Seconds, Seconds]:
    """Return both ends of "08:00-10:00", in the order written."""
    found = _RANGE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise Unreadable(_WINDOW_EXPECTED)
    return time_of_day(found[1], day=day), time_of_day(found[2], day=day)


@lru_cache(maxsize=4096)
def windows_of(text: str, *, day: date | None = None) -> tuple[TimeWindow, ...]:
    """Return the windows of "08:00-10:00; 14:00-16:00"; comma, | and line breaks part them too."""
    parts = [part for part in re.split(r"[;,|\n]", text) if part.strip()]
    if not parts:
        raise Unreadable(_WINDOW_EXPECTED)
    return tuple(window_of(*range_of(part, day=day)) for part in parts)
