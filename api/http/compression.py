"""Answers compressed for those who take them so."""

from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware, GZipResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEAST_BYTES: Final = 2_000
_LEVEL: Final = 5


class Gzip(GZipMiddleware):
    """Compresses larger answers; streams of events and whatever says `no-transform` stay as they are.

    The size of a compressed answer tells something of it to whoever can have his own words put into it, again
    and again (BREACH): an answer that holds a secret says `Cache-Control: no-store, no-transform`, or sets a
    cookie, and is small besides.
    """

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, minimum_size=_LEAST_BYTES, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http" or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, send)
            return
        await _Responder(self.app, self.minimum_size, compresslevel=self.compresslevel)(scope, receive, send)


class _Responder(GZipResponder):
    _plain = False

    async def send_with_compression(self, message: Message) -> None:
        """Send one message on, compressed unless the answer must not be."""
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            self._plain = "no-transform" in headers.get("cache-control", "") or "set-cookie" in headers
        if self._plain:
            await self.send(message)
        else:
            await super().send_with_compression(message)
