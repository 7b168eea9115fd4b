"""Rows of holds as objects, and the locks that whoever changes what is held takes first."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from core.errors import NotFound
from data.formats.modes.held_json import cart_document, cart_of, option_document, option_of, stop_document
from data.store.holds.tables import HOLD_EVENTS, HOLD_LOCKS, HOLDS
from data.store.moments import microseconds, moment_of
from data.store.stock.rows import add_to, in_pieces
from orders.holds.hold import Hold, HoldState
from orders.holds.promised_stop import PromisedStop
from orders.order import Mode

_VERSIONS: Final = select(HOLD_LOCKS).where(HOLD_LOCKS.c.key.in_(bindparam("keys", expanding=True)))


def day_key(day: date) -> str:
    """Return the lock of a day's rounds."""
    return f"day {day}"


def bank_key(bank: str) -> str:
    """Return the lock of a bank of lockers."""
    return f"bank {bank}"


def shop_key(shop: str, day: date) -> str:
    """Return the lock of what a shop hands out on a day."""
    return f"shop {day} {shop}"


def live(now: datetime) -> ColumnElement[bool]:
    """Return the condition of holds that keep something: a hold whose moment is over keeps nothing."""
    return _live(microseconds(now))


def _live(now_us: int | BindParameter[int]) -> ColumnElement[bool]:
    column = HOLDS.c
    held = and_(column.state == HoldState.HELD.value, column.until_us > now_us)
    return or_(column.state == HoldState.CONFIRMED.value, held)


LIVE: Final = _live(bindparam("now_us"))
"""The same for statements that are made once and told the moment, in microseconds, as `now_us`."""


def lock(connection: Connection, keys: Iterable[str]) -> None:
    """Hold locks until the transaction ends; always in the same order, so that nobody waits in a circle."""
    named = sorted(set(keys))
    add_to(connection, HOLD_LOCKS, [{"key": each, "version": 0} for each in named])
    if connection.dialect.name == "postgresql":
        for each in named:
            connection.execute(select(HOLD_LOCKS.c.key).filter_by(key=each).with_for_update())


def grow(connection: Connection, keys: Iterable[str]) -> None:
    """Let others see that what is held under these locks has changed."""
    for each in sorted(set(keys)):
        version = HOLD_LOCKS.c.version
        connection.execute(update(HOLD_LOCKS).filter_by(key=each).values(version=version + 1))


def versions_of(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """Return the versions of locks; those that nobody ever took are left out."""
    found: dict[str, int] = {}
    for piece in in_pieces(keys):
        rows = connection.execute(_VERSIONS, {"keys": piece})
        found.update({row.key: row.version for row in rows})
    return found


def hold_of(row: Any) -> Hold:
    """Return a row of the holds."""
    content = json.loads(row.content)
    return Hold(
        id=row.id,
        cart=cart_of(content["cart"]),
        option=option_of(content["option"]),
        created=moment_of(row.created_us),
        until=moment_of(row.until_us),
        state=HoldState(row.state),
    )


def hold_values(hold: Hold, *, token: str, key: str) -> Mapping[str, Any]:
    """Return the row of a hold."""
    content = {"cart": cart_document(hold.cart), "option": option_document(hold.option)}
    return {
        "id": hold.id,
        "state": hold.state.value,
        "token": token,
        "key": key or None,
        "created_us": microseconds(hold.created),
        "until_us": microseconds(hold.until),
        "mode": hold.option.mode.value,
        "at": hold.option.at,
        "day": hold.option.day,
        "content": json.dumps(content, separators=(",", ":"), ensure_ascii=False),
    }


def stop_row(stop: PromisedStop) -> dict[str, Any]:
    """Return the row of a promised stop."""
    content = json.dumps(stop_document(stop), separators=(",", ":"), ensure_ascii=False)
    return {"id": stop.id, "hold_id": stop.hold, "day": stop.day, "content": content}


def find_on(connection: Connection, hold_id: str, *, locked: bool = False) -> Hold | None:
    """Return a hold, or None where there is none; `locked` until the transaction ends."""
    chosen = select(HOLDS).where(HOLDS.c.id == hold_id)
    row = connection.execute(chosen.with_for_update() if locked else chosen).one_or_none()
    return None if row is None else hold_of(row)


def hold_on(connection: Connection, hold_id: str, *, locked: bool = False) -> Hold:
    """Return a hold; raise `NotFound` where there is none."""
    found = find_on(connection, hold_id, locked=locked)
    if found is None:
        raise NotFound(f"There is no hold {hold_id}.")
    return found


def step_on(connection: Connection, hold_id: str, state: HoldState, now: datetime) -> None:
    """Bring a hold into a state, and write down that it did."""
    connection.execute(update(HOLDS).where(HOLDS.c.id == hold_id).values(state=state.value))
    tell_on(connection, hold_id, state, now)


def tell_on(connection: Connection, hold_id: str, state: HoldState, now: datetime) -> None:
    """Write down a step of a hold."""
    event = {"hold_id": hold_id, "state": state.value, "at_us": microseconds(now)}
    connection.execute(insert(HOLD_EVENTS).values(event))


def keys_of(hold: Hold, days: Iterable[date]) -> list[str]:
    """Return the locks of all that a hold keeps.

    days
        on which it has stops.
    """
    keys = [day_key(each) for each in days]
    if hold.option.mode is Mode.LOCKER:
        keys.append(bank_key(hold.option.at))
    if hold.option.mode is Mode.PICKUP and hold.option.day is not None:
        keys.append(shop_key(hold.option.at, hold.option.day))
    return keys
