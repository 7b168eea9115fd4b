"""How often somebody may try to sign in: by one name from one address, and by one name altogether."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from math import ceil
from typing import Annotated, Final

from fastapi import Depends, Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from api.http.errors import TooManyRequests
from api.http.rates import address_of

FROM_ONE_ADDRESS: Final = 10
FROM_ALL: Final = 50
MINUTES: Final = 10


class Attempts:
    """Counts attempts that fail, each server for itself; of names that nobody has as well.

    A name is counted for one address first, so that somebody far away who tries it keeps nobody out soon.
    """

    def __init__(self) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._one = RateLimitItemPerMinute(FROM_ONE_ADDRESS, MINUTES)
        self._all = RateLimitItemPerMinute(FROM_ALL, MINUTES)

    @contextmanager
    def one(self, request: Request, identity: str) -> Iterator[None]:
        """Count an attempt before it is made, and take it back where it succeeds; refuse one too many."""
        # Counted before: many at once would all be let through otherwise.
        name = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
        counted = ((self._one, (name, address_of(request.scope))), (self._all, (name,)))
        for limit, key in counted:
            if not self._limiter.hit(limit, *key):
                window = self._limiter.get_window_stats(limit, *key)
                after = max(1, ceil(window.reset_time - time.time()))
                raise TooManyRequests("Too many attempts to sign in by this name failed.", retry_after=after)
        yield
        for limit, key in counted:
            self._limiter.clear(limit, *key)


async def _attempts(request: Request) -> Attempts:
    attempts: Attempts = request.app.state.attempts
    return attempts


AttemptsDep = Annotated[Attempts, Depends(_attempts)]
"""Attempts to sign in, for a route."""
