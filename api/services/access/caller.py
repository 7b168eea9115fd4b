"""Who calls: a key, a person, or whoever sits at this computer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from api.services.access.scopes import EVERYTHING, Scope
from data.store.tenant import DEFAULT_TENANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls, and what that allows.

    id
        names the caller for ever, without a word about the person: "key 3f0a...", "this-computer".
    name
        what people call the caller.
    tenant
        whose things the caller sees; nobody else's are there.
    session_ends
        when the browser's session ends; None where the caller sent a key, or nothing.
    """

    id: str
    name: str
    tenant: str
    scopes: frozenset[Scope]
    session_ends: datetime | None = None


THIS_COMPUTER: Final = Caller(
    id="this-computer", name="this computer", tenant=DEFAULT_TENANT, scopes=EVERYTHING
)
"""Whoever calls from the server's own computer before there is any key or user."""
