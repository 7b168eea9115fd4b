"""What a request may be: its address, its headers, its body, and the time that they take."""

import time
from contextlib import ExitStack
from typing import Final

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.errors import (
    AddressTooLong,
    BodyTooLarge,
    BodyTooSlow,
    HeadersTooLarge,
    PackedBody,
    TooManyRequests,
)
from api.http.problems import Answer
from api.http.turns import Turns
from core.errors import RoundsmanError

MOST_ADDRESS_BYTES: Final = 8_000
MOST_HEADER_BYTES: Final = 16_000
MOST_HEADERS: Final = 100

LEAST_BYTES_PER_S: Final = 5_000
"""How fast a body has to come once its time without progress is over."""

PROBES: Final = frozenset({"/livez", "/readyz"})
"""Asked by whoever looks after the server; never refused for being asked often, or when much is going on,
and nobody is refused for their sake."""

_CLOSE: Final = {"Connection": "close"}


class RequestLimits:
    """Refuses what is too long, too large, packed, or too slow: as early as that can be seen.

    most_bytes
        of a body: refused at once where its length is announced, else while it comes in.
    body_s
        how long a body may take whatever its size; a larger one has more time, at 5,000 bytes a second.
    at_once
        requests worked on at the same time, probes apart; more are refused while those go on.
    """

    def __init__(self, app: ASGIApp, *, most_bytes: int, body_s: int, at_once: int, answer: Answer) -> None:
        self.app = app
        self._most = most_bytes
        self._body_s = body_s
        self._turns = Turns(at_once, _busy)
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = _refusal_of_head(scope) or self._refusal_of_length(scope)
        if refusal is not None:
            await self._answer(scope, refusal, headers=_CLOSE)(scope, receive, send)
            return
        with ExitStack() as until_answered:
            if scope["path"] not in PROBES:
                try:
                    until_answered.enter_context(self._turns.one())
                except TooManyRequests as busy:
                    await self._answer(scope, busy)(scope, receive, send)
                    return
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = _Body(receive, self._most, self._body_s)

        async def answer(message: Message) -> None:
            if body.given_up and message["type"] == "http.response.start":
                # Nobody waits for the rest, so no request can follow on this connection. What is too large
                # still comes in: to hang up on it could lose the answer on its way.
                MutableHeaders(scope=message).update(_CLOSE)
            await send(message)

        await self.app(scope, body.receive, answer)

    def _refusal_of_length(self, scope: Scope) -> RoundsmanError | None:
        length = Headers(scope=scope).get("content-length", "0")
        if len(length) > 12 or not length.isdecimal() or int(length) > self._most:
            return _too_large(self._most)
        return None


class _Body:
    """Hands a body in, piece by piece, as long as it is small and quick enough.

    given_up
        whether it came in too slowly to be waited for.
    """

    def __init__(self, receive: Receive, most_bytes: int, most_s: int) -> None:
        self._receive, self._most, self._most_s = receive, most_bytes, most_s
        self._begun = time.monotonic()
        self._so_far = 0
        self._whole = self.given_up = False

    async def receive(self) -> Message:
        """Return what comes next."""
        if self._whole:
            # The body is in: what comes now is that the caller has gone, whenever that is.
            return await self._receive()
        latest = self._begun + self._most_s + self._so_far / LEAST_BYTES_PER_S
        with anyio.move_on_after(max(0.0, latest - time.monotonic())):
            message = await self._receive()
            self._so_far += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._so_far > self._most:
                raise _too_large(self._most)
            return message
        self.given_up = True
        raise BodyTooSlow(f"The body did not come in within {self._most_s} seconds.")


def _busy() -> TooManyRequests:
    return TooManyRequests("The server works on as many requests as it can.", retry_after=1)


def _too_large(most_bytes: int) -> BodyTooLarge:
    return BodyTooLarge(f"The body is larger than {most_bytes:,} bytes.")


def _refusal_of_head(scope: Scope) -> RoundsmanError | None:
    """Return what is wrong with the address and the headers of a request."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > MOST_ADDRESS_BYTES:
        return AddressTooLong(f"The address is longer than {MOST_ADDRESS_BYTES:,} bytes.")
    headers = scope["headers"]
    if len(headers) > MOST_HEADERS or sum(len(a) + len(b) for a, b in headers) > MOST_HEADER_BYTES:
        return HeadersTooLarge(f"There are more than {MOST_HEADERS} headers or {MOST_HEADER_BYTES:,} bytes.")
    if scope["method"] in ("GET", "HEAD"):
        return None
    packed = Headers(scope=scope).get("content-encoding", "identity").strip().lower()
    if packed not in ("", "identity"):
        return PackedBody("Bodies are taken as they are, not compressed.")
    return None
