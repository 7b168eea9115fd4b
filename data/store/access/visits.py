"""Visits to a provider of identities at rest: begun once, ended once."""

from datetime import datetime

from sqlalchemy import delete, insert

from data.store.access.keys import digest_of
from data.store.access.tables import VISITS
from data.store.database import Database
from data.store.moments import microseconds


class Visits:
    """The visits of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, token: str, *, now: datetime, ends: datetime) -> None:
        """Keep that a browser was sent to the provider; what is over goes."""
        row = {"digest": digest_of(token), "expires_us": microseconds(ends)}
        with self._database.write() as connection:
            connection.execute(delete(VISITS).where(VISITS.c.expires_us <= microseconds(now)))
            connection.execute(insert(VISITS).values(row))

    def end(self, token: str, now: datetime) -> bool:
        """Whether a browser was sent there not long ago; from now on it was not."""
        column = VISITS.c
        ended = delete(VISITS).where(column.digest == digest_of(token), column.expires_us > microseconds(now))
        with self._database.write() as connection:
            return connection.execute(ended).rowcount == 1
