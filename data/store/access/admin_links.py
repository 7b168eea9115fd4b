"""The link by which the first administrator is set up: good once, for a while, while there is nobody."""

import secrets
from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, select

from data.store.access.keys import digest_of
from data.store.access.tables import ADMIN_LINKS, API_KEYS
from data.store.access.users import NewUser, User, add_user, somebody
from data.store.database import Database
from data.store.moments import microseconds
from data.store.tenants.tables import TENANTS


class AdminLinks:
    """The link of a database, if there is one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, ends: datetime) -> str | None:
        """Return the token of a new link in place of any other; None where there is a key or a person."""
        token = secrets.token_hex(24)
        row = {"digest": digest_of(token), "expires_us": microseconds(ends)}
        with self._database.write() as connection:
            connection.execute(delete(ADMIN_LINKS))
            if _anybody(connection):
                return None
            connection.execute(insert(ADMIN_LINKS).values(row))
        return token

    def good(self, token: str, now: datetime) -> bool:
        """Whether the link of a token may still be used."""
        chosen = select(ADMIN_LINKS.c.expires_us).where(ADMIN_LINKS.c.digest == digest_of(token))
        with self._database.read() as connection:
            expires = connection.execute(chosen).scalar_one_or_none()
            return expires is not None and expires > microseconds(now) and not _anybody(connection)

    def use(self, token: str, wanted: NewUser, now: datetime) -> User | None:
        """Keep the first person, and use up the link; None where it may not be used any more."""
        column = ADMIN_LINKS.c
        used = delete(ADMIN_LINKS).where(
            column.digest == digest_of(token), column.expires_us > microseconds(now)
        )
        with self._database.write() as connection:
            # Of two who use it at once the second waits here, and finds nothing.
            if connection.execute(used).rowcount != 1 or _anybody(connection):
                return None
            return add_user(connection, wanted, now)[0]


def _anybody(connection: Connection) -> bool:
    """Whether there is a person, a key, or another tenant."""
    there = (select(exists().select_from(table)) for table in (API_KEYS, TENANTS))
    return somebody(connection) or any(connection.execute(each).scalar_one() for each in there)
