"""Goods of orders in the ledger: they leave with the order's step, once, and come back with another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from data.store.stock.carried import carried_to, customer, lasting, moves_home
from data.store.stock.moves import write_moves
from data.store.stock.part_goods import bring_back, leave
from data.store.stock.reservation_rows import find_on, promise_again, set_state, settle_on
from orders.life_cycle import Event, State
from orders.next_step import Failure, failure_of

ABOARD: Final = frozenset({State.LOADED, State.OUT_FOR_DELIVERY, State.ATTEMPT_FAILED})
"""States in which goods are on a vehicle."""

HANDED: Final = frozenset({State.READY_FOR_PICKUP, State.DELIVERED, State.COLLECTED})
"""States in which all of an order has come."""

_AWAY: Final = ABOARD | {State.DELIVERED, State.COLLECTED}


@dataclass(frozen=True, kw_only=True)
class InParts:
    """How an order comes that several warehouses send.

    delivered
        warehouses whose part the customer has.
    by_part
        whether one of its parts has moved the order: its goods have moved with it.
    """

    delivered: frozenset[str]
    by_part: bool


def move_with(
    connection: Connection,
    order_id: str,
    before: State,
    steps: Sequence[Event],
    now: datetime,
    parts: InParts | None = None,
) -> None:
    """Write the moves that follow from steps of an order, as a part of them.

    What is loaded, or came to its customer without anybody having told of a vehicle, leaves its warehouses;
    what waits in a shop that is its warehouse leaves when it is collected. Brought back from an attempt, or
    left behind, it lies where it was and is promised again; brought back for good, among the returns.
    """
    last = steps[-1]
    passed = {before, *(each.state for each in steps)}
    if parts is not None and parts.by_part and last.state not in HANDED:
        return
    if last.state is State.RETURNED:
        _bring_back(connection, order_id, before, last, now, parts, for_good=True)
    elif (last.state is State.PICKED and before in ABOARD) or _left_behind(last):
        _bring_back(connection, order_id, before, last, now, parts, for_good=False)
    elif last.state in _AWAY or (last.state is State.READY_FOR_PICKUP and passed & ABOARD):
        leave(connection, order_id, last.at, now)


def _left_behind(event: Event) -> bool:
    return event.state is State.ATTEMPT_FAILED and failure_of(event.reason) is Failure.NOT_LOADED


def _bring_back(
    connection: Connection,
    order_id: str,
    before: State,
    event: Event,
    now: datetime,
    parts: InParts | None,
    *,
    for_good: bool,
) -> None:
    why = f"order {event.state}"
    if parts is not None:
        # What the customer has stays there, unless all of it was handed over and comes back.
        kept = frozenset[str]() if before in HANDED else parts.delivered
        bring_back(connection, order_id, lambda it: it not in kept, event.at, now, for_good=for_good, why=why)
        return
    there = find_on(connection, order_id, locked=True)
    if there is not None and there.open and for_good:
        settle_on(connection, order_id, "released")
    if there is None or there.state != "shipped":
        return
    gone = carried_to(connection, customer(order_id))
    write_moves(connection, moves_home(gone, lasting(gone), event.at, for_good=for_good, why=why), now)
    if not for_good:
        # No step of a reservation leads here: only the order's own goods, come back, are promised again.
        again = replace(there, state="confirmed")
        set_state(connection, again)
        promise_again(connection, again)
