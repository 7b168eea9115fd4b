"""Where the parts of orders are; and parts that follow an order of which somebody told as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, select, update

from data.store.day_tables import ORDER_ROUNDS
from data.store.moments import microseconds, moment_of
from data.store.stock.rows import in_pieces
from orders.life_cycle import Event, State
from orders.next_step import failure_of
from orders.parts import PartState

PART_DELIVERED: Final = and_(ORDER_ROUNDS.c.part != "", ORDER_ROUNDS.c.state == PartState.DELIVERED.value)
"""Rounds of parts that the customer has: they stay known, and nobody brings them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """A part of an order on its round; reason: the failure of its last attempt, "" for none."""

    order_id: str
    part: str
    day: date
    stop: str
    state: PartState
    since: datetime
    reason: str = ""


def parts_on(connection: Connection, order_id: str) -> list[PartRow]:
    """Return the parts of an order, by their warehouses; none where it comes whole."""
    return parts_of(connection, [order_id]).get(order_id, [])


def parts_of(connection: Connection, order_ids: Iterable[str]) -> dict[str, list[PartRow]]:
    """Return the parts of orders that come in parts, by their warehouses."""
    column, found = ORDER_ROUNDS.c, dict[str, list[PartRow]]()
    for piece in in_pieces(order_ids):
        chosen = select(ORDER_ROUNDS).where(column.order_id.in_(piece), column.part != "")
        for row in connection.execute(chosen.order_by(column.order_id, column.part)):
            found.setdefault(row.order_id, []).append(_part(row))
    return found


def set_part(connection: Connection, each: PartRow) -> None:
    """Write down where a part is, since when, and why it failed."""
    row = update(ORDER_ROUNDS).filter_by(order_id=each.order_id, part=each.part)
    told = {"state": each.state.value, "since_us": microseconds(each.since), "reason": each.reason}
    connection.execute(row.values(**told))


_WITH: Final[Mapping[State, PartState]] = {
    State.PICKED: PartState.BACK,
    State.LOADED: PartState.ABOARD,
    State.OUT_FOR_DELIVERY: PartState.OUT,
    State.ATTEMPT_FAILED: PartState.FAILED,
    State.READY_FOR_PICKUP: PartState.DELIVERED,
    State.DELIVERED: PartState.DELIVERED,
    State.COLLECTED: PartState.DELIVERED,
}


def follow(connection: Connection, parts: Iterable[PartRow], before: State, last: Event) -> None:
    """Bring the parts of an order to where it was told to be as a whole; what was delivered stays so."""
    state = _WITH.get(last.state)
    # Taken out of one shop for another, all of it is on a vehicle again.
    again = before is State.READY_FOR_PICKUP and state is PartState.OUT
    for each in parts:
        if state is None or (each.state is PartState.DELIVERED and not again):
            continue
        failed = failure_of(last.reason).value if state is PartState.FAILED else ""
        unmoved = state is PartState.BACK and each.state is PartState.OPEN
        moved = replace(each, state=each.state if unmoved else state, since=last.at, reason=failed)
        set_part(connection, moved)


def _part(row: Any) -> PartRow:
    return PartRow(
        order_id=row.order_id,
        part=row.part,
        day=row.day,
        stop=row.stop,
        state=PartState(row.state),
        since=moment_of(row.since_us),
        reason=row.reason,
    )
