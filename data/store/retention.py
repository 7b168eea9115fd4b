"""What is kept for some time only: what is over is counted, and forgotten some rows at a time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, exists, func, select, tuple_

from data.store.access.tables import SESSIONS
from data.store.database import Database
from data.store.day_tables import DAY_EVENTS, DAY_LINKS, PROOFS
from data.store.erasing.days import erase_days
from data.store.erasing.plans import erase_plans
from data.store.erasing.rows import erase_rows
from data.store.moments import microseconds
from data.store.operations.tables import OPERATION_KEYS, OPERATIONS, STUDY_KEYS
from data.store.order_tables import ORDER_KEYS, ORDERS
from data.store.outbox.events import READERS
from data.store.outbox.tables import EVENT_CURSORS, EVENTS
from data.store.returns.tables import RETURNS
from data.store.tables import IDEMPOTENCY_KEYS
from orders.life_cycle import OVER
from orders.returns.event import ReturnStep

_RETURNED: Final = [ReturnStep.CLOSED.value, ReturnStep.CANCELLED.value, ReturnStep.REFUSED.value]
_ENDED: Final = ("done", "failed", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How much of a kind is over that is kept for so many days."""

    kind: str
    days: int
    number: int


class Retention:
    """What a database keeps for some time only.

    Days by kind: 0 keeps for ever. Sessions and links are over by themselves, and only tidied up.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, days: Mapping[str, int], now: datetime) -> list[Due]:
        """Return how much of each kind is over; it changes nothing."""
        with self._database.read() as connection:
            return due_in(connection, days, now)

    def forget(
        self, days: Mapping[str, int], now: datetime, *, goes_on: Callable[[], bool] = lambda: True
    ) -> dict[str, int]:
        """Forget what is over, some rows at a time as long as `goes_on`; return how much of each kind."""
        done: dict[str, int] = {}
        for kind in (it for it, kept in days.items() if kept):
            before = now - timedelta(days=days[kind])
            while goes_on():
                with self._database.write() as connection:
                    some = _forget(connection, kind, before, now)
                done[kind] = done.get(kind, 0) + some
                if some < _AT_ONCE[kind]:
                    break
        return {kind: number for kind, number in done.items() if number}


_AT_ONCE: Final = {
    "persons": 50,
    "proofs": 50,
    "positions": 1_000,
    "events": 1_000,
    "operations": 20,
    "keys": 1_000,
    "sessions": 1_000,
}
"""Rows of one transaction: others wait no longer than for these."""


def due_in(connection: Connection, days: Mapping[str, int], now: datetime) -> list[Due]:
    """Return how much of each kind is over that is not kept for ever."""
    return [
        Due(kind=kind, days=kept, number=_count(connection, kind, now - timedelta(days=kept)))
        for kind, kept in days.items()
        if kept
    ]


def _chosen(kind: str, before: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Yield tables with the condition of the rows that are over."""
    moment = microseconds(before)
    match kind:
        case "persons":
            waits = RETURNS.c.state.not_in(_RETURNED) & (RETURNS.c.order_id == ORDERS.c.id)
            over = ORDERS.c.state.in_([each.value for each in OVER]) & (ORDERS.c.since_us < moment)
            yield ORDERS, over & ORDERS.c.erased_us.is_(None) & ~exists().where(waits)
        case "proofs":
            yield PROOFS, PROOFS.c.told_us < moment
        case "positions":
            yield DAY_EVENTS, (DAY_EVENTS.c.kind == "position") & (DAY_EVENTS.c.told_us < moment)
        case "events":
            needed = select(func.min(EVENT_CURSORS.c.position)).where(EVENT_CURSORS.c.name.in_(READERS))
            yield EVENTS, (EVENTS.c.written_us < moment) & (EVENTS.c.position <= needed.scalar_subquery())
        case "operations":
            ended = OPERATIONS.c.state.in_(_ENDED) & (OPERATIONS.c.parent == "")
            yield OPERATIONS, ended & (OPERATIONS.c.created_us < moment)
        case "keys":
            for table in (IDEMPOTENCY_KEYS, ORDER_KEYS, OPERATION_KEYS, STUDY_KEYS):
                yield table, table.c.created_us < moment
        case _:
            yield SESSIONS, SESSIONS.c.expires_us < moment
            yield DAY_LINKS, DAY_LINKS.c.expires_us < moment


def _count(connection: Connection, kind: str, before: datetime) -> int:
    return sum(
        int(connection.execute(select(func.count()).select_from(table).where(over)).scalar_one())
        for table, over in _chosen(kind, before)
    )


def _forget(connection: Connection, kind: str, before: datetime, now: datetime) -> int:
    """Forget some of a kind; return how many rows, fewer than at once where nothing is left."""
    if kind == "persons":
        return _forget_persons(connection, before, now)
    left = _AT_ONCE[kind]
    for table, over in _chosen(kind, before):
        if left > 0:
            left -= _delete(connection, kind, table, over, left)
    return _AT_ONCE[kind] - left


def _delete(connection: Connection, kind: str, table: Table, over: ColumnElement[bool], most: int) -> int:
    primary = list(table.primary_key)
    chosen: Select[Any] = select(*primary).where(over).limit(most)
    rows = [tuple(each) for each in connection.execute(chosen)]
    if not rows:
        return 0
    if kind == "operations":
        parts = OPERATIONS.c.parent.in_([each[0] for each in rows])
        connection.execute(delete(OPERATIONS).where(parts))
    connection.execute(delete(table).where(tuple_(*primary).in_(rows)))
    return len(rows)


def _forget_persons(connection: Connection, before: datetime, now: datetime) -> int:
    ((_, over),) = _chosen("persons", before)
    chosen = select(ORDERS.c.id).where(over).order_by(ORDERS.c.since_us).limit(_AT_ONCE["persons"])
    ids = list(connection.execute(chosen).scalars())
    if ids:
        erase_days(connection, ids)
        erase_plans(connection, ids)
        erase_rows(connection, ids, now)
    return len(ids)
