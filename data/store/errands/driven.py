"""What drivers tell moves errands on: loaded, unloaded at the depot or where it goes, or failed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, update

from data.store.errands import work
from data.store.errands.rows import ErrandRound, RoundState, rounds_on
from data.store.errands.tables import ERRAND_ROUNDS
from orders.day_event import DayEvent, DayEventKind
from orders.errands import ErrandKind, Task

_HOME: Final = (DayEventKind.RETURNED, DayEventKind.ENDED)


MOVING: Final = frozenset({DayEventKind.DELIVERED, DayEventKind.FETCHED, DayEventKind.FAILED, *_HOME})
"""Events that say something of errands."""


def at_event(event: DayEvent, rounds: Sequence[ErrandRound]) -> list[ErrandRound]:
    """Return the errands that an event speaks of: one, those of a stop, or all of the vehicle."""
    found = [each for each in rounds if not event.stop or each.stop == event.stop]
    return [each for each in found if not event.order or event.order in (each.id, each.number)]


def move_errands(
    connection: Connection,
    event: DayEvent,
    day: date,
    vehicle: str,
    *,
    with_orders: bool,
    depot: str,
    cause: str,
    now: datetime,
) -> None:
    """Move the errands that an event speaks of.

    with_orders
        whether the event speaks of orders too: delivered is then what became of these.
    depot
        where the vehicle comes back to; "" where that is no warehouse.
    """
    rounds = rounds_on(connection, day, vehicle)
    for each in sorted(at_event(event, rounds), key=lambda it: (it.task is not Task.FETCH, it.key)):
        state = _after(connection, event, each, with_orders=with_orders, depot=depot, cause=cause, now=now)
        if state is not None:
            _set(connection, each, state)


def _after(
    connection: Connection,
    event: DayEvent,
    each: ErrandRound,
    *,
    with_orders: bool,
    depot: str,
    cause: str,
    now: datetime,
) -> RoundState | None:
    """Do what an event means for an errand, and return its state then; None where it means nothing."""
    kind, at = event.kind, event.at
    fetched = kind is DayEventKind.FETCHED or (kind is DayEventKind.DELIVERED and not with_orders)
    if each.task is Task.BRING:
        if kind is DayEventKind.DELIVERED and each.state == "open":
            work.brought_on(connection, each, depot, at, now, cause)
            return "done"
        return "failed" if kind is DayEventKind.FAILED and each.state == "open" else None
    if fetched and each.state == "open":
        work.fetched_on(connection, each, at, now, cause)
        return "done" if each.kind is ErrandKind.TRANSFER else "loaded"
    if kind is DayEventKind.FAILED and each.state == "open":
        work.failed_on(connection, each, event.why, at, now, cause)
        return "failed"
    if kind in _HOME and each.state == "loaded" and depot:
        work.brought_on(connection, each, depot, at, now, cause)
        return "done"
    return None


def _set(connection: Connection, each: ErrandRound, state: RoundState) -> None:
    row = update(ERRAND_ROUNDS).filter_by(kind=each.kind.value, id=each.id, task=each.task.value)
    connection.execute(row.values(state=state))
    if state == "failed" and each.kind is ErrandKind.TRANSFER and each.task is Task.FETCH:
        other = update(ERRAND_ROUNDS).filter_by(kind=each.kind.value, id=each.id, task=Task.BRING.value)
        connection.execute(other.values(state=state))
