"""What somebody does, as the audit log names it; it goes with the connection on which it is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Delete, Engine, Insert, Update, event
from sqlalchemy.dialects.postgresql.dml import OnConflictDoNothing

DOING: Final = "roundsman_act"
"""The execution option of a connection on which something is done that the log shall tell."""

MOST_IDS: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that somebody does.

    who
        a caller's id; never a name.
    what
        an operation of the API, or a command.
    which
        ids of what it is done to, as far as they are known before.
    """

    who: str
    what: str
    at: datetime
    which: tuple[str, ...] = ()


class Doing:
    """An act on one connection: what it has changed so far."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.changed = False
        self.ids: dict[str, None] = dict.fromkeys(act.which)

    @property
    def which(self) -> str:
        """All ids, and how many more there are of very many."""
        listed = list(self.ids)
        more = [f"and {len(listed) - MOST_IDS} more"] if len(listed) > MOST_IDS else []
        return " ".join([*listed[:MOST_IDS], *more])


def about(connection: Connection, *ids: str) -> None:
    """Say which things a transaction is about, for the audit log."""
    doing = connection.get_execution_options().get(DOING)
    if doing is not None:
        doing.ids.update(dict.fromkeys(ids))


def watch_changes(engine: Engine) -> None:
    """Have every act know whether it has changed anything."""
    event.listen(engine, "after_execute", _executed)


def _executed(
    connection: Connection, statement: Any, _several: Any, _values: Any, _opts: Any, result: Any
) -> None:
    doing = connection.get_execution_options().get(DOING)
    if doing is None or not isinstance(statement, Insert | Update | Delete) or result.rowcount == 0:
        return
    if result.rowcount < 0 and isinstance(
        getattr(statement, "_post_values_clause", None), OnConflictDoNothing
    ):
        # Many rows at once, and PostgreSQL does not say how many were new: what is kept with a new one tells.
        return
    doing.changed = True
