"""Who works on plans: one row a process, whose count of beats grows as long as it lives."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from core.clock import Clock
from data.store.address import Address
from data.store.database import Database, engine_of
from data.store.moments import microseconds
from data.store.tables import WORKERS


def processes_of(address: Address) -> list[str]:
    """Return the processes of all workers of a database; none where it cannot be read."""
    if address.file is not None and not address.file.is_file():
        return []
    engine = engine_of(address)
    try:
        with engine.connect() as connection:
            return list(connection.execute(select(WORKERS.c.process)).scalars())
    except DBAPIError:
        return []
    finally:
        engine.dispose()


class Workers:
    """The workers of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enter(self, worker: str, process: str, clock: Clock) -> None:
        """Let others know that a worker is there.

        process
            names the process such that others on the same machine can look whether it lives.
        """
        row = {"id": worker, "process": process, "beats": 0, "started_us": microseconds(clock())}
        with self._database.write() as connection:
            connection.execute(insert(WORKERS).values(row))

    def beat(self, worker: str) -> bool:
        """Let others know that a worker is still there; False where they have given it up."""
        with self._database.write() as connection:
            again = update(WORKERS).where(WORKERS.c.id == worker).values(beats=WORKERS.c.beats + 1)
            return connection.execute(again).rowcount == 1

    def leave(self, worker: str) -> None:
        """Strike a worker off: it has left, or is dead."""
        with self._database.write() as connection:
            connection.execute(delete(WORKERS).where(WORKERS.c.id == worker))

    def all(self) -> Mapping[str, tuple[str, int]]:
        """Return the process and the beats of every worker, by id."""
        with self._database.read() as connection:
            rows = connection.execute(select(WORKERS.c.id, WORKERS.c.process, WORKERS.c.beats)).all()
        return {row.id: (row.process, row.beats) for row in rows}
