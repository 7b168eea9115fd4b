"""Who is let in: by a key, by a session, or for sitting at this computer before there is any key or user.

What is sent names a tenant, and is looked for among what that tenant has; the name alone opens nothing.
"""

from dataclasses import replace
from datetime import datetime

from api.services.access.caller import THIS_COMPUTER, Caller
from api.services.access.errors import CredentialsNeeded, CredentialsRefused, SignInRefused
from api.services.access.scopes import scopes_of
from core.clock import Clock
from core.errors import NotFound
from data.store.access.keys import ApiKey, tenant_of_key
from data.store.access.users import User
from data.store.audit.act import Act
from data.store.store import Store
from data.store.tenant import tenant_in


class Entry:
    """Tells who calls, and whose things the caller sees.

    store
        that of the first tenant.
    always
        whether keys are needed on this computer as well, from the start.
    """

    def __init__(self, store: Store, clock: Clock, *, always: bool) -> None:
        self._store = store
        self._clock = clock
        self._closed = always

    @property
    def open_here(self) -> bool:
        """Whether whoever sits at this computer needs no key: until there is one, a person or a tenant."""
        if not self._closed and self._store.somebody():
            # None of these is ever deleted: what is closed stays so, and need not be asked again.
            self._closed = True
        return not self._closed

    def caller(self, key: str, *, session: str = "", here: bool) -> Caller:
        """Return who calls; raise `CredentialsNeeded` or `CredentialsRefused` for nobody we know.

        key
            what the caller sent; "" for nothing.
        session
            the token of a session, looked at where no key was sent; "" for nothing.
        here
            whether the call surely comes from this computer.
        """
        if here and self.open_here:
            return THIS_COMPUTER
        now = self._clock()
        if key:
            return holder_of(*key_sent(self._store, key), now)
        if not session:
            raise CredentialsNeeded("This needs an API key, or somebody who has signed in.")
        own = store_named(self._store, tenant_in(session)[0])
        found = None if own is None else own.sessions.running(session, now)
        if own is None or found is None:
            raise CredentialsNeeded("This session has ended: sign in again.")
        if isinstance(found.holder, User):
            return replace(user_let_in(own, found.holder), session_ends=found.ends)
        return replace(holder_of(own, found.holder, now), session_ends=found.ends)

    def store_of(self, caller: Caller) -> Store:
        """Return the store of whoever was let in: all that a request sees."""
        return self._store.of(caller.tenant)

    def act(self, caller: Caller, what: str, which: tuple[str, ...]) -> Act:
        """Return what a caller does, as the audit log names it."""
        return Act(who=caller.id, what=what, at=self._clock(), which=_short(which))

    def tell_refused(self, caller: Caller, what: str, which: tuple[str, ...]) -> None:
        """Tell the audit log of a caller who wanted what he may not."""
        self.store_of(caller).audit.add(self.act(caller, what, which), "refused: scope missing")


def user_let_in(store: Store, user: User) -> Caller:
    """Return who has signed in; raise `CredentialsRefused` for whom it was closed."""
    if user.closed is not None:
        raise SignInRefused("This person may not sign in any more.")
    return Caller(id=f"user {user.id}", name=user.name, tenant=store.tenant, scopes=scopes_of(user.roles))


def store_named(first: Store, tenant: str) -> Store | None:
    """Return the store of a tenant that somebody named; None where there is none that is open."""
    try:
        return first.of(tenant)
    except NotFound:
        return None


def key_sent(first: Store, sent: str) -> tuple[Store, ApiKey]:
    """Return the key that was sent, whether valid or not, with the store of its tenant.

    Raises `CredentialsRefused` where there is none, or its tenant is closed.
    """
    own = store_named(first, tenant_of_key(sent))
    found = None if own is None else own.keys.matching(sent)
    if own is None or found is None:
        raise CredentialsRefused("There is no such API key.")
    return own, found


def holder_of(store: Store, key: ApiKey, now: datetime) -> Caller:
    """Return who holds a key of a store, and note that it is used.

    Raises `CredentialsRefused` where it opens nothing.
    """
    if key.revoked is not None:
        raise CredentialsRefused("This API key was revoked.")
    if not key.valid(now):
        raise CredentialsRefused("This API key has expired.")
    store.keys.note_use(key, now)
    return Caller(id=f"key {key.id}", name=key.name, tenant=store.tenant, scopes=scopes_of(key.grants))


def _short(which: tuple[str, ...]) -> tuple[str, ...]:
    """Return ids as they were sent, those cut that can be none."""
    return tuple("".join(each.split())[:100] for each in which)
