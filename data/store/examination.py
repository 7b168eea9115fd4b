"""How a database is, looked at without changing anything."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import text

from core.clock import utc_now
from core.finding import Finding
from data.store.address import Address
from data.store.database import engine_of
from data.store.failures import StoreFailed, store_errors
from data.store.retention import due_in
from data.store.schema import form_of, known_forms, newest_form
from data.store.sealing.examine_keys import examine_keys
from data.store.sqlite import FIXED, sqlite_module, write_ahead_is_safe
from data.store.tenants.listed import names_at

_LATE: Final = timedelta(days=2)
_LEAST_FREE_BYTES = 200_000_000


def examine_database(address: Address, *, days: Mapping[str, int] | None = None) -> list[Finding]:
    """Look at the engine, the form of the tables, whether what is kept is sound, and whether it is over.

    days
        how many days things are kept, by kind; None does not look.
    """
    own = _postgres(address) if address.file is None else [_sqlite_release(), *_file(address, address.file)]
    readable = all(each.state != "bad" for each in own)
    kept = _kept(address, days) if readable and days is not None else ()
    return [*own, *kept, *(_tenants(address) if readable else ())]


def _kept(address: Address, days: Mapping[str, int]) -> Iterator[Finding]:
    """Look whether something should have been forgotten long ago."""
    if _holds_nothing(address):
        return
    engine = engine_of(address)
    try:
        with store_errors(), engine.connect() as connection:
            if form_of(connection) != newest_form():
                return
            late = due_in(connection, days, utc_now() - _LATE)
    finally:
        engine.dispose()
    told = ", ".join(f"{kind} {kept} d" if kept else f"{kind} for ever" for kind, kept in days.items())
    overdue = ", ".join(f"{each.number} {each.kind}" for each in late if each.number)
    if overdue:
        action = "Let a worker run, which forgets it; or run roundsman retention."
        yield Finding(what="retention", state="warning", found=f"kept too long: {overdue}", action=action)
    else:
        yield Finding(what="retention", state="ok", found=told)


def _tenants(address: Address) -> Iterator[Finding]:
    """Look at the databases of tenants beside the first: a line for all that are well, and what is not."""
    if _holds_nothing(address):
        return
    names = names_at(address)
    well = 0
    for name in names:
        there = address.of(name)
        wrong = [each for each in _of_tenant(there) if each.state != "ok"]
        well += not wrong
        yield from (replace(each, what=f"{each.what} of tenant {name}") for each in wrong)
    if names:
        yield Finding(what="tenants", state="ok", found=f"{well} of {len(names)} beside the first are well")


def _of_tenant(address: Address) -> list[Finding]:
    if _holds_nothing(address):
        return []
    return [*([] if address.file is None else [_soundness(address.file)]), *_tables(address)]


def _holds_nothing(address: Address) -> bool:
    return address.file is not None and not (address.file.is_file() and address.file.stat().st_size)


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
    if not file.exists() and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        action = "Choose a folder that can be written, with --database or ROUNDSMAN_DATABASE_URL."
        return [Finding(what="database", state="bad", found=f"{folder} cannot be written", action=action)]
    free = shutil.disk_usage(folder).free
    room = Finding(what="room for the database", state="ok", found=f"{free / 1e9:.1f} GB free")
    if free < _LEAST_FREE_BYTES:
        action = "Make room: a database without room takes no plans."
        room = Finding(what=room.what, state="warning", found=room.found, action=action)
    if _holds_nothing(address):
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
    return [Finding(what="tables", state="ok", found=f"form {found}"), examine_keys(address)]
