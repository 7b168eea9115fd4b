"""Deliveries: one event for one webhook, sent by one worker at a time until it has arrived or is given up."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import uuid4

from sqlalchemy import Connection, Select, and_, delete, exists, func, insert, select, tuple_, update

from core.errors import NotFound
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.outbox.events import KeptEvent, after, cursor, event_of, move_cursor
from data.store.outbox.kinds import wants
from data.store.outbox.tables import EVENT_CURSORS, EVENTS, WEBHOOK_DELIVERIES, WEBHOOKS
from data.store.outbox.webhooks import Webhook, webhook_of
from data.store.stock.rows import in_pieces

READER: Final = "webhooks"
DOWN_AFTER: Final = 5
"""Attempts that failed in a row after which a receiver counts as down: one attempt at a time asks for it."""

DISABLED_AFTER: Final = timedelta(days=5)
"""How long every attempt may fail before the webhook is disabled."""

_LONGEST_REST_S: Final = 300
_EVENTS_AT_ONCE: Final = 500
_LOG: Final = 30

DeliveryState = Literal["waiting", "delivered", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to deliver.

    status
        of the HTTP answer; None where there was none.
    error
        why it failed, "" where it did not.
    """

    at: str
    status: int | None
    took_ms: int
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One event for one webhook, and what became of it; next_at is None where nothing more is tried."""

    id: str
    webhook_id: str
    event_id: str
    position: int
    type: str
    subject: str
    state: DeliveryState
    next_at: datetime | None
    created: datetime
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A delivery that a worker has taken to send it now.

    tried
        how often it was sent before.
    lease
        goes with what the worker tells of it.
    """

    delivery_id: str
    lease: str
    webhook: Webhook
    event: KeptEvent
    tried: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an attempt.

    next_at
        when it is tried again; None where it has arrived or is given up.
    gone
        whether the receiver has said that nothing is wanted there any more.
    """

    attempt: Attempt
    next_at: datetime | None = None
    gone: bool = False


class Deliveries:
    """The deliveries of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def address(self, now: datetime) -> int:
        """Make a delivery of every new event for everyone who wants it; return how many events there were."""
        with self._database.read() as connection:
            if connection.execute(after(self._position(connection)).limit(1)).first() is None:
                return 0
        with self._database.write() as connection:
            seen = cursor(connection, READER)
            rows = connection.execute(after(seen).limit(_EVENTS_AT_ONCE)).all()
            hooks = list(connection.execute(select(WEBHOOKS).filter_by(state="enabled")))
            made = [
                _new_row(hook.id, row, now)
                for row in rows
                for hook in hooks
                if row.written_us >= hook.created_us and wants(json.loads(hook.types), row.type)
            ]
            if made:
                connection.execute(insert(WEBHOOK_DELIVERIES), made)
            if rows:
                move_cursor(connection, READER, rows[-1].position)
        return len(rows)

    def take(self, now: datetime, *, lease_s: float, at_once: int, most: int) -> list[Parcel]:
        """Take deliveries to send them now; nobody else gets them before the lease is over.

        Those of one subject go to a webhook one after the other.

        at_once
            the most that are on their way to one webhook.
        """
        with self._database.read() as connection:
            chosen = list(self._chosen(connection, now, at_once, most))
        if not chosen:
            return []
        lease, until = str(uuid4()), microseconds(now + timedelta(seconds=lease_s))
        free = WEBHOOK_DELIVERIES.c.leased_until_us <= microseconds(now)
        mine = update(WEBHOOK_DELIVERIES).where(free, WEBHOOK_DELIVERIES.c.state == "waiting")
        with self._database.write() as connection:
            for piece in in_pieces(sorted(chosen)):
                row = mine.where(WEBHOOK_DELIVERIES.c.id.in_(piece))
                connection.execute(row.values(lease=lease, leased_until_us=until))
            return [_parcel(row, now) for row in connection.execute(_whole().where(_is_mine(lease)))]

    def tell(self, parcel: Parcel, outcome: Outcome, now: datetime) -> None:
        """Keep what came of an attempt; nothing where another worker has taken the delivery since."""
        with self._database.write() as connection:
            chosen = select(WEBHOOK_DELIVERIES).filter_by(id=parcel.delivery_id, lease=parcel.lease)
            row = connection.execute(chosen.with_for_update()).one_or_none()
            if row is None:
                return
            log = [*json.loads(row.log), asdict(outcome.attempt)][-_LOG:]
            arrived = not outcome.attempt.error
            over = outcome.next_at is None
            values = {
                "state": ("delivered" if arrived else "failed") if over else "waiting",
                "attempts": row.attempts + 1,
                "log": json.dumps(log),
                "lease": "",
                "leased_until_us": 0,
                **({} if outcome.next_at is None else {"next_us": microseconds(outcome.next_at)}),
            }
            connection.execute(update(WEBHOOK_DELIVERIES).filter_by(id=row.id).values(values))
            _judge(connection, row.webhook_id, outcome, now)

    def give_back(self, parcel: Parcel) -> None:
        """Let others send a delivery that was not sent."""
        with self._database.write() as connection:
            row = update(WEBHOOK_DELIVERIES).filter_by(id=parcel.delivery_id, lease=parcel.lease)
            connection.execute(row.values(lease="", leased_until_us=0))

    def some(
        self,
        webhook_id: str,
        *,
        state: DeliveryState | None = None,
        after: tuple[int, str] | None = None,
        most: int = 100,
    ) -> list[Delivery]:
        """Return deliveries of a webhook, the newest first, from the one behind `after`."""
        column = WEBHOOK_DELIVERIES.c
        chosen = _whole().where(column.webhook_id == webhook_id).limit(most)
        chosen = chosen.order_by(None).order_by(column.created_us.desc(), column.id.desc())
        if state is not None:
            chosen = chosen.where(column.state == state)
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            return [_delivery(row) for row in connection.execute(chosen)]

    def again(self, webhook_id: str, delivery_id: str, now: datetime) -> int:
        """Send one delivery once more, at once."""
        fresh = {"state": "waiting", "attempts": 0, "next_us": microseconds(now)}
        with self._database.write() as connection:
            row = update(WEBHOOK_DELIVERIES).filter_by(id=delivery_id, webhook_id=webhook_id)
            if connection.execute(row.values(fresh)).rowcount != 1:
                raise NotFound(f"There is no delivery {delivery_id} of this webhook.")
        return 1

    def since(self, webhook_id: str, since: datetime, now: datetime) -> int:
        """Send everything once more that was written since a moment; return how many events there are."""
        with self._database.write() as connection:
            hook = connection.execute(select(WEBHOOKS).filter_by(id=webhook_id)).one_or_none()
            if hook is None:
                raise NotFound(f"There is no webhook {webhook_id}.")
            waiting = select(WEBHOOK_DELIVERIES.c.position).filter_by(webhook_id=webhook_id, state="waiting")
            # What is not addressed yet will be sent anyway; what waits is on its way.
            old = (EVENTS.c.position <= self._position(connection)) & EVENTS.c.position.not_in(waiting)
            chosen = select(EVENTS).where(EVENTS.c.written_us >= microseconds(since), old)
            types = json.loads(hook.types)
            rows = [row for row in connection.execute(chosen) if wants(types, row.type)]
            made = [_new_row(webhook_id, row, now) for row in rows]
            if made:
                connection.execute(insert(WEBHOOK_DELIVERIES), made)
        return len(made)

    def forget(self) -> None:
        """Let go of deliveries whose event is not kept any more."""
        with self._database.write() as connection:
            first = select(func.min(EVENTS.c.position)).scalar_subquery()
            connection.execute(delete(WEBHOOK_DELIVERIES).where(WEBHOOK_DELIVERIES.c.position < first))

    @staticmethod
    def _position(connection: Connection) -> int:
        return int(connection.execute(select(EVENT_CURSORS.c.position).filter_by(name=READER)).scalar_one())

    @staticmethod
    def _chosen(connection: Connection, now: datetime, at_once: int, most: int) -> Iterator[str]:
        """Yield ids of what may be sent: due, in nobody's hands, and not behind another of its subject."""
        now_us, left = microseconds(now), most
        hooks = select(WEBHOOKS).filter_by(state="enabled").where(WEBHOOKS.c.rests_until_us <= now_us)
        for hook in connection.execute(hooks.order_by(WEBHOOKS.c.created_us)).all():
            on_their_way = select(func.count()).select_from(WEBHOOK_DELIVERIES).filter_by(webhook_id=hook.id)
            leased = on_their_way.where(WEBHOOK_DELIVERIES.c.leased_until_us > now_us)
            room = 1 if hook.failures >= DOWN_AFTER else at_once
            room = min(left, room - connection.execute(leased).scalar_one())
            if room > 0:
                found = connection.execute(_due(hook.id, now_us).limit(room)).scalars().all()
                left -= len(found)
                yield from found


