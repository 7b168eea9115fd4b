"""SQLite as this house uses it: a release without the bug that damages files, and never less than synced."""

import sqlite3
from functools import cache
from types import ModuleType
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

FIXED: Final = (3, 51, 3)
"""The first release in which a commit cannot race a checkpoint. Source: sqlite.org/wal.html#walresetbug."""

WRITES: Final = "roundsman_writes"
"""The execution option of a connection that is going to write."""


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
    )

    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None if own_transactions else "IMMEDIATE"
        for each in pragmas:
            connection.execute(f"PRAGMA {each}")

    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connected)
    if own_transactions:
        event.listen(engine, "begin", begun)
