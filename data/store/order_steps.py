"""The one place where steps of orders are written: their events, their state, and what others are told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from data.store.holds.release import give_back_order, parcel_fetched
from data.store.moments import microseconds
from data.store.order_parts import follow, parts_on
from data.store.order_rows import KeptOrder, OrderChanged, event_values
from data.store.order_tables import ORDER_EVENTS, ORDERS
from data.store.outbox.events import write_news
from data.store.outbox.order_news import order_news
from data.store.stock.order_goods import InParts, move_with
from orders.life_cycle import Event, State
from orders.parts import PartState

_DRIVEN: Final = frozenset(State) - {State.RECEIVED, State.PROMISED, State.ALLOCATED, State.CANCELLED}
"""States that say something of goods on vehicles."""


def write_steps(
    connection: Connection,
    kept: KeptOrder,
    steps: Sequence[Event],
    now: datetime,
    private: Mapping[str, Any] | None = None,
    *,
    by_part: bool = False,
) -> None:
    """Write steps that follow each other, as a part of something larger, with the moves of their goods; give
    back what is cancelled.

    private
        what the customer alone is told with the last one.
    by_part
        whether a part of the order moves it, whose goods have moved already; else its parts follow it.

    Raises `OrderChanged` where another step was written since `kept` was read.
    """
    last, revision = steps[-1], kept.revision + len(steps)
    guarded = update(ORDERS).filter_by(id=kept.id, revision=kept.revision)
    values = {"state": last.state.value, "since_us": microseconds(last.at), "revision": revision}
    if connection.execute(guarded.values(**values)).rowcount != 1:
        seen = connection.execute(select(ORDERS.c.revision).filter_by(id=kept.id)).scalar_one()
        raise changed(kept.id, seen, kept.revision)
    numbered = list(enumerate(steps, kept.revision + 1))
    connection.execute(insert(ORDER_EVENTS), [event_values(each, number, now) for number, each in numbered])
    news = [
        order_news(
            kept.id,
            source=kept.source,
            number=kept.order.id,
            state=each.state,
            revision=number,
            at=each.at,
            private=private if each is last else None,
        )
        for number, each in numbered
    ]
    write_news(connection, news, now)
    if last.state is State.CANCELLED:
        give_back_order(connection, kept.id, now)
    elif not parcel_fetched(connection, kept.id):
        parts = parts_on(connection, kept.id) if last.state in _DRIVEN else []
        delivered = frozenset(each.part for each in parts if each.state is PartState.DELIVERED)
        if not by_part:
            follow(connection, parts, kept.state, last)
        in_parts = InParts(delivered=delivered, by_part=by_part) if parts else None
        move_with(connection, kept.id, kept.state, steps, now, in_parts)


def changed(order_id: str, now: int, seen: int) -> OrderChanged:
    """Return what is told to whoever looked at an order before somebody else changed it."""
    return OrderChanged(f"Order {order_id} is at revision {now}, not {seen}.")
