"""Sessions: a browser is let in with a key, or a name and a password, once, and need not keep it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from api.services.access.caller import Caller
from api.services.access.entry import holder_of, key_sent, store_named, user_let_in
from api.services.access.errors import SignInRefused
from api.services.access.passwords import is_right
from core.clock import Clock
from data.store.access.users import User, identity_of_name
from data.store.audit.act import Act
from data.store.store import Store
from data.store.tenant import DEFAULT_TENANT, tenant_in

LONGEST: Final = timedelta(hours=12)
"""A day's work; whoever stays longer signs in again."""


def begin_session(store: Store, clock: Clock, key: str) -> tuple[str, Caller]:
    """Begin a session with a key; return its token and who it lets in.

    It lasts for twelve hours, and never longer than its key. Raises `CredentialsRefused` for a key that
    opens nothing.
    """
    now = clock()
    own, found = key_sent(store, key)
    holder = holder_of(own, found, now)
    ends = min(now + LONGEST, found.expires)
    token = own.sessions.begin(found.id, now=now, ends=ends)
    return token, replace(holder, session_ends=ends)


def sign_in_by_name(
    first: Store, clock: Clock, name: str, password: str, *, tenant: str = DEFAULT_TENANT
) -> tuple[str, Caller]:
    """Begin a session for somebody of a tenant who knows his password; return its token and who is let in.

    Raises `SignInRefused` in the same words, and after the same time, whether there is such a name or not.
    """
    store = store_named(first, tenant)
    found = None if store is None else store.users.known_as(identity_of_name(name))
    right = is_right(password, "" if found is None else found.password)
    now = clock()
    if store is None or found is None or not right:
        if store is not None and found is not None:
            store.audit.add(_signing_in(found, now), "refused: password")
        raise SignInRefused("The name or the password is wrong.")
    return begin_for(store, found, now)


def begin_for(store: Store, user: User, now: datetime) -> tuple[str, Caller]:
    """Begin a session for somebody who has proved who he is; return its token and who is let in."""
    if user.closed is not None:
        store.audit.add(_signing_in(user, now), "refused: closed")
    holder = user_let_in(store, user)
    ends = now + LONGEST
    token = store.by(_signing_in(user, now)).sessions.begin_for(user.id, now=now, ends=ends)
    return token, replace(holder, session_ends=ends)


def end_session(first: Store, clock: Clock, token: str) -> None:
    """End a session at once and on every server; where there is none, nothing happens."""
    own, now = store_named(first, tenant_in(token)[0]), clock()
    found = None if own is None else own.sessions.running(token, now)
    if own is None or found is None:
        return
    if isinstance(found.holder, User):
        own = own.by(Act(who=f"user {found.holder.id}", what="sign_out", at=now))
    own.sessions.end(token)


def _signing_in(user: User, now: datetime) -> Act:
    return Act(who=f"user {user.id}", what="sign_in", at=now)
