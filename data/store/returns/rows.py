"""Rows of returns as objects, and what callers are told of returns that are kept."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from core.errors import RoundsmanError
from data.formats.orders.return_json import asked_json, asked_of, details_json, event_of
from data.store.moments import microseconds, moment_of
from data.store.outbox.events import News
from data.store.outbox.kinds import return_type
from data.store.returns.goods import arrived, stock_notes
from data.store.returns.tables import RETURN_EVENTS, RETURNS
from data.store.stock.rows import in_pieces
from orders.returns.event import ReturnEvent, ReturnStep
from orders.returns.life_cycle import ReturnLife, life_of
from orders.returns.rma import Return


class ReturnChanged(RoundsmanError):
    """The return has changed since it was looked at."""

    code = "return-changed"
    action = "Look at the return again, and decide anew with the ETag that it has now."


@dataclass(frozen=True, kw_only=True)
class KeptReturn:
    """A return in the database, and what has happened to it.

    new
        whether this call has made it.
    notes
        sentences on pieces that the stock ledger has not moved.
    """

    asked: Return
    life: ReturnLife
    new: bool = False
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Our id."""
        return self.asked.id

    @property
    def created(self) -> datetime:
        """When it was asked for."""
        return self.asked.requested

    @property
    def state(self) -> ReturnStep:
        """Where it is in its life."""
        return self.life.state

    @property
    def revision(self) -> int:
        """Which grows with every event: whoever adds one names the revision that was seen."""
        return self.life.revision


def digest_of(asked: Return, number: str) -> str:
    """Return the digest by which requests are compared; number: as the caller gave it."""
    told = {"order": asked.order, "number": number, **asked_json(asked)}
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def kept_from(connection: Connection, rows: Sequence[Any]) -> list[KeptReturn]:
    """Return rows with the lives that their events tell."""
    events = events_on(connection, [row.id for row in rows])
    listed = [asked_on(row) for row in rows]
    return with_notes(connection, [(asked, life_of(asked, events[asked.id])) for asked in listed])


def with_notes(connection: Connection, returns: Sequence[tuple[Return, ReturnLife]]) -> list[KeptReturn]:
    """Return returns with what the ledger did not move of them."""
    moved = arrived(connection, returns)
    return [
        KeptReturn(asked=asked, life=life, notes=stock_notes(life, moved.get(asked.id, {})))
        for asked, life in returns
    ]


def asked_on(row: Any) -> Return:
    """Return what a row says was asked."""
    content, requested = json.loads(row.content), moment_of(row.created_us)
    return asked_of(content, id=row.id, order=row.order_id, number=row.number, requested=requested)


def events_on(connection: Connection, return_ids: Iterable[str]) -> dict[str, list[ReturnEvent]]:
    """Return events by return, in the order in which they were written."""
    found: defaultdict[str, list[ReturnEvent]] = defaultdict(list)
    for piece in in_pieces(return_ids):
        chosen = select(RETURN_EVENTS).where(RETURN_EVENTS.c.return_id.in_(piece))
        for row in connection.execute(chosen.order_by(RETURN_EVENTS.c.return_id, RETURN_EVENTS.c.revision)):
            details, at = json.loads(row.content), moment_of(row.at_us)
            event = event_of(details, id=row.event_id, of=row.return_id, step=ReturnStep(row.step), at=at)
            found[row.return_id].append(event)
    return found


def of_order(connection: Connection, order_id: str) -> list[KeptReturn]:
    """Return all returns of an order."""
    chosen = select(RETURNS).filter_by(order_id=order_id).order_by(RETURNS.c.created_us, RETURNS.c.id)
    return kept_from(connection, connection.execute(chosen).all())


def columns_of(life: ReturnLife) -> dict[str, date | str | int | None]:
    """Return the columns that follow from events."""
    told = {"state": life.state.value, "since_us": microseconds(life.since)}
    return {**told, "day": life.day, "revision": life.revision}


def event_values(event: ReturnEvent, revision: int, now: datetime) -> dict[str, Any]:
    """Return the row of an event."""
    return {
        "return_id": event.of,
        "revision": revision,
        "event_id": event.id,
        "step": event.step.value,
        "at_us": microseconds(event.at),
        "content": json.dumps(details_json(event), ensure_ascii=False),
        "written_us": microseconds(now),
    }


def news_of(kept: KeptReturn, event: ReturnEvent) -> News:
    """Return what others are told of a step: ids, state and revision."""
    content = {
        "return_id": kept.id,
        "order_id": kept.asked.order,
        "number": kept.asked.number,
        "step": event.step.value,
        "state": kept.state.value,
        "revision": kept.revision,
    }
    if event.step is ReturnStep.REFUNDED:
        content["refund_cents"] = sum(each.cents for each in event.refunds)
        content["currency"] = event.currency
    if event.order:
        content["exchange_order_id"] = event.order
    return News(type=return_type(event.step), subject=f"return {kept.id}", at=event.at, content=content)
