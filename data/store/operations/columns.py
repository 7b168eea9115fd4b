"""What the headers of a source's tables are called here: said once, kept for each source."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select

from data.store.audit.act import about
from data.store.database import Database
from data.store.moments import microseconds
from data.store.operations.tables import IMPORT_COLUMNS


class KeptColumns:
    """Names of columns by source."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, source: str, names: Mapping[str, str], now: datetime) -> None:
        """Keep the names of a source in place of those before; no names forget it."""
        with self._database.write() as connection:
            connection.execute(delete(IMPORT_COLUMNS).where(IMPORT_COLUMNS.c.source == source))
            about(connection, source)
            if names:
                row = {"source": source, "names": json.dumps(dict(names)), "changed_us": microseconds(now)}
                connection.execute(insert(IMPORT_COLUMNS).values(row))

    def of(self, source: str) -> dict[str, str]:
        """Return our header by theirs; empty for a source that nobody has spoken of."""
        chosen = select(IMPORT_COLUMNS.c.names).where(IMPORT_COLUMNS.c.source == source)
        with self._database.read() as connection:
            found = connection.execute(chosen).scalar_one_or_none()
        return {} if found is None else dict(json.loads(found))
