"""How many requests a client may send, told in every answer.

Source: draft-ietf-httpapi-ratelimit-headers-11, RateLimit fields for HTTP.
"""

import time
from collections.abc import Callable
from math import ceil

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.errors import TooManyRequests
from api.http.problems import Answer
from api.http.request_limits import PROBES
from api.services.access.caller import THIS_COMPUTER


class RateLimit:
    """Refuses a client's requests beyond so many a minute; each server counts for itself.

    name, of
        what is counted, "address" or "key", and which one a request has; None counts it for nobody.
    most
        requests a minute; 0 sets no limit.
    answer
        makes the refusal.
    """

    def __init__(
        self, app: ASGIApp, *, name: str, of: Callable[[Scope], str | None], most: int, answer: Answer
    ) -> None:
        self.app = app
        self._name, self._of = name, of
        self._most = most
        self._answer = answer
        self._policy = f'"{name}";q={most};w=60'
        if most:
            self._limit, self._limiter = RateLimitItemPerMinute(most), FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        counted = scope["type"] == "http" and self._most and scope["path"] not in PROBES
        client = self._of(scope) if counted else None
        if client is None:
            await self.app(scope, receive, send)
            return
        within = self._limiter.hit(self._limit, client)
        found = self._limiter.get_window_stats(self._limit, client)
        again_s = max(1, ceil(found.reset_time - time.time()))

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # Of several limits the one that was looked at last is nearest to the caller.
                headers.setdefault("RateLimit-Policy", self._policy)
                headers.setdefault("RateLimit", f'"{self._name}";r={max(0, found.remaining)};t={again_s}')
            await send(message)

        if within:
            await self.app(scope, receive, told)
        else:
            text = f"One {self._name} may send {self._most:,} requests a minute."
            await self._answer(scope, TooManyRequests(text, retry_after=again_s))(scope, receive, told)


def key_of(scope: Scope) -> str | None:
    """Return the caller whom the gate has let in; None where there is no key nor person."""
    caller = scope.get("state", {}).get("caller")
    return None if caller is None or caller == THIS_COMPUTER else str(caller.id)


def address_of(scope: Scope) -> str:
    """Return the address that a request comes from, as a trusted proxy may have told it."""
    client = scope.get("client")
    return str(client[0]) if client else "unknown"
