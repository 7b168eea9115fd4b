"""Opening hours in the syntax of OpenStreetMap, with the public holidays of a country."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State, UnknownCountryError  # type: ignore[attr-defined]

from core.errors import InvalidInput, fault
from orders.modes.moments import later, moment, seconds_between

ALWAYS = "24/7"

Span = tuple[datetime, datetime]
"""From a moment to another."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When something is open: "Mo-Fr 09:00-18:00; Sa 10:00-14:00; PH off".

    text
        in the syntax of OpenStreetMap's tag opening_hours.
    country
        two letters of ISO 3166, for "PH": its public holidays; "" where no rule needs them.
    """

    text: str
    zone: ZoneInfo
    country: str = ""
    _rules: OpeningHours = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rules", self._parsed())

    def _parsed(self) -> OpeningHours:
        try:
            return OpeningHours(self.text, timezone=self.zone, country=self.country or None)
        except ParserError as error:
            told = str(error).splitlines()
            where = next((line.partition("--> 1:")[2] for line in told if "--> 1:" in line), "1")
            expected = f'opening hours such as "Mo-Fr 09:00-18:00; PH off"; look at character {where.strip()}'
            found = fault("opening hours", "hours", self.text, expected)
        except UnknownCountryError:
            expected = "two letters of a country (ISO 3166) whose public holidays are known"
            found = fault("opening hours", "country", self.country, expected)
        raise InvalidInput("Opening hours cannot be read.", faults=[found])

    def open_at(self, at: datetime) -> bool:
        """Whether it is open at a moment."""
        return _open_at(self, at.astimezone(self.zone))

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """Yield when it is open between two moments; spans that touch are one."""
        pending: Span | None = None
        day = start.astimezone(self.zone).date()
        while moment(day, 0, self.zone) < end:
            for begins, ends in _spans_of(self, day):
                begun, ended = max(begins, start), min(ends, end)
                if begun >= ended:
                    continue
                if pending is not None and pending[1] < begun:
                    yield pending
                    pending = None
                pending = (begun if pending is None else pending[0], ended)
            day += timedelta(days=1)
        if pending is not None:
            yield pending

    def spans_of(self, day: date) -> list[Span]:
        """Return when it is open on a day, from midnight to midnight at the wall."""
        return list(_spans_of(self, day))

    def after_working(self, start: datetime, work_s: int, until: datetime) -> datetime | None:
        """Return when work is done that goes on only while it is open; None if not by `until`."""
        left = float(work_s)
        for begins, ends in self.spans(start, until):
            there = seconds_between(begins, ends)
            if left <= there:
                return later(begins, left)
            left -= there
        return None


# Every cart asks for the same days of the same shops again.
@lru_cache(maxsize=8192)
def _spans_of(hours: Hours, day: date) -> tuple[Span, ...]:
    start, end = moment(day, 0, hours.zone), moment(day, 86_400, hours.zone)
    found: list[Span] = []
    for begins, ends, state, _ in hours._rules.intervals(start, end):
        if state != State.OPEN:
            continue
        if found and found[-1][1] == begins:
            found[-1] = (found[-1][0], ends or end)
        else:
            found.append((begins, ends or end))
    return tuple(found)


@lru_cache(maxsize=8192)
def _open_at(hours: Hours, at: datetime) -> bool:
    return bool(hours._rules.is_open(at))
