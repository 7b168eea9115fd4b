"""API keys at rest: made, found by what callers send, revoked."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Final

from sqlalchemy import Connection, insert, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from core.errors import NotFound
from data.store.access.tables import API_KEYS
from data.store.audit.act import about
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.tenant import naming, tenant_in

PREFIX: Final = "rk"
"""What every key begins with, so that people and scanners of leaked secrets know one."""

_USE_KEPT_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class NewKey:
    """A key to be made.

    grants
        names of roles and scopes.
    made_by
        who makes it, as the audit log names callers.
    call, fingerprint
        SHA-256 of the caller's idempotency key and of the request; "" without one.
    """

    name: str
    tenant: str
    grants: tuple[str, ...]
    made_by: str
    expires: datetime
    call: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, kw_only=True)
class ApiKey:
    """A key as it is kept: all but its secret."""

    id: str
    tenant: str
    name: str
    grants: tuple[str, ...]
    made_by: str
    created: datetime
    expires: datetime
    revoked: datetime | None
    used: datetime | None
    fingerprint: str

    def valid(self, now: datetime) -> bool:
        """Whether the key lets anybody in at this moment."""
        return self.revoked is None and now < self.expires


class ApiKeys:
    """The keys of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, wanted: NewKey, now: datetime) -> tuple[ApiKey, str | None]:
        """Make a key; return it with what its holder sends, which nobody can be told a second time.

        Where the call is known already, the key that it made is returned, without its secret.
        """
        number, secret = secrets.token_hex(6), secrets.token_hex(24)
        row = {
            "id": number,
            "tenant": wanted.tenant,
            "name": wanted.name,
            "grants": " ".join(wanted.grants),
            "digest": digest_of(secret),
            "made_by": wanted.made_by,
            "created_us": microseconds(now),
            "expires_us": microseconds(wanted.expires),
            "call": wanted.call or None,
            "fingerprint": wanted.fingerprint,
        }
        try:
            with self._database.write() as connection:
                known = _made_by_call(connection, wanted)
                if known is not None:
                    return known, None
                connection.execute(insert(API_KEYS).values(row))
                about(connection, number)
                return key_of_row(
                    _row(connection, number)
                ), f"{PREFIX}_{naming(wanted.tenant, number)}_{secret}"
        except IntegrityError:
            # Somebody with the same idempotency key was faster by a hair.
            with self._database.read() as connection:
                known = _made_by_call(connection, wanted)
            if known is None:
                raise
            return known, None

    def matching(self, sent: str) -> ApiKey | None:
        """Return the key that somebody sent, whether valid or not; None where there is no such key."""
        prefix, named, secret = _parts(sent)
        tenant, number = tenant_in(named)
        with self._database.read() as connection:
            row = _row(connection, number)
        # Compared in any case, so that the time tells nobody which ids there are.
        same = compare_digest(digest_of(secret), "" if row is None else row.digest)
        ours = prefix == PREFIX and tenant == self._database.tenant
        return key_of_row(row) if row is not None and same and ours and row.tenant == tenant else None

    def note_use(self, key: ApiKey, now: datetime) -> None:
        """Remember when a key was last used, to the minute: not every call shall write."""
        if key.used is not None and now - key.used < _USE_KEPT_EVERY:
            return
        column = API_KEYS.c
        stale = or_(column.used_us.is_(None), column.used_us < microseconds(now))
        with self._database.write() as connection:
            row = update(API_KEYS).where(column.id == key.id, stale)
            connection.execute(row.values(used_us=microseconds(now)))

    def some(
        self, tenant: str, *, after: tuple[int, str] | None = None, most: int | None = None
    ) -> list[ApiKey]:
        """Return keys of a tenant, the newest first, from the one behind `after`: microseconds and id."""
        column = API_KEYS.c
        chosen = select(API_KEYS).where(column.tenant == tenant).limit(most)
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            found = connection.execute(chosen.order_by(column.created_us.desc(), column.id.desc()))
            return [key_of_row(row) for row in found]

    def one(self, number: str, tenant: str) -> ApiKey:
        """Return a key of a tenant."""
        with self._database.read() as connection:
            return _of_tenant(connection, number, tenant)

    def revoke(self, number: str, tenant: str, now: datetime) -> ApiKey:
        """Let a key open nothing any more, from now on; one that is revoked stays so."""
        with self._database.write() as connection:
            _of_tenant(connection, number, tenant)
            about(connection, number)
            row = update(API_KEYS).where(API_KEYS.c.id == number, API_KEYS.c.revoked_us.is_(None))
            connection.execute(row.values(revoked_us=microseconds(now)))
            return _of_tenant(connection, number, tenant)


def tenant_of_key(sent: str) -> str:
    """Return the tenant among whose keys one is looked for that somebody sent."""
    return tenant_in(_parts(sent)[1])[0]


def digest_of(secret: str) -> str:
    """Return the SHA-256 of a secret, in hexadecimal digits: all that is kept of it."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _parts(sent: str) -> tuple[str, str, str]:
    """Return prefix, tenant with id, and secret of what somebody sent."""
    prefix, _, rest = sent.partition("_")
    named, _, secret = rest.partition("_")
    return prefix, named, secret


def _row(connection: Connection, number: str) -> Any:
    if not (number.isascii() and number.isalnum()):
        return None
    return connection.execute(select(API_KEYS).where(API_KEYS.c.id == number)).one_or_none()


def _of_tenant(connection: Connection, number: str, tenant: str) -> ApiKey:
    row = _row(connection, number)
    if row is None or row.tenant != tenant:
        raise NotFound(f"There is no key {number}.")
    return key_of_row(row)


def _made_by_call(connection: Connection, wanted: NewKey) -> ApiKey | None:
    if not wanted.call:
        return None
    chosen = select(API_KEYS).filter_by(tenant=wanted.tenant, call=wanted.call)
    row = connection.execute(chosen).one_or_none()
    return None if row is None else key_of_row(row)


def key_of_row(row: Any) -> ApiKey:
    """Return the key that a row of `API_KEYS` holds."""
    return ApiKey(
        id=row.id,
        tenant=row.tenant,
        name=row.name,
        grants=tuple(row.grants.split()),
        made_by=row.made_by,
        created=moment_of(row.created_us),
        expires=moment_of(row.expires_us),
        revoked=None if row.revoked_us is None else moment_of(row.revoked_us),
        used=None if row.used_us is None else moment_of(row.used_us),
        fingerprint=row.fingerprint,
    )
