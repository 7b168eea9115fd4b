"""Lets requests in whose callers may do what they ask for, before anything of their bodies is read."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.access.cookie import sent_session
from api.http.access.operations import Operation, operation_at
from api.http.guards import LOOPBACK, SAFE_METHODS, host_of
from api.http.problems import problem
from api.services.access.caller import Caller
from api.services.access.entry import Entry
from api.services.access.errors import CredentialsNeeded, CredentialsRefused, ScopeMissing
from core.errors import RoundsmanError
from data.store.store import Store

_FORWARDED: Final = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers by which proxies say that the call comes from somewhere else."""


class Gate:
    """Asks who calls, and whether he has the scope that the operation needs.

    this_computer_only
        whether the server listens on this computer alone.
    """

    def __init__(
        self, app: ASGIApp, *, operations: Sequence[Operation], entry: Entry, this_computer_only: bool
    ) -> None:
        self.app = app
        self._operations = operations
        self._entry = entry
        self._this_computer_only = this_computer_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or answer it with what is missing."""
        asked = None
        if scope["type"] == "http":
            asked = operation_at(self._operations, scope["method"], scope["path"])
        if asked is not None:
            try:
                await self._let_in(scope, asked)
            except RoundsmanError as refused:
                await problem(refused, headers=challenge(refused))(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _let_in(self, scope: Scope, asked: Operation) -> None:
        """Note in the request's state who calls, whose things he sees and by which need he was let in."""
        state, headers, need = scope.setdefault("state", {}), Headers(scope=scope), asked.need
        here = self._this_computer_only and surely_here(headers)
        if need.scope is not None and not (need.free_here and here):
            key = sent_key(headers, bare=need.free_here)
            # The doors of VROOM know programs alone, and a key that is sent goes before a cookie.
            session = "" if key or need.free_here else sent_session(scope)
            caller, store = await run_sync(partial(self._who, key, session, here=here))
            state["caller"], state["store"] = caller, store
            which = tuple(asked.path_values(scope["path"]).values())
            if need.scope not in caller.scopes:
                await run_sync(partial(self._entry.tell_refused, caller, asked.id, which))
                raise ScopeMissing(f"This needs the scope {need.scope}.", scope=need.scope)
            if scope["method"] not in SAFE_METHODS:
                state["act"] = self._entry.act(caller, asked.id, which)
        state["let_in_by"] = need

    def _who(self, key: str, session: str, *, here: bool) -> tuple[Caller, Store]:
        caller = self._entry.caller(key, session=session, here=here)
        return caller, self._entry.store_of(caller)


def surely_here(headers: Headers) -> bool:
    """Whether a call to a server that listens on this computer alone comes from this computer.

    A proxy that brings calls from elsewhere shows by the host name, or by what it says of itself.
    """
    own = host_of(headers.get("host", "")) in LOOPBACK
    return own and not any(name in headers for name in _FORWARDED)


def sent_key(headers: Headers, *, bare: bool) -> str:
    """Return the key of `Authorization: Bearer KEY`; "" where there is none.

    bare
        take the key without a scheme as well, as clients of openrouteservice send it.
    """
    scheme, _, rest = headers.get("authorization", "").strip().partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    return scheme if bare and not rest else ""


def challenge(refused: RoundsmanError) -> Mapping[str, str]:
    """Return the headers that tell how to come in (RFC 6750, section 3)."""
    match refused:
        case CredentialsNeeded():
            return {"WWW-Authenticate": 'Bearer realm="roundsman"'}
        case CredentialsRefused():
            return {"WWW-Authenticate": 'Bearer realm="roundsman", error="invalid_token"'}
        case ScopeMissing():
            told = f'Bearer realm="roundsman", error="insufficient_scope", scope="{refused.scope}"'
            return {"WWW-Authenticate": told}
    return {}
