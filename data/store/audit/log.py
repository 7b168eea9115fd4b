"""The audit log, as use cases see it."""

from data.store.audit.act import Act, Doing
from data.store.audit.chain import AuditRow, append, broken_links, head_of, rows_before
from data.store.database import Database


class AuditLog:
    """What was done, and by whom."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, act: Act, result: str) -> None:
        """Tell of something that changed nothing, such as a refusal."""
        with self._database.by(None).write() as connection:
            append(connection, Doing(act), result)

    def some(self, *, before: int | None = None, most: int = 100) -> list[AuditRow]:
        """Return rows, the newest first, from the one before that number."""
        with self._database.read() as connection:
            return rows_before(connection, before, most)

    def verify(self, kept: tuple[int, str] | None = None) -> tuple[tuple[int, str], list[str]]:
        """Return number and hash of the last row, and what is wrong with the chain, a sentence each.

        kept
            number and hash as an earlier check told them: whoever could write the whole chain anew cannot
            write what is kept elsewhere.
        """
        with self._database.read() as connection:
            return head_of(connection), list(broken_links(connection, kept))
