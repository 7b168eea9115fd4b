"""The clock comes in as an argument; this is the real one."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present moment with its zone."""


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def stopwatch() -> Callable[[], float]:
    """Return a function that tells the seconds since this call."""
    begun = time.monotonic()
    return lambda: time.monotonic() - begun
