"""Goods of orders that several warehouses send: what one of them sends leaves and comes back by itself."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from core.errors import InvalidInput
from data.store.stock.carried import carried_to, customer, lasting, moves_home
from data.store.stock.moves import write_moves
from data.store.stock.reservation_rows import (
    find_on,
    promise_again,
    set_state,
    settle_on,
    write_lines,
)
from data.store.stock.shipping import ship_on
from inventory.ledger.reservation import ReservedLine


def leave(connection: Connection, order_id: str, at: datetime, now: datetime, *, warehouse: str = "") -> None:
    """Ship what an order has reserved, all of it or what one warehouse sends.

    What the ledger has not got stays promised, for the order has gone: a later step, or whoever ships the
    reservation by hand, tries again.
    """
    there = find_on(connection, order_id, locked=True)
    if there is None or there.state != "confirmed":
        return
    try:
        with connection.begin_nested():
            ship_on(connection, there, at, now, warehouse=warehouse)
    except InvalidInput:
        return


def bring_back(
    connection: Connection,
    order_id: str,
    mine: Callable[[str], bool],
    at: datetime,
    now: datetime,
    *,
    for_good: bool,
    why: str,
) -> None:
    """Let what left some warehouses for an order lie there again and be promised, or lie among the returns.

    mine
        tells, of a warehouse, whether what it sent comes back.
    """
    there = find_on(connection, order_id, locked=True)
    if there is None:
        return
    if there.open and for_good:
        settle_on(connection, order_id, "released")
    gone = carried_to(connection, customer(order_id))
    parts = [each for each in lasting(gone) if mine(each[1].warehouse)]
    if not parts:
        return
    write_moves(connection, moves_home(gone, parts, at, for_good=for_good, why=why), now)
    if for_good or there.state not in ("confirmed", "shipped"):
        return
    day = max(at.date(), now.date())
    lines = there.lines if there.open else ()
    units = Counter({(each.sku, each.warehouse, each.day): each.quantity for each in lines})
    came: Counter[tuple[str, str, date]] = Counter()
    for lot, source, count in parts:
        came[lot.sku, source.warehouse, day] += count
    # No step of a reservation leads here: only the order's own goods, come back, are promised again.
    again = replace(there, state="confirmed", lines=_lines(came))
    promise_again(connection, again)
    set_state(connection, again)
    write_lines(connection, replace(again, lines=_lines(units + came)))


def _lines(units: Counter[tuple[str, str, date]]) -> tuple[ReservedLine, ...]:
    return tuple(
        ReservedLine(sku=sku, warehouse=warehouse, day=day, quantity=count)
        for (sku, warehouse, day), count in sorted(units.items())
    )
