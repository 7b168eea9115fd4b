"""Notices: one event for one customer by one channel, sent once as far as anybody can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import uuid4

from sqlalchemy import select, tuple_, update

from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.order_rows import KeptOrder, kept_of
from data.store.order_tables import ORDER_EVENTS, ORDERS
from data.store.outbox.events import KeptEvent, after, cursor, event_of, move_cursor
from data.store.outbox.notice_tables import NOTICES
from data.store.outbox.tables import EVENT_CURSORS, EVENTS
from data.store.stock.rows import add_to

READER: Final = "notices"
_EVENTS_AT_ONCE: Final = 500

Channel = Literal["mail", "sms"]
NoticeState = Literal["waiting", "sent", "failed", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNotice:
    """What became of a notice; note says why it failed or was skipped."""

    id: str
    order_id: str
    kind: str
    channel: Channel
    state: NoticeState
    attempts: int
    note: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice that a worker has taken to send it now, with all that it is written from.

    place, reason
        of the order's event that it tells of.
    tried
        how often sending it failed before.
    """

    id: str
    lease: str
    channel: Channel
    event: KeptEvent
    kept: KeptOrder
    place: str
    reason: str
    tried: int


class KeptNotices:
    """The notices of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def address(
        self, now: datetime, *, channels: Sequence[Channel], kinds: Sequence[str], not_before: datetime
    ) -> int:
        """Make notices of new events; return how many events there were.

        not_before
            what happened earlier is no news any more.
        """
        seen_now = select(EVENT_CURSORS.c.position).filter_by(name=READER)
        with self._database.read() as connection:
            if connection.execute(after(connection.execute(seen_now).scalar_one()).limit(1)).first() is None:
                return 0
        with self._database.write() as connection:
            rows = connection.execute(after(cursor(connection, READER)).limit(_EVENTS_AT_ONCE)).all()
            made = [
                _new_row(row, channel, now)
                for row in rows
                if row.type in kinds and row.at_us >= microseconds(not_before)
                for channel in channels
            ]
            add_to(connection, NOTICES, made)
            if rows:
                move_cursor(connection, READER, rows[-1].position)
        return len(rows)

    def take(self, now: datetime, *, channels: Sequence[Channel], lease_s: float) -> Letter | None:
        """Take the next notice that is due; nobody else gets it before the lease is over."""
        now_us, lease = microseconds(now), str(uuid4())
        column = NOTICES.c
        free = (column.state == "waiting") & (column.next_us <= now_us) & (column.leased_until_us <= now_us)
        due = select(column.id).where(free, column.channel.in_(channels))
        with self._database.read() as connection:
            found = connection.execute(due.order_by(column.next_us, column.position).limit(1)).scalar()
        if found is None:
            return None
        until = microseconds(now + timedelta(seconds=lease_s))
        with self._database.write() as connection:
            mine = update(NOTICES).where(column.id == found, free)
            if connection.execute(mine.values(lease=lease, leased_until_us=until)).rowcount != 1:
                return None
            notice = connection.execute(select(NOTICES).filter_by(id=found)).one()
            event = connection.execute(select(EVENTS).filter_by(position=notice.position)).one()
            order = connection.execute(select(ORDERS).filter_by(id=notice.order_id)).one()
            told = event_of(event)
            chosen = select(ORDER_EVENTS).filter_by(order_id=order.id, revision=told.content["revision"])
            step = connection.execute(chosen).one()
            return Letter(
                id=notice.id,
                lease=lease,
                channel=notice.channel,
                event=told,
                kept=kept_of(order),
                place=step.place,
                reason=step.reason,
                tried=notice.attempts,
            )

    def tell(
        self, letter: Letter, state: NoticeState, *, note: str = "", next_at: datetime | None = None
    ) -> None:
        """Keep what became of a notice; nothing where another worker has taken it since."""
        again = {} if next_at is None else {"next_us": microseconds(next_at)}
        values = {
            "state": state,
            "note": note,
            "attempts": letter.tried + (state != "skipped"),
            "lease": "",
            "leased_until_us": 0,
            **again,
        }
        with self._database.write() as connection:
            row = update(NOTICES).filter_by(id=letter.id, lease=letter.lease)
            connection.execute(row.values(values))

    def some(self, *, after: tuple[int, str] | None = None, most: int = 100) -> list[KeptNotice]:
        """Return notices, the newest first, from the one behind `after`."""
        column = NOTICES.c
        chosen = select(NOTICES).order_by(column.created_us.desc(), column.id.desc()).limit(most)
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            return [_notice(row) for row in connection.execute(chosen)]


def _new_row(event: Any, channel: Channel, now: datetime) -> dict[str, Any]:
    told = event_of(event)
    return {
        "id": str(uuid4()),
        "position": told.position,
        "order_id": told.content["order_id"],
        "kind": told.type,
        "channel": channel,
        "state": "waiting",
        "attempts": 0,
        "next_us": microseconds(now),
        "leased_until_us": 0,
        "lease": "",
        "note": "",
        "created_us": microseconds(now),
    }


def _notice(row: Any) -> KeptNotice:
    names = ("id", "order_id", "kind", "channel", "state", "attempts", "note")
    return KeptNotice(**{name: getattr(row, name) for name in names}, created=moment_of(row.created_us))
