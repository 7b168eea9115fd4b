"""The data keys of a database, as use cases see them."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.errors import InvalidInput, fault
from data.store.audit.act import about
from data.store.database import Database
from data.store.failures import failure_of_sqlite
from data.store.sealing.known_keys import KnownKey, begin_key, follow_first, known_keys, older_in_use
from data.store.sealing.reseal import Resealed, counts_by_key, reseal
from data.store.sqlite import sqlite_module

_PATIENCE_MS: Final = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyInUse:
    """A key, what it seals, and whether it is at hand here."""

    key: KnownKey
    seals: bool
    values: int
    at_hand: bool


class DataKeys:
    """The keys by which a database is sealed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[list[KeyInUse], int]:
        """Return the keys, the one that seals last, and how many values are not sealed yet."""
        counts = counts_by_key(self._database)
        with self._database.read() as connection:
            known = known_keys(connection)
        ring = self._database.ring
        ring.look()
        found = [
            KeyInUse(
                key=each,
                seals=each is known[-1],
                values=counts.pop(each.id, 0),
                at_hand=each.id in ring.ids,
            )
            for each in known
        ]
        return found, sum(counts.values())

    def rotate(self, now: datetime) -> KnownKey:
        """Seal with a new key from now on; what is there is sealed anew by `reseal`."""
        with self._database.write() as connection:
            begun = begin_key(connection, self._database.ring, now)
            about(connection, begun.id)
            return begun

    def last(self) -> str:
        """Return the id of the key that seals now."""
        with self._database.read() as connection:
            return known_keys(connection)[-1].id

    def follow(self, key_id: str, now: datetime) -> bool:
        """Seal with the last key of the first tenant's database from now on; return whether that is new."""
        with self._database.write() as connection:
            return follow_first(connection, self._database.ring, key_id, now)

    def sealed_with(self, key_id: str) -> int:
        """Return how many values a key seals."""
        return counts_by_key(self._database).get(key_id, 0)

    def left(self) -> bool:
        """Whether something may still be sealed with an older key, or not at all."""
        with self._database.read() as connection:
            return bool(older_in_use(connection))

    def reseal(self, now: datetime, *, goes_on: Callable[[], bool] = lambda: True) -> Resealed:
        """Seal everything with the newest key, as far as `goes_on`; what was plain leaves no trace."""
        done = reseal(self._database, now, goes_on=goes_on)
        if done.plain:
            self.compact()
        return done

    def compact(self) -> None:
        """Write a SQLite file anew: nothing of what was overwritten or deleted is left in it."""
        file = self._database.address.file
        if file is None:
            return
        sqlite = sqlite_module()
        with closing(sqlite.connect(file, isolation_level=None)) as connection:
            try:
                connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite.DatabaseError as refused:
                raise failure_of_sqlite(str(refused)) from refused

    def forget(self, key_id: str, elsewhere: int = 0) -> None:
        """Take a key out of the file of keys, where it seals nothing; backups by it are lost.

        elsewhere
            how many values of other tenants it seals.
        """
        source = self._database.ring.source
        with self._database.write() as connection:
            known = {each.id for each in known_keys(connection)[:-1]}
            about(connection, key_id)
        values = elsewhere + self.sealed_with(key_id)
        if source.fixed:
            expected = "keys in a file; take it out of the setting yourself"
            raise InvalidInput("The key stays.", faults=[fault("command", "KEY", key_id, expected)])
        if key_id not in known or values:
            expected = "an older key that seals nothing, as `roundsman secrets list` shows them"
            raise InvalidInput("The key stays.", faults=[fault("command", "KEY", key_id, expected)])
        source.remove(key_id)
