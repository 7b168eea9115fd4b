"""Sessions at rest: by which key, or as whom, a browser was let in, until when."""

import secrets
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from data.store.access.keys import ApiKey, digest_of, key_of_row
from data.store.access.tables import API_KEYS, SESSIONS, USERS
from data.store.access.users import User, user_of_row
from data.store.audit.act import about
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.tenant import naming, tenant_in


class Session(NamedTuple):
    """A browser that was let in: with which key or as whom, until when."""

    holder: ApiKey | User
    ends: datetime


class Sessions:
    """The sessions of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, key_id: str, *, now: datetime, ends: datetime) -> str:
        """Begin a session for a key and return its token, which is kept nowhere; those that are over go."""
        with self._database.write() as connection:
            token = _begin(connection, {"key_id": key_id}, now, ends)
        return naming(self._database.tenant, token)

    def begin_for(self, user_id: str, *, now: datetime, ends: datetime) -> str:
        """Begin a session for a person, as for a key."""
        with self._database.write() as connection:
            token = begin_session_of(connection, user_id, now, ends)
            about(connection, user_id)
        return naming(self._database.tenant, token)

    def running(self, token: str, now: datetime) -> Session | None:
        """Return the session of a token; None where there is none, or none any more.

        The key may have been revoked since, the person closed: whoever lets somebody in looks at it.
        """
        column = SESSIONS.c
        chosen = select(SESSIONS).where(
            column.digest == self._digest(token), column.expires_us > microseconds(now)
        )
        with self._database.read() as connection:
            row = connection.execute(chosen).one_or_none()
            return None if row is None else Session(_holder(connection, row), moment_of(row.expires_us))

    def end(self, token: str) -> None:
        """End a session; where there is none, nothing happens."""
        with self._database.write() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == self._digest(token)))

    def _digest(self, token: str) -> str:
        """Return what is kept of a token; of one that names another tenant, what nobody has."""
        tenant, secret = tenant_in(token)
        return digest_of(secret) if tenant == self._database.tenant else ""


def begin_session_of(connection: Connection, user_id: str, now: datetime, ends: datetime) -> str:
    """Begin a session for a person, who is noted to have signed in, within a transaction."""
    noted = update(USERS).where(USERS.c.id == user_id)
    connection.execute(noted.values(signed_in_us=microseconds(now)))
    return _begin(connection, {"user_id": user_id}, now, ends)


def _begin(connection: Connection, holder: dict[str, str], now: datetime, ends: datetime) -> str:
    token = secrets.token_hex(24)
    row = {"digest": digest_of(token), "expires_us": microseconds(ends), **holder}
    connection.execute(delete(SESSIONS).where(SESSIONS.c.expires_us <= microseconds(now)))
    connection.execute(insert(SESSIONS).values(row))
    return token


def _holder(connection: Connection, session: Any) -> ApiKey | User:
    if session.user_id is None:
        chosen = select(API_KEYS).where(API_KEYS.c.id == session.key_id)
        return key_of_row(connection.execute(chosen).one())
    return user_of_row(connection.execute(select(USERS).where(USERS.c.id == session.user_id)).one())
