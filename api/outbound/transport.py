"""Calls the very address that was looked at: a name that leads elsewhere a moment later is no way in."""

import ssl
from collections.abc import Iterator
from functools import partial
from typing import Final

import anyio
import httpx
from anyio.to_thread import run_sync

from api.outbound.guard import AddressRefused, Resolve, checked, resolve
from api.outbound.settings import OutboundSettings

_RESOLVING_S: Final = 5.0
_RESOLVED_AT_ONCE: Final = 32
_ONE_CALL: Final = httpx.Limits(max_keepalive_connections=0)
"""Were connections kept, by address, the next name there would get one with another's certificate."""


class GuardedTransport(httpx.BaseTransport):
    """Looks at the address of every request, those that redirects lead to as well, then sends it there."""

    def __init__(self, settings: OutboundSettings, *, resolve: Resolve = resolve) -> None:
        self._settings, self._resolve = settings, resolve
        context = ssl.create_default_context()
        self._inner = httpx.HTTPTransport(verify=context, trust_env=False, limits=_ONE_CALL)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request to an address that was looked at; the next one where nobody is there."""
        failed = _no_address(request)
        for pinned in _pinned(request, _checked(request, self._settings, self._resolve)):
            try:
                return self._inner.handle_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout) as nobody:
                failed = nobody
        raise failed

    def close(self) -> None:
        """Let connections go."""
        self._inner.close()


class AsyncGuardedTransport(httpx.AsyncBaseTransport):
    """The same for many calls at once; one slow name server holds up nobody else."""

    def __init__(self, settings: OutboundSettings, *, resolve: Resolve = resolve) -> None:
        self._settings, self._resolve = settings, resolve
        context = ssl.create_default_context()
        self._inner = httpx.AsyncHTTPTransport(verify=context, trust_env=False, limits=_ONE_CALL)
        self._resolvers: anyio.CapacityLimiter | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request to an address that was looked at; the next one where nobody is there."""
        self._resolvers = self._resolvers or anyio.CapacityLimiter(_RESOLVED_AT_ONCE)
        looked = partial(_checked, request, self._settings, self._resolve)
        try:
            with anyio.fail_after(_RESOLVING_S):
                addresses = await run_sync(looked, limiter=self._resolvers, abandon_on_cancel=True)
        except TimeoutError as late:
            raise httpx.ConnectTimeout("the name could not be resolved in time", request=request) from late
        return await self._first_there(request, addresses)

    async def _first_there(self, request: httpx.Request, addresses: list[str]) -> httpx.Response:
        failed = _no_address(request)
        for pinned in _pinned(request, addresses):
            try:
                return await self._inner.handle_async_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout) as nobody:
                failed = nobody
        raise failed

    async def aclose(self) -> None:
        """Let connections go."""
        await self._inner.aclose()


def _no_address(request: httpx.Request) -> httpx.TransportError:
    return httpx.ConnectError("the host has no address", request=request)


def _checked(request: httpx.Request, settings: OutboundSettings, resolve: Resolve) -> list[str]:
    try:
        return checked(request.url, settings, resolve)
    except AddressRefused:
        raise
    except (OSError, UnicodeError) as unknown:
        raise httpx.ConnectError("the name of the host cannot be resolved", request=request) from unknown


def _pinned(request: httpx.Request, addresses: list[str]) -> Iterator[httpx.Request]:
    """Yield the request for each address; certificate and header are still those of the name."""
    for each in addresses:
        yield httpx.Request(
            request.method,
            request.url.copy_with(host=each),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": request.url.host},
        )
