"""The form of the tables: brought up to date when the database is opened, by migrations with numbers."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.schema import CreateSchema

from core.clock import Clock
from data.store.address import Address
from data.store.copies import copy_sqlite
from data.store.failures import StoreTooNew
from data.store.sqlite import WRITES

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
_LOCK: Final = 0x726F756E64


def upgrade(engine: Engine, address: Address, clock: Clock, *, target: str = "head") -> None:
    """Bring the tables to the newest form; a SQLite file that holds something is copied before.

    Many processes may start at once: one of them changes the tables, the others wait for it.
    """
    with engine.connect() as connection:
        found = form_of(connection)
    if found == newest_form():
        return
    _refuse_newer(found)
    if found is not None and address.file is not None:
        copy_sqlite(address.file, copy_before(address.file, found, clock))
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        if address.schema is not None:
            connection.execute(CreateSchema(address.schema, if_not_exists=True))
        command.upgrade(_config(connection), target)


def form_of(connection: Connection) -> str | None:
    """Return the number of the tables' form; None where there are none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_form() -> str:
    """Return the number of the form that this release works with."""
    return str(_script().get_current_head())


def known_forms() -> frozenset[str]:
    """Return the numbers of all forms that this release can bring up to date."""
    return frozenset(each.revision for each in _script().walk_revisions())


def copy_before(file: Path, form: str, clock: Clock) -> Path:
    """Return where `file` is copied before its tables leave `form`."""
    return file.with_name(f"{file.name}.before-{form}-{clock():%Y%m%dT%H%M%S}")


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in known_forms():
        raise StoreTooNew(
            f"The database has the form {found}; this Roundsman knows forms up to {newest_form()}."
        )


def _script() -> ScriptDirectory:
    return ScriptDirectory(_MIGRATIONS)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
