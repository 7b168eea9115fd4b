"""What every request passes before it reaches a route, and every answer on its way out."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.errors import CrossSite, HostNotServed
from api.http.problems import problem, unexpected
from core.errors import RoundsmanError

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names under which every server answers."""

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Plans hold addresses: no copy stays in a cache unless a route says so.
    "Cache-Control": "no-store",
}


class LastResort:
    """Answers a problem where anything unforeseen is raised, and logs it without its text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            return
        except Exception as error:
            if scope["type"] != "http":
                raise
            answer = unexpected(error)
            if begun:
                # Half an answer is out: only a broken connection tells the caller that it is not whole.
                raise ConnectionError("the answer broke off") from None
            await answer(scope, receive, send)


class SafeHeaders:
    """Adds the headers that keep a browser from doing anything foolish, where the route gave none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


class OwnHost:
    """Refuses requests meant for another host, and changes asked for by another web site's page.

    A page of another site can make a browser call this machine, also under a name of its own (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self.app(scope, receive, send)
        else:
            await problem(refusal)(scope, receive, send)

    def _refusal(self, scope: Scope) -> RoundsmanError | None:
        headers = Headers(scope=scope)
        if host_of(headers.get("host", "")) not in self.hosts:
            return HostNotServed("This server does not answer under the host name of the request.")
        origin = headers.get("origin")
        if scope["method"] in SAFE_METHODS or origin is None:
            return None
        if host_of(origin.partition("://")[2]) in self.hosts:
            return None
        return CrossSite("The request comes from a page of another web site.")


def host_of(text: str) -> str:
    """Return the host of `host:port`, in lower case; IPv6 keeps its brackets."""
    address, closing, _ = text.partition("]")
    return address.lower() + closing if text.startswith("[") else text.partition(":")[0].lower()
