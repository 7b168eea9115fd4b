"""Moments as whole numbers, the same in every database."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    """Return the microseconds from the beginning of 1970 in UTC to `moment`."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(moment_us: int) -> datetime:
    """Return the moment that is so many microseconds after the beginning of 1970 in UTC."""
    return _EPOCH + timedelta(microseconds=moment_us)
