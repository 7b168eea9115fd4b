"""Backups of everything that is kept, and the way back.

PostgreSQL gives one file. Of SQLite those of further tenants lie in FILE.tenants, beside that of the first.
"""

from datetime import datetime
from pathlib import Path
from shutil import rmtree

from core.errors import InvalidInput, fault, refuse
from data.store.address import Address, tenant_folder
from data.store.copies import copy_sqlite, examine_copy, overwrite_sqlite, set_aside
from data.store.database import engine_of
from data.store.failures import StoreDamaged, store_errors
from data.store.postgres_tools import dump, forms_of_dump, load
from data.store.schema import form_of, known_forms
from data.store.tenants.listed import files_beside


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
    if address.file is None:
        dump(address, target)
        return
    folder = tenant_folder(target)
    if folder.exists():
        expected = f"a name beside which nothing lies: {folder} is there"
        refuse("The backup cannot be written.", [fault("command", "FILE", str(target), expected)])
    try:
        # The first tenant's file comes last: where it is, the backup is whole.
        for name, file in files_beside(address.file).items():
            _own_folder(folder)
            copy_sqlite(file, folder / f"{name}.db")
        copy_sqlite(address.file, target)
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise


def restore(source: Path, address: Address, now: datetime) -> Path | None:
    """Put everything in a backup in the place of what the database holds, together or not at all.

    Of several files each is replaced as a whole, that of the first tenant last. A tenant's file that is not
    in the backup is moved to what is kept.

    Returns the file beside `source` in which that was kept; None where the database held nothing.
    Raises `InvalidInput` where the file is no backup that this release and this kind of database can take.
    """
    _refuse_unknown(source, address)
    aside = source.with_name(f"{source.name}.replaced-{now:%Y%m%dT%H%M%S}")
    if address.file is None:
        kept = None if _form(address) is None else aside
        if kept is not None:
            dump(address, kept)
        load(address, source)
        return kept
    kept = _kept(address, address.file, aside)
    now_there, then = files_beside(address.file), files_beside(source)
    for name, file in now_there.items():
        _own_folder(tenant_folder(aside))
        there = tenant_folder(aside) / f"{name}.db"
        _kept(address.of(name), file, there)
        if name not in then:
            set_aside(file, there)
    for name, file in then.items():
        overwrite_sqlite(file, tenant_folder(address.file) / f"{name}.db")
    overwrite_sqlite(source, address.file)
    return kept


def _refuse_unknown(source: Path, address: Address) -> None:
    """Raise `InvalidInput` where a file of a backup is none that this release can take."""
    if address.file is None:
        kind, wrong = "PostgreSQL", [] if forms_of_dump(address, source) <= known_forms() else [source]
    else:
        files = (source, *files_beside(source).values())
        kind, wrong = "SQLite", [each for each in files if examine_copy(each) not in known_forms()]
    expected = f"a backup of {kind}, made by `roundsman backup` of this release or an earlier one"
    refuse("This backup cannot be taken.", [fault("command", "FILE", str(each), expected) for each in wrong])


def _kept(address: Address, file: Path, aside: Path) -> Path | None:
    """Keep what a file holds, also where it is damaged; return None where it holds nothing."""
    try:
        if _form(address) is None:
            return None
        copy_sqlite(file, aside)
    except StoreDamaged:
        set_aside(file, aside)
    return aside


def _own_folder(folder: Path) -> None:
    """Make a folder that nobody else sees into, if need be."""
    folder.mkdir(mode=0o700, exist_ok=True)


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
