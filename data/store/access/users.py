"""People who sign in, at rest: made, found by what they are known by, changed, closed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import normalize

from sqlalchemy import Connection, delete, exists, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from core.errors import InvalidInput, NotFound, fault
from data.store.access.keys import digest_of
from data.store.access.tables import SESSIONS, USERS
from data.store.audit.act import about
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.sealing.columns import ring_of
from data.store.tenant import tenant_in


@dataclass(frozen=True, kw_only=True)
class NewUser:
    """A person to be let in.

    identity
        what the person is known by: `identity_of_name`, or a provider's.
    password
        its hash; "" for whom a provider vouches.
    call
        SHA-256 of the caller's idempotency key; "" without one.
    """

    name: str
    tenant: str
    identity: str
    password: str
    roles: tuple[str, ...]
    made_by: str
    call: str = ""


@dataclass(frozen=True, kw_only=True)
class User:
    """A person who signs in.

    password
        its hash; "" for whom a provider vouches.
    """

    id: str
    tenant: str
    name: str
    password: str
    roles: tuple[str, ...]
    made_by: str
    created: datetime
    closed: datetime | None
    signed_in: datetime | None


class Users:
    """The people of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def any(self) -> bool:
        """Whether there is anybody, of any tenant, closed or not."""
        with self._database.read() as connection:
            return somebody(connection)

    def add(self, wanted: NewUser, now: datetime) -> tuple[User, bool]:
        """Keep a person; return whom, and whether it was this call that did, not an equal one before.

        Raises `InvalidInput` where the name is taken, also by somebody closed.
        """
        try:
            with self._database.write() as connection:
                return add_user(connection, wanted, now)
        except IntegrityError:
            # Somebody with the same name or idempotency key was faster by a hair.
            with self._database.write() as connection:
                return add_user(connection, wanted, now)

    def known_as(self, identity: str) -> User | None:
        """Return who is known by this; None for nobody."""
        with self._database.read() as connection:
            return _known_as(connection, identity)

    def some(
        self, tenant: str, *, after: tuple[int, str] | None = None, most: int | None = None
    ) -> list[User]:
        """Return people of a tenant, the newest first, from the one behind `after`: microseconds and id."""
        column = USERS.c
        chosen = select(USERS).where(column.tenant == tenant).limit(most)
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            found = connection.execute(chosen.order_by(column.created_us.desc(), column.id.desc()))
            return [user_of_row(row) for row in found]

    def one(self, number: str, tenant: str) -> User:
        """Return a person of a tenant."""
        with self._database.read() as connection:
            return _of_tenant(connection, number, tenant)

    def change(self, number: str, tenant: str, changes: Mapping[str, Any], *, keep: str = "") -> User:
        """Change roles (names), password (a hash) or closed_us of a person, whose sessions end.

        keep
            the token of a session that goes on.
        """
        with self._database.write() as connection:
            _of_tenant(connection, number, tenant)
            about(connection, number)
            connection.execute(update(USERS).where(USERS.c.id == number).values(**changes))
            over = delete(SESSIONS).where(SESSIONS.c.user_id == number)
            connection.execute(
                over.where(SESSIONS.c.digest != digest_of(tenant_in(keep)[1])) if keep else over
            )
            return _of_tenant(connection, number, tenant)


def identity_of_name(name: str) -> str:
    """Return what somebody is known by who types a name: large letters and spaces do not matter."""
    return f"name {' '.join(normalize('NFKC', name).casefold().split())}"


def somebody(connection: Connection) -> bool:
    """Whether there is any person, closed or not."""
    return bool(connection.execute(select(exists().select_from(USERS))).scalar_one())


def add_user(connection: Connection, wanted: NewUser, now: datetime) -> tuple[User, bool]:
    """Keep a person, as `Users.add` does, within a transaction."""
    if wanted.call:
        chosen = select(USERS).filter_by(tenant=wanted.tenant, call=wanted.call)
        known = connection.execute(chosen).one_or_none()
        if known is not None:
            return user_of_row(known), False
    if _known_as(connection, wanted.identity) is not None:
        taken = fault("user", "name", wanted.name, "a name that nobody has, nor had before being closed")
        raise InvalidInput("Nobody is added.", faults=[taken])
    number = secrets.token_hex(6)
    row = {
        "id": number,
        "tenant": wanted.tenant,
        "name": wanted.name,
        "identity": wanted.identity,
        "digest": ring_of(connection.dialect).digest(wanted.identity),
        "password": wanted.password,
        "roles": " ".join(wanted.roles),
        "made_by": wanted.made_by,
        "created_us": microseconds(now),
        "call": wanted.call or None,
    }
    connection.execute(insert(USERS).values(row))
    about(connection, number)
    return _of_tenant(connection, number, wanted.tenant), True


def find_anew(connection: Connection, identities: Mapping[str, str]) -> None:
    """Have people be found under the newest key: what they are known by, by their ids."""
    ring = ring_of(connection.dialect)
    for number, identity in identities.items():
        values = {"digest": ring.digest(identity)}
        connection.execute(update(USERS).where(USERS.c.id == number).values(**values))


def user_of_row(row: Any) -> User:
    """Return the person whom a row of `USERS` holds."""
    return User(
        id=row.id,
        tenant=row.tenant,
        name=row.name,
        password=row.password,
        roles=tuple(row.roles.split()),
        made_by=row.made_by,
        created=moment_of(row.created_us),
        closed=None if row.closed_us is None else moment_of(row.closed_us),
        signed_in=None if row.signed_in_us is None else moment_of(row.signed_in_us),
    )


def _known_as(connection: Connection, identity: str) -> User | None:
    digests = ring_of(connection.dialect).digests(identity)
    row = connection.execute(select(USERS).where(USERS.c.digest.in_(digests))).one_or_none()
    return None if row is None else user_of_row(row)


def _of_tenant(connection: Connection, number: str, tenant: str) -> User:
    row = None
    if number.isascii() and number.isalnum():
        row = connection.execute(select(USERS).where(USERS.c.id == number)).one_or_none()
    if row is None or row.tenant != tenant:
        raise NotFound(f"There is no user {number}.")
    return user_of_row(row)
