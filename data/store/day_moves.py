"""What follows from what drivers tell: orders move on, and parcels get their compartments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection

from core.errors import Fault, InvalidInput, NotFound, fault
from data.store.errands.driven import MOVING, move_errands
from data.store.errands.rows import ErrandRound
from data.store.lockers.deposit import Deposit, deposit_on
from data.store.order_moves import Seen, attempts_of, held, move
from data.store.order_parts import parts_of
from data.store.order_rows import KeptOrder
from data.store.part_moves import move_part
from data.store.publication import Round
from orders.day_event import DayEvent, DayEventKind, state_after
from orders.life_cycle import State
from orders.lockers.problems import LockerConflict
from orders.modes.lockers import Bank
from orders.moving import steps_to
from orders.next_step import BLAME, failure_of, next_step
from orders.order import Mode
from orders.parts import PartState

At = TypeVar("At", Round, ErrandRound, Round | ErrandRound)


def of_event(event: DayEvent, rounds: Sequence[At]) -> list[At]:
    """Return the orders or errands that an event speaks of: one, those of a stop, or all of the vehicle."""
    found = [each for each in rounds if not event.stop or each.stop == event.stop]
    return [each for each in found if not event.order or event.order in (_id(each), each.number)]


def _id(each: Round | ErrandRound) -> str:
    return each.id if isinstance(each, ErrandRound) else each.order_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the events of one call have in common."""

    day: date
    vehicle: str
    now: datetime
    expected: Mapping[str, Mapping[str, str]]
    banks: Mapping[str, Bank]
    depot: str
    errands: tuple[ErrandRound, ...]


def moved_on(connection: Connection, event: DayEvent, rounds: Sequence[Round], told: Told) -> Fault | None:
    """Move what an event speaks of, all of it or nothing; return why it cannot have been."""
    try:
        with connection.begin_nested():
            _move(connection, event, rounds, told)
            _errands(connection, event, rounds, told)
    except (LockerConflict, InvalidInput, NotFound) as refused:
        where = f"event {event.id!r}"
        return fault(
            where, event.kind.value, event.order or event.stop, f"{refused.message} {refused.action}"
        )
    return None


def _move(connection: Connection, event: DayEvent, rounds: Sequence[Round], told: Told) -> None:
    """Move the orders that an event speaks of; where nobody scans, all are on the vehicle when it starts."""
    there = of_event(event, rounds)
    kept = held(connection, list({each.order_id for each in there}))
    if event.kind is DayEventKind.STARTED:
        parts = parts_of(connection, {each.order_id for each in there if each.part})
        own = [each for listed in parts.values() for each in listed]
        aboard = {(it.order_id, it.part) for it in own if it.state is PartState.ABOARD}
        aboard |= {(key, "") for key, each in kept.items() if each.state is State.LOADED}
        there = [each for each in there if (each.order_id, each.part) in aboard] or there
    for each in sorted(there, key=lambda it: (it.order_id, it.part)):
        cause = f"{told.day} {told.vehicle} {event.id}"
        private = told.expected.get(each.stop, {})
        if each.part:
            cause = f"{cause} {each.part}"
            move_part(connection, each.order_id, each.part, event, told.now, cause=cause, private=private)
        elif each.order_id in kept:
            _whole(connection, kept[each.order_id], event, told, cause=cause, private=private)


def _whole(
    connection: Connection,
    kept: KeptOrder,
    event: DayEvent,
    told: Told,
    *,
    cause: str,
    private: Mapping[str, str],
) -> None:
    target = state_after(event.kind, kept.now)
    if target is None:
        return
    seen = Seen(target=target, at=event.at, cause=cause, place=event.stop)
    if target is State.OUT_FOR_DELIVERY:
        seen = replace(seen, private=private)
    if target is State.ATTEMPT_FAILED:
        seen = _failed(connection, kept.id, event, seen)
    if target is State.READY_FOR_PICKUP and kept.now.mode is Mode.LOCKER:
        _deposit(connection, kept, event, told)
    else:
        move(connection, kept, seen, told.now)


def _errands(connection: Connection, event: DayEvent, rounds: Sequence[Round], told: Told) -> None:
    """Move the errands of a vehicle; where a stop has orders as well, delivered speaks of these alone."""
    if told.errands and event.kind in MOVING:
        move_errands(
            connection,
            event,
            told.day,
            told.vehicle,
            with_orders=bool(of_event(event, rounds)),
            depot=told.depot,
            cause=f"{told.day} {event.id}",
            now=told.now,
        )


def _deposit(connection: Connection, kept: KeptOrder, event: DayEvent, told: Told) -> None:
    """Put an order into the bank where it goes; what has gone further is old news."""
    if steps_to(kept.state, kept.since, State.READY_FOR_PICKUP, event.at):
        deposit = Deposit(bank=kept.now.at, at=event.at, tables=told.banks)
        deposit_on(connection, kept, deposit, told.now)


def _failed(connection: Connection, order_id: str, event: DayEvent, seen: Seen) -> Seen:
    """Return what was seen with its reason, and what the customer is told of what happens next."""
    step = next_step(event.why, attempts_of(connection, order_id) + 1).step
    blame = BLAME[failure_of(event.reason)]
    return replace(seen, reason=event.why, blame=blame, private={"step": step.value})
