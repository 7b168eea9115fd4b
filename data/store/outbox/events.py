"""The outbox: events, written in the transaction of the change that they tell of, then put in order."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from core.errors import RoundsmanError
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.outbox.kinds import wants
from data.store.outbox.tables import EVENT_CURSORS, EVENTS
from data.store.stock.rows import add_to

PLACED: Final = "placed"
_WEBHOOKS: Final = "webhooks"
READERS: Final = (PLACED, _WEBHOOKS)
"""Who needs an event before it may be forgotten."""

_AT_ONCE: Final = 1_000
PRIVATE_KEPT: Final = timedelta(days=3)
"""How long what only a customer may be told is kept at most."""

_PRIVATE_LESS: Final = timedelta(days=27)
"""How much earlier than an event its private part goes."""


class EventsForgotten(RoundsmanError):
    """Events after the one that was seen last are not kept any more."""

    code = "events-forgotten"
    action = "Begin again without a token, and look at orders and plans themselves for what was missed."


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that others are to be told of.

    subject
        what it is about, as "order 0b1e7a52-...": whoever is told hears of one subject in order.
    content
        ids and states; nothing personal.
    private
        what only the customer may be told; never leaves in an event.
    """

    type: str
    subject: str
    at: datetime
    content: Mapping[str, Any]
    private: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEvent:
    """An event in its place: positions count up in the order in which events became visible."""

    id: str
    position: int
    type: str
    subject: str
    at: datetime
    content: Mapping[str, Any]
    private: Mapping[str, Any]

    @property
    def document(self) -> dict[str, Any]:
        """The event as others are told it. Source: Standard Webhooks, payload structure."""
        return {"type": self.type, "timestamp": self.at.isoformat(), "data": dict(self.content)}


def write_news(connection: Connection, news: Sequence[News], now: datetime) -> None:
    """Write what others are to be told, as a part of the change itself."""
    rows = [
        {
            "id": str(uuid4()),
            "type": each.type,
            "subject": each.subject,
            "at_us": microseconds(each.at),
            "written_us": microseconds(now),
            "content": json.dumps(each.content, separators=(",", ":")),
            "private": json.dumps(each.private, separators=(",", ":")) if each.private else "",
        }
        for each in news
    ]
    if rows:
        connection.execute(insert(EVENTS), rows)


def event_of(row: Any) -> KeptEvent:
    """Return a row of the outbox."""
    return KeptEvent(
        id=row.id,
        position=row.position,
        type=row.type,
        subject=row.subject,
        at=moment_of(row.at_us),
        content=json.loads(row.content),
        private=json.loads(row.private) if row.private else {},
    )


def cursor(connection: Connection, name: str) -> int:
    """Return how far a reader is, and let nobody else move it on before the transaction ends."""
    chosen = select(EVENT_CURSORS.c.position).filter_by(name=name).with_for_update()
    return int(connection.execute(chosen).scalar_one())


def move_cursor(connection: Connection, name: str, position: int) -> None:
    """Note how far a reader is."""
    connection.execute(update(EVENT_CURSORS).filter_by(name=name).values(position=position))


def after(position: int) -> Select[Any]:
    """Return the question for events behind a position."""
    return select(EVENTS).where(EVENTS.c.position > position).order_by(EVENTS.c.position)


class KeptEvents:
    """The outbox of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_in_order(self) -> int:
        """Give every event that has become visible its position; return how many there were."""
        number = EVENTS.c.number
        waiting = select(number).where(EVENTS.c.position.is_(None)).order_by(number).limit(_AT_ONCE)
        with self._database.read() as connection:
            if connection.execute(waiting.limit(1)).first() is None:
                return 0
        with self._database.write() as connection:
            last = cursor(connection, PLACED)
            found = connection.execute(waiting).scalars().all()
            if found:
                placed = [{"of": each, "to": position} for position, each in enumerate(found, last + 1)]
                row = update(EVENTS).where(number == bindparam("of")).values(position=bindparam("to"))
                connection.execute(row, placed)
            move_cursor(connection, PLACED, last + len(found))
        return len(found)

    def after(
        self, position: int, *, types: Sequence[str] = (), most: int = 100
    ) -> tuple[list[KeptEvent], int]:
        """Return events behind a position, and the position up to which all were looked at.

        Raises `EventsForgotten` where some of those that followed are not kept any more.
        """
        with self._database.read() as connection:
            first = connection.execute(select(func.min(EVENTS.c.position))).scalar()
            last = connection.execute(select(EVENT_CURSORS.c.position).filter_by(name=PLACED)).scalar_one()
            rows = connection.execute(after(position).limit(most)).all()
        if position and position < (last if first is None else first - 1):
            raise EventsForgotten(f"Events after the {position:,}th are not all kept any more.")
        seen = rows[-1].position if rows else position
        return [event_of(row) for row in rows if wants(types, row.type)], seen

    def last(self) -> int:
        """Return the position of the newest event, 0 where there was never one."""
        with self._database.read() as connection:
            chosen = select(EVENT_CURSORS.c.position).filter_by(name=PLACED)
            return int(connection.execute(chosen).scalar_one())

    def forget(self, before: datetime) -> int:
        """Let go of events that are old and that webhooks have read; return how many.

        What only a customer may be told goes long before: it has been told, or is no news any more.
        """
        with self._database.write() as connection:
            told = EVENTS.c.written_us < microseconds(before + _PRIVATE_LESS)
            connection.execute(update(EVENTS).where(told, EVENTS.c.private != "").values(private=""))
            needed = EVENT_CURSORS.c.name.in_(READERS)
            read_by_all = select(func.min(EVENT_CURSORS.c.position)).where(needed).scalar_subquery()
            old = (EVENTS.c.written_us < microseconds(before)) & (EVENTS.c.position <= read_by_all)
            return int(connection.execute(delete(EVENTS).where(old)).rowcount)

    def forget_private(self, now: datetime) -> None:
        """Let go of what only a customer may be told, once it has been or is no news any more."""
        told = EVENTS.c.written_us < microseconds(now - PRIVATE_KEPT)
        with self._database.read() as connection:
            found = select(EVENTS.c.number).where(told, EVENTS.c.private != "").limit(1)
            if connection.execute(found).first() is None:
                return
        with self._database.write() as connection:
            connection.execute(update(EVENTS).where(told, EVENTS.c.private != "").values(private=""))

    def begin_reading(self, name: str) -> None:
        """Have a new reader begin behind the newest event; one that is known stays where it is."""
        with self._database.write() as connection:
            add_to(connection, EVENT_CURSORS, [{"name": name, "position": cursor(connection, PLACED)}])
