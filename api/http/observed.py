"""Counts, times, traces and logs every request, by names of this program alone; gives each an id."""

import time
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.telemetry.logs import REQUESTS
from api.telemetry.meters import Meters
from api.telemetry.request_id import HEADER, REQUEST_ID, request_id
from api.telemetry.traces import Traces

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Observed:
    """Stands outside of everything else, so that refusals are seen as well."""

    def __init__(self, app: ASGIApp, *, meters: Meters, traces: Traces) -> None:
        self.app = app
        self._meters = meters
        self._traces = traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        named = request_id(headers.get(HEADER, ""))
        token, begun, status = REQUEST_ID.set(named), time.perf_counter(), 0
        took: float | None = None

        async def watched(message: Message) -> None:
            nonlocal status, took
            if message["type"] == "http.response.start":
                # Streams go on for as long as somebody follows: what counts is when the answer begins.
                status, took = message["status"], time.perf_counter() - begun
                MutableHeaders(scope=message)[HEADER] = named
            await send(message)

        with self._traces.request(headers) as answered:
            try:
                await self.app(scope, receive, watched)
            finally:
                seconds = time.perf_counter() - begun if took is None else took
                answered(*self._tell(scope, status, seconds), named)
                REQUEST_ID.reset(token)

    def _tell(self, scope: Scope, status: int, seconds: float) -> tuple[str, str, int]:
        # A caller who went before there was an answer is counted as 499, as nginx does.
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route, code = route_of(scope), status or 499
        self._meters.request(method, route, code, seconds)
        figures = {"method": method, "route": route, "status": code, "seconds": round(seconds, 4)}
        REQUESTS.info("%s %s %s", method, route, code, extra={"figures": figures})
        return method, route, code


def route_of(scope: Scope) -> str:
    """Return the template of the address that was asked for: what stands in its gaps may be anything."""
    route = scope.get("route")
    if route is not None:
        return str(route.path)
    return "page" if scope.get("endpoint") is not None else "none"
