"""What a hold keeps follows its order to another day, or is given back where the order goes elsewhere."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from core.units import Seconds
from core.window import TimeWindow
from data.formats.modes.held_json import stop_of
from data.store.holds import rows
from data.store.holds.release import WAITING
from data.store.holds.rows import stop_row
from data.store.holds.tables import HOLD_STOPS, LOCKER_PARCELS
from orders.holds.hold import Hold, HoldState
from orders.holds.promised_stop import PromisedStop
from orders.order import Mode, Order

_ANY_TIME: Final = TimeWindow(opens=Seconds(0), closes=Seconds(86_399))
_MICROSECONDS: Final = timedelta(microseconds=1)


def rearrange_on(connection: Connection, order_id: str, before: Order, now: Order, number: int) -> None:
    """Let the promised stops and the compartment of an order follow it, as a part of something larger.

    before, now
        the order as it was to come until now, and as it is to come from now on. To another shop or locker
        than its hold was for nothing is kept.
    number
        of the arrangement: stops are named after it, so that nobody takes them for those of before.
    """
    hold = rows.find_on(connection, order_id, locked=True)
    if hold is None or hold.state is not HoldState.CONFIRMED or now.day is None:
        return
    found = connection.execute(select(HOLD_STOPS).filter_by(hold_id=hold.id)).all()
    stops = [replace(stop_of(json.loads(row.content)), day=row.day) for row in found]
    keys = rows.keys_of(hold, {each.day for each in stops} | {now.day})
    rows.lock(connection, keys)
    connection.execute(delete(HOLD_STOPS).filter_by(hold_id=hold.id))
    moved = [] if now.at and now.at != hold.option.at else [_moved(each, now, number) for each in stops]
    if moved:
        connection.execute(insert(HOLD_STOPS), [stop_row(each) for each in moved])
    _follow(connection, hold, before, now)
    rows.grow(connection, keys)


def _moved(stop: PromisedStop, now: Order, number: int) -> PromisedStop:
    named = f"{stop.id.partition('.')[0]}.{number}"
    moved = replace(stop, id=named, day=now.day or stop.day, release=Seconds(0))
    if now.at:
        return moved
    return replace(moved, place=now.place or stop.place, windows=(now.window or _ANY_TIME,))


def _follow(connection: Connection, hold: Hold, before: Order, now: Order) -> None:
    """Keep the compartment for another day, or give it back."""
    waiting = update(LOCKER_PARCELS).filter_by(id=hold.id).where(LOCKER_PARCELS.c.state.in_(WAITING))
    if hold.option.mode is not Mode.LOCKER:
        return
    if now.at != hold.option.at:
        connection.execute(waiting.values(state="released"))
    elif before.day is not None and now.day is not None:
        later = (now.day - before.day) // _MICROSECONDS
        connection.execute(waiting.values(at_us=LOCKER_PARCELS.c.at_us + later))
