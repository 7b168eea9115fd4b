"""A reservation leaves its warehouses, all of it or what one of them sends."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from data.store.stock import rows
from data.store.stock.carried import carried_to, customer
from data.store.stock.moves import write_moves
from data.store.stock.reservation_rows import give_back, set_state, write_lines
from inventory.ledger.guard import keys_of
from inventory.ledger.picking import shipping_moves
from inventory.ledger.reservation import Reservation


def ship_on(
    connection: Connection, there: Reservation, at: datetime, now: datetime, *, warehouse: str = ""
) -> Reservation:
    """Let a reservation that was found leave its warehouses; raise `InvalidInput` where not all is there.

    warehouse
        whose lines leave alone: the others stay promised, and what has left is no line any more. "" for all.
    """
    mine = tuple(each for each in there.lines if warehouse in ("", each.warehouse))
    if not mine:
        return there
    rest = tuple(each for each in there.lines if each not in mine)
    shipped = there.stepping("shipped")
    leaving = replace(there, lines=mine)
    keys = keys_of(mine)
    rows.lock(connection, keys)
    balances = rows.balances_on(connection, keys)
    before = rows.shelves_on(connection, keys, balances, today=now.date())
    again = carried_to(connection, customer(there.id)).moves
    moves = shipping_moves(leaving, balances, at, again=again)
    if rest:
        write_lines(connection, replace(there, lines=rest))
    else:
        set_state(connection, shipped)
    give_back(connection, leaving)
    write_moves(connection, moves, now, promised_before=before)
    return replace(there, lines=rest) if rest else shipped
