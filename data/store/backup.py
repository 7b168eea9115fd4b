"""Backups of the whole database in one file, and the way back."""

from datetime import datetime
from pathlib import Path

from core.errors import InvalidInput, fault
from data.store.address import Address
from data.store.copies import copy_sqlite, examine_copy, overwrite_sqlite, set_aside
from data.store.database import engine_of
from data.store.failures import StoreDamaged, store_errors
from data.store.postgres_tools import dump, form_of_dump, load
from data.store.schema import form_of, known_forms


def back_up(address: Address, target: Path) -> None:
    """Write everything in the database, as it is at one moment, to `target`; others work on meanwhile.

    Raises `InvalidInput` where there is nothing to back up, `StoreFailed` where the database does not answer.
    """
    if _form(address) is None:
        raise InvalidInput(
            "There is nothing to back up.",
            faults=[
                fault("command", "--database", str(address), "a database that Roundsman has worked with")
            ],
        )
    if address.file is not None:
        copy_sqlite(address.file, target)
    else:
        dump(address, target)


def restore(source: Path, address: Address, now: datetime) -> Path | None:
    """Put everything in a backup in the place of what the database holds, together or not at all.

    Returns the file beside `source` in which that was kept; None where the database held nothing.
    Raises `InvalidInput` where the file is no backup that this release and this kind of database can take.
    """
    form = examine_copy(source) if address.file is not None else form_of_dump(address, source)
    if form not in known_forms():
        kind = "SQLite" if address.file is not None else "PostgreSQL"
        expected = f"a backup of {kind}, made by `roundsman backup` of this release or an earlier one"
        raise InvalidInput(
            "This backup cannot be taken.", faults=[fault("command", "FILE", str(source), expected)]
        )
    kept = _kept(address, source.with_name(f"{source.name}.replaced-{now:%Y%m%dT%H%M%S}"))
    if address.file is not None:
        overwrite_sqlite(source, address.file)
    else:
        load(address, source)
    return kept


def _kept(address: Address, aside: Path) -> Path | None:
    """Keep what the database holds, also where it is damaged; return None where it holds nothing."""
    try:
        if _form(address) is None:
            return None
        back_up(address, aside)
    except StoreDamaged:
        if address.file is None:
            raise
        set_aside(address.file, aside)
    return aside


def _form(address: Address) -> str | None:
    """Return the form of the tables; None where there are none."""
    if address.file is not None and not (address.file.is_file() and address.file.stat().st_size):
        return None
    engine = engine_of(address)
    try:
        with store_errors(), engine.connect() as connection:
            return form_of(connection)
    finally:
        engine.dispose()