def _due(webhook_id: str, now_us: int) -> Select[Any]:
    this, before = WEBHOOK_DELIVERIES, WEBHOOK_DELIVERIES.alias("before")
    held_up = exists().where(
        before.c.webhook_id == webhook_id,
        before.c.subject == this.c.subject,
        before.c.position < this.c.position,
        before.c.state == "waiting",
    )
    due = and_(this.c.next_us <= now_us, this.c.leased_until_us <= now_us)
    chosen = select(this.c.id).filter_by(webhook_id=webhook_id, state="waiting").where(due, ~held_up)
    return chosen.order_by(this.c.next_us, this.c.position)


def _judge(connection: Connection, webhook_id: str, outcome: Outcome, now: datetime) -> None:
    """Note whether the receiver works; disable a webhook that is not wanted any more, or never works."""
    row = connection.execute(select(WEBHOOKS).filter_by(id=webhook_id).with_for_update()).one_or_none()
    if row is None:
        return
    if not outcome.attempt.error:
        if row.failures >= DOWN_AFTER:
            # It is back: nothing waits for the end of a pause that was meant for a receiver that is down.
            waiting = update(WEBHOOK_DELIVERIES).filter_by(webhook_id=webhook_id, state="waiting")
            connection.execute(waiting.values(next_us=microseconds(now)))
        values: Mapping[str, Any] = {"failures": 0, "failing_since_us": None, "rests_until_us": 0}
    else:
        values = _failing(row, outcome, now)
    if row.failures or outcome.attempt.error:
        connection.execute(update(WEBHOOKS).filter_by(id=webhook_id).values(values))


