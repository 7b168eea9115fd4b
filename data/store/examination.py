"""How a database is, looked at without changing anything."""

import shutil
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from core.finding import Finding
from data.store.address import Address
from data.store.database import engine_of
from data.store.failures import StoreFailed, store_errors
from data.store.schema import form_of, known_forms, newest_form
from data.store.sqlite import FIXED, sqlite_module, write_ahead_is_safe

_LEAST_FREE_BYTES = 200_000_000


def examine_database(address: Address) -> list[Finding]:
    """Look at the engine, the form of the tables, and whether what is kept is sound."""
    if address.file is None:
        return [*_postgres(address)]
    return [_sqlite_release(), *_file(address, address.file)]


def _sqlite_release() -> Finding:
    found = "SQLite " + sqlite_module().sqlite_version
    if write_ahead_is_safe():
        return Finding(what="database engine", state="ok", found=found)
    fixed = ".".join(map(str, FIXED))
    action = f"Works, without a write-ahead log and so slower: install pysqlite3, or SQLite {fixed} or newer."
    return Finding(what="database engine", state="warning", found=found, action=action)


def _file(address: Address, file: Path) -> list[Finding]:
    if file.is_dir():
        action = "Name a file, with --database or ROUNDSMAN_DATABASE_URL."
        return [Finding(what="database", state="bad", found=f"{file} is a folder", action=action)]
    folder = next(each for each in file.absolute().parents if each.exists())
    free = shutil.disk_usage(folder).free
    room = Finding(what="room for the database", state="ok", found=f"{free / 1e9:.1f} GB free")
    if free < _LEAST_FREE_BYTES:
        action = "Make room: a database without room takes no plans."
        room = Finding(what=room.what, state="warning", found=room.found, action=action)
    if not (file.is_file() and file.stat().st_size):
        return [Finding(what="database", state="ok", found=f"none yet at {file}"), room]
    return [_soundness(file), *_tables(address), room]


def _soundness(file: Path) -> Finding:
    sqlite = sqlite_module()
    try:
        with closing(sqlite.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as reader:
            said = str(reader.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite.Error as problem:
        said = str(problem)
    if said == "ok":
        return Finding(what="database", state="ok", found=f"{file}, sound")
    action = "Stop Roundsman and take the last backup: roundsman restore FILE."
    return Finding(what="database", state="bad", found=f"{file}: {said[:200]}", action=action)


def _postgres(address: Address) -> list[Finding]:
    try:
        release = _answer(address)
    except StoreFailed as failed:
        return [Finding(what="database", state="bad", found=failed.message, action=failed.action)]
    missing = [tool for tool in ("pg_dump", "pg_restore") if shutil.which(tool) is None]
    tools = Finding(what="backup tools", state="ok", found="pg_dump, pg_restore")
    if missing:
        action = "Backups need them; on Debian: apt install postgresql-client."
        tools = Finding(
            what=tools.what, state="warning", found=f"missing {', '.join(missing)}", action=action
        )
    return [Finding(what="database", state="ok", found=f"{address}, {release}"), *_tables(address), tools]


def _answer(address: Address) -> str:
    engine = engine_of(address)
    try:
        with store_errors(), engine.connect() as connection:
            return "PostgreSQL " + str(connection.execute(text("SHOW server_version")).scalar_one())
    finally:
        engine.dispose()


def _tables(address: Address) -> list[Finding]:
    engine = engine_of(address)
    try:
        with store_errors(), engine.connect() as connection:
            found = form_of(connection)
    except StoreFailed as failed:
        return [Finding(what="tables", state="bad", found=failed.message, action=failed.action)]
    finally:
        engine.dispose()
    if found is None:
        return [Finding(what="tables", state="ok", found="none yet")]
    if found not in known_forms():
        action = "Use the newer Roundsman that made it, or restore the copy that it made before."
        return [Finding(what="tables", state="bad", found=f"form {found}, unknown here", action=action)]
    if found != newest_form():
        action = "Nothing: they are brought up to date at the next start, after a copy of a SQLite file."
        return [
            Finding(what="tables", state="warning", found=f"form {found} of {newest_form()}", action=action)
        ]
    return [Finding(what="tables", state="ok", found=f"form {found}")]
