"""Times of day on a clock at the wall become moments, also on days when the clock is changed."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from core.errors import InvalidInput, fault


def zone_named(name: str) -> ZoneInfo:
    """Return a zone of the IANA database, such as Europe/Monaco."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        expected = "a zone of the IANA database such as Europe/Monaco"
        raise InvalidInput("There is no such zone.", faults=[fault("zone", "", name, expected)]) from None


@lru_cache(maxsize=4096)
def moment(day: date, time_s: int, zone: ZoneInfo) -> datetime:
    """Return the moment at which a clock at the wall shows `time_s` seconds after midnight of `day`.

    A time that the clock skips is the moment as long after the change; of one that it shows twice the first.
    Seconds beyond a day count on into the next.
    """
    days, seconds = divmod(time_s, 86_400)
    hour, rest = divmod(seconds, 3600)
    wall = datetime.combine(day + timedelta(days=days), time(hour, rest // 60, rest % 60), tzinfo=zone)
    # Through UTC and back: what the clock skips is then a time that it shows.
    return wall.astimezone(UTC).astimezone(zone)


def later(start: datetime, seconds: float) -> datetime:
    """Return the moment so many real seconds after `start`, in its zone."""
    return (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(start.tzinfo)


def seconds_between(start: datetime, end: datetime) -> float:
    """Return the real seconds from one moment to another; datetimes of one zone subtract the wall's."""
    return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds()


def wall_seconds(at: datetime, day: date) -> int:
    """Return what the clock at the wall shows at a moment: seconds after midnight of `day`."""
    days = (at.date() - day).days
    return days * 86_400 + at.hour * 3600 + at.minute * 60 + at.second
