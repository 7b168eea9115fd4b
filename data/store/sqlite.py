"""SQLite as this house uses it: a release without the bug that damages files, and never less than synced."""

import sqlite3
import time
from functools import cache
from types import ModuleType
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

FIXED: Final = (3, 51, 3)
"""The first release in which a commit cannot race a checkpoint. Source: sqlite.org/wal.html#walresetbug."""

WRITES: Final = "roundsman_writes"
"""The execution option of a connection that is going to write."""

_PAUSE_S: Final = 0.02


@cache
def sqlite_module() -> ModuleType:
    """Return the newer of the SQLite that Python brings and the one of pysqlite3."""
    found: list[ModuleType] = [sqlite3]
    try:
        import pysqlite3  # noqa: PLC0415

        found.append(pysqlite3)
    except ImportError:
        pass
    return max(found, key=version_of)


def version_of(module: ModuleType) -> tuple[int, ...]:
    """Return the release of SQLite that `module` speaks to."""
    return tuple(module.sqlite_version_info)


def write_ahead_is_safe() -> bool:
    """Whether several processes may work on one file with a write-ahead log."""
    return version_of(sqlite_module()) >= FIXED


def _insist(connection: Any, statement: str, *, until: float) -> None:
    """Execute a statement again as long as the file is locked.

    SQLite does not wait for whoever else changes a new file to the write-ahead log: it refuses at once.
    """
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite_module().OperationalError as failed:
            if "locked" not in str(failed) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_S)


def prepare(engine: Engine, *, busy_s: float, own_transactions: bool) -> None:
    """Have every connection of `engine` set up as this house needs it.

    own_transactions
        begin each transaction ourselves, with `BEGIN IMMEDIATE` where the connection says that it writes;
        else the driver begins, immediately, at the first statement that writes.
    """
    # Without the log a writer keeps readers out, but the bug cannot strike.
    journal = "WAL" if write_ahead_is_safe() else "DELETE"
    pragmas = (
        f"busy_timeout = {round(busy_s * 1000)}",
        f"journal_mode = {journal}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        # What is deleted is gone from the file.
        "secure_delete = ON",
    )

    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None if own_transactions else "IMMEDIATE"
        for each in pragmas:
            _insist(connection, f"PRAGMA {each}", until=time.monotonic() + busy_s)

    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connected)
    if own_transactions:
        event.listen(engine, "begin", begun)
