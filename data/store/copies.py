"""Consistent copies of a SQLite file, taken while others write to it, and the way back."""

from contextlib import closing
from pathlib import Path

from data.files import replacing
from data.store.address import make_private
from data.store.failures import failure_of_sqlite
from data.store.sqlite import sqlite_module

_PAGES = 2_000
_PATIENCE_MS = 30_000


def copy_sqlite(source: Path, target: Path) -> None:
    """Write the database in `source`, as it is at one moment, to `target`: whole or not at all."""
    sqlite = sqlite_module()
    with replacing(target) as temporary:
        temporary.chmod(0o600)
        with closing(sqlite.connect(source)) as reader, closing(sqlite.connect(temporary)) as writer:
            try:
                reader.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
                reader.backup(writer, pages=_PAGES)
                # The copy is one file: without a log of its own beside it.
                writer.execute("PRAGMA journal_mode = DELETE")
            except sqlite.DatabaseError as refused:
                raise failure_of_sqlite(str(refused)) from refused


def set_aside(file: Path, aside: Path) -> None:
    """Move a damaged file, with the logs beside it, out of the way."""
    for suffix in ("-wal", "-shm", ""):
        each = file.with_name(file.name + suffix)
        if each.exists():
            each.replace(aside.with_name(aside.name + suffix))


def overwrite_sqlite(source: Path, target: Path) -> None:
    """Put everything in `source` in the place of what `target` holds, in one transaction.

    Whoever has `target` open sees the one or the other, also after a power cut.
    """
    sqlite = sqlite_module()
    make_private(target)
    try:
        with closing(sqlite.connect(source)) as reader, closing(sqlite.connect(target)) as writer:
            writer.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
            reader.backup(writer)
    except sqlite.DatabaseError as refused:
        raise failure_of_sqlite(str(refused)) from refused


def examine_copy(file: Path) -> str | None:
    """Return the form of the tables in `file`; None where it is no sound database of ours."""
    sqlite = sqlite_module()
    try:
        with closing(sqlite.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as reader:
            if reader.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                return None
            found = reader.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite.Error:
        return None
    return None if found is None else str(found[0])
