"""When a delivery that failed is tried again."""

import random
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

PAUSES_S: Final = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""After each failed attempt; three days and three hours in all. Source: Standard Webhooks, retry schedule."""

_LONGEST_WISH_S: Final = 86_400


def next_attempt(tried: int, now: datetime, *, wish: str = "", chance: random.Random) -> datetime | None:
    """Return when to try again after one more failure; None once it is given up.

    tried
        failed attempts before this one.
    wish
        the receiver's header Retry-After: seconds or a date; it can only put the attempt off.

    A fifth more or less by chance, so that many that failed together do not come back together.
    """
    if tried >= len(PAUSES_S):
        return None
    pause_s = PAUSES_S[tried] * chance.uniform(0.8, 1.2)
    return now + timedelta(seconds=max(pause_s, _wished_s(wish, now)))


def _wished_s(wish: str, now: datetime) -> float:
    text = wish.strip()
    if text.isascii() and text.isdecimal():
        return min(int(text[:9]), _LONGEST_WISH_S)
    try:
        return min((parsedate_to_datetime(text) - now).total_seconds(), _LONGEST_WISH_S)
    except (TypeError, ValueError):
        return 0
