"""Orders moved on as parts of something larger: every step between is an event, and old news move nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, select

from data.store.order_rows import KeptOrder, kept_of
from data.store.order_steps import write_steps
from data.store.order_tables import ORDER_EVENTS, ORDERS
from data.store.stock.rows import in_pieces
from orders.life_cycle import NEEDS_REASON, Blame, Event, State
from orders.moving import steps_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An order seen in a state.

    cause
        names what was seen, so that the same again has no second effect.
    private
        what the customer alone is told with it.
    """

    target: State
    at: datetime
    cause: str
    place: str = ""
    reason: str = ""
    blame: Blame | None = None
    private: Mapping[str, Any] = field(default_factory=dict)


def held(connection: Connection, order_ids: list[str]) -> dict[str, KeptOrder]:
    """Return orders, held until the transaction ends; in one sequence, so that nobody waits in a circle."""
    found: dict[str, KeptOrder] = {}
    for piece in in_pieces(sorted(order_ids)):
        chosen = select(ORDERS).where(ORDERS.c.id.in_(piece)).order_by(ORDERS.c.id).with_for_update()
        found.update({row.id: kept_of(row) for row in connection.execute(chosen)})
    return found


def move(
    connection: Connection, kept: KeptOrder, seen: Seen, now: datetime, *, by_part: bool = False
) -> State:
    """Bring an order to where it was seen, and return its state; it stays where it is if it is further.

    by_part
        whether it was one of its parts that was seen.
    """
    at, target = max(seen.at, kept.since), seen.target
    steps = [_step(kept, each, at, seen) for each in steps_to(kept.state, kept.since, target, seen.at)]
    if steps:
        write_steps(connection, kept, steps, now, seen.private, by_part=by_part)
    return steps[-1].state if steps else kept.state


def _step(kept: KeptOrder, state: State, at: datetime, seen: Seen) -> Event:
    last = state is seen.target
    return Event(
        id=f"{sha256(seen.cause.encode()).hexdigest()[:24]}-{state.value}",
        order=kept.id,
        state=state,
        at=at,
        place=seen.place if last else "",
        reason=seen.reason if last or state in NEEDS_REASON else "",
        blame=seen.blame if last else None,
    )


def attempts_of(connection: Connection, order_id: str) -> int:
    """Return how often an attempt to deliver an order has failed."""
    failed = select(func.count()).select_from(ORDER_EVENTS)
    failed = failed.filter_by(order_id=order_id, state=State.ATTEMPT_FAILED.value)
    return int(connection.execute(failed).scalar_one())