def _failing(row: Any, outcome: Outcome, now: datetime) -> Mapping[str, Any]:
    failures, now_us = row.failures + 1, microseconds(now)
    since = now_us if row.failing_since_us is None else row.failing_since_us
    rest_s = min(_LONGEST_REST_S, 2 ** min(failures - DOWN_AFTER, 20)) if failures >= DOWN_AFTER else 0
    values = {"failures": failures, "failing_since_us": since, "rests_until_us": now_us + rest_s * 1_000_000}
    if outcome.gone:
        return {
            **values,
            "state": "disabled",
            "note": f"{now:%Y-%m-%d %H:%M}Z: the receiver answered 410 Gone",
        }
    if now_us - since > DISABLED_AFTER // timedelta(microseconds=1):
        note = f"{now:%Y-%m-%d %H:%M}Z: every attempt failed since {moment_of(since):%Y-%m-%d %H:%M}Z"
        return {**values, "state": "disabled", "note": note}
    return values


def _new_row(webhook_id: str, event: Any, now: datetime) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "webhook_id": webhook_id,
        "position": event.position,
        "subject": event.subject,
        "state": "waiting",
        "attempts": 0,
        "next_us": microseconds(now),
        "leased_until_us": 0,
        "lease": "",
        "log": "[]",
        "created_us": microseconds(now),
    }


def _whole() -> Select[Any]:
    """Return the question for deliveries with their events and webhooks."""
    told = [each.label(f"event_{each.name}") for each in EVENTS.c if each.name != "number"]
    hook = [each.label(f"hook_{each.name}") for each in WEBHOOKS.c]
    this = WEBHOOK_DELIVERIES
    chosen = select(this, *told, *hook).join(EVENTS, EVENTS.c.position == this.c.position)
    return chosen.join(WEBHOOKS, WEBHOOKS.c.id == this.c.webhook_id).order_by(this.c.position)


def _is_mine(lease: str) -> Any:
    return WEBHOOK_DELIVERIES.c.lease == lease


class _Part:
    """The columns of one table in a row of many."""

    def __init__(self, row: Any, prefix: str) -> None:
        self._row, self._prefix = row, prefix

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, f"{self._prefix}_{name}")


def _parcel(row: Any, now: datetime) -> Parcel:
    return Parcel(
        delivery_id=row.id,
        lease=row.lease,
        webhook=webhook_of(_Part(row, "hook"), now),
        event=event_of(_Part(row, "event")),
        tried=row.attempts,
    )


def _delivery(row: Any) -> Delivery:
    return Delivery(
        id=row.id,
        webhook_id=row.webhook_id,
        event_id=row.event_id,
        position=row.position,
        type=row.event_type,
        subject=row.subject,
        state=row.state,
        next_at=moment_of(row.next_us) if row.state == "waiting" else None,
        created=moment_of(row.created_us),
        attempts=tuple(Attempt(**each) for each in json.loads(row.log)),
    )


def attempts_json(attempts: Sequence[Attempt]) -> list[dict[str, Any]]:
    """Return attempts as plain values."""
    return [asdict(each) for each in attempts]
