"""Days and moments as requests give them: text of RFC 3339 alone.

Left to itself pydantic takes numbers too, and reads `day=0` as a day of 1970.
"""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator


def _written(given: Any) -> Any:
    """Return what is given, unless it is a number or the text of one."""
    if isinstance(given, bool | int | float) or (isinstance(given, str) and _is_number(given)):
        raise ValueError("a date as 2026-11-27, or a moment as 2026-11-27T08:30:00+01:00")
    return given


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


Day = Annotated[date, BeforeValidator(_written)]
"""A day: 2026-11-27."""

Moment = Annotated[datetime, BeforeValidator(_written)]
"""A moment with its offset: 2026-11-27T08:30:00+01:00."""
