"""How often somebody may try to sign in: by one name from one address, and by one name altogether."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Annotated, Final

from fastapi import Depends, Request

from api.http.errors import TooManyRequests
from api.http.rates import address_of
from api.http.windows import Windows

FROM_ONE_ADDRESS: Final = 10
FROM_ALL: Final = 50
MINUTES: Final = 10


class Attempts:
    """Counts attempts that fail, each server for itself; of names that nobody has as well.

    A name is counted for one address first, so that somebody far away who tries it keeps nobody out soon.
    """

    def __init__(self) -> None:
        self._one = Windows(FROM_ONE_ADDRESS, 60 * MINUTES)
        self._all = Windows(FROM_ALL, 60 * MINUTES)

    @contextmanager
    def one(self, request: Request, identity: str) -> Iterator[None]:
        """Count an attempt before it is made, and take it back where it succeeds; refuse one too many."""
        # Counted before: many at once would all be let through otherwise.
        name = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
        counted = ((self._one, f"{name} {address_of(request.scope)}"), (self._all, name))
        for windows, client in counted:
            hit = windows.hit(client)
            if not hit.within:
                text = "Too many attempts to sign in by this name failed."
                raise TooManyRequests(text, retry_after=hit.again_s)
        yield
        for windows, client in counted:
            windows.forget(client)


async def _attempts(request: Request) -> Attempts:
    attempts: Attempts = request.app.state.attempts
    return attempts


AttemptsDep = Annotated[Attempts, Depends(_attempts)]
"""Attempts to sign in, for a route."""
