"""Whether the database takes what is written to it, found out by writing."""

import shutil
from typing import Final
from uuid import uuid4

from sqlalchemy import delete, insert

from data.store.address import Address
from data.store.database import Database
from data.store.failures import StoreFull
from data.store.tables import WORKERS

LEAST_FREE_BYTES: Final = 20_000_000
"""Below this a plan of a large day may find no room, although a single row still does."""


def check_writing(database: Database) -> None:
    """Write something that nobody ever sees; raise `StoreFailed` where that cannot be kept."""
    refuse_full(database.address)
    nobody = str(uuid4())
    with database.write() as connection:
        row = {"id": nobody, "process": "nobody ? ?", "beats": 0, "started_us": 0}
        connection.execute(insert(WORKERS).values(row))
        connection.execute(delete(WORKERS).where(WORKERS.c.id == nobody))


def refuse_full(address: Address) -> None:
    """Raise `StoreFull` where the disk of a SQLite file has hardly any room.

    A full disk still takes single rows, into the part of the write-ahead log that is there already.
    """
    if address.file is None:
        return
    folder = next(each for each in address.file.absolute().parents if each.exists())
    if shutil.disk_usage(folder).free < LEAST_FREE_BYTES:
        raise StoreFull("The disk of the database has no room left.")
