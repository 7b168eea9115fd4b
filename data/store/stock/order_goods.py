"""Goods of orders in the ledger: they leave with the order's step, once, and come back with another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from core.errors import InvalidInput
from data.store.stock import rows
from data.store.stock.carried import carried_to, customer, lasting
from data.store.stock.moves import write_moves
from data.store.stock.reservation_rows import find_on, give_back, promise_again, set_state, settle_on
from inventory.ledger.guard import keys_of
from inventory.ledger.move import Move
from inventory.ledger.picking import shipping_moves
from inventory.ledger.place import RETURN, StockPlace
from inventory.ledger.reservation import Reservation
from orders.life_cycle import Event, State
from orders.next_step import Failure, failure_of

ABOARD: Final = frozenset({State.LOADED, State.OUT_FOR_DELIVERY, State.ATTEMPT_FAILED})
"""States in which goods are on a vehicle."""

_AWAY: Final = ABOARD | {State.DELIVERED, State.COLLECTED}


def move_with(
    connection: Connection, order_id: str, before: State, steps: Sequence[Event], now: datetime
) -> None:
    """Write the moves that follow from steps of an order, as a part of them.

    What is loaded, or came to its customer without anybody having told of a vehicle, leaves its warehouses;
    what waits in a shop that is its warehouse leaves when it is collected. Brought back from an attempt, or
    left behind, it lies where it was and is promised again; brought back for good, among the returns.
    """
    last = steps[-1]
    passed = {before, *(each.state for each in steps)}
    if last.state is State.RETURNED:
        _bring_back(connection, order_id, last, now, for_good=True)
    elif (last.state is State.PICKED and before in ABOARD) or _left_behind(last):
        _bring_back(connection, order_id, last, now, for_good=False)
    elif last.state in _AWAY or (last.state is State.READY_FOR_PICKUP and passed & ABOARD):
        _leave(connection, order_id, last, now)


def _left_behind(event: Event) -> bool:
    return event.state is State.ATTEMPT_FAILED and failure_of(event.reason) is Failure.NOT_LOADED


def _leave(connection: Connection, order_id: str, event: Event, now: datetime) -> None:
    """Ship the reservation of an order; what the ledger has not got stays promised, for the order has gone.

    A later step, or whoever ships the reservation by hand, tries again.
    """
    there = find_on(connection, order_id, locked=True)
    if there is None or there.state != "confirmed":
        return
    try:
        with connection.begin_nested():
            ship_on(connection, there, event.at, now)
    except InvalidInput:
        return


def ship_on(connection: Connection, there: Reservation, at: datetime, now: datetime) -> Reservation:
    """Let a reservation that was found leave its warehouses; raise `InvalidInput` where not all is there."""
    shipped = there.stepping("shipped")
    keys = keys_of(there.lines)
    rows.lock(connection, keys)
    balances = rows.balances_on(connection, keys)
    before = rows.shelves_on(connection, keys, balances, today=now.date())
    again = carried_to(connection, customer(there.id)).moves
    moves = shipping_moves(there, balances, at, again=again)
    set_state(connection, shipped)
    give_back(connection, there)
    write_moves(connection, moves, now, promised_before=before)
    return shipped


def _bring_back(
    connection: Connection, order_id: str, event: Event, now: datetime, *, for_good: bool
) -> None:
    there = find_on(connection, order_id, locked=True)
    if there is not None and there.open and for_good:
        settle_on(connection, order_id, "released")
    if there is None or there.state != "shipped":
        return
    gone = carried_to(connection, customer(order_id))
    moves = [
        Move(
            key=f"back {order_id}/{gone.moves}/{number}",
            moment=event.at,
            lot=lot,
            quantity=units,
            source=gone.place,
            target=StockPlace(source.warehouse, RETURN) if for_good else source,
            reason=f"order {event.state}",
        )
        for number, (lot, source, units) in enumerate(lasting(gone))
    ]
    write_moves(connection, moves, now)
    if not for_good:
        # No step of a reservation leads here: only the order's own goods, come back, are promised again.
        again = replace(there, state="confirmed")
        set_state(connection, again)
        promise_again(connection, again)
