"""What an event of a day means for one part of an order: the part moves, its goods with it, and the order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from core.errors import InvalidInput, fault
from data.store.order_moves import Seen, attempts_of, held, move
from data.store.order_parts import PartRow, parts_on, set_part
from data.store.order_rows import KeptOrder
from data.store.stock.part_goods import bring_back, leave
from orders.day_event import DayEvent, DayEventKind, state_after
from orders.life_cycle import OVER, State
from orders.next_step import BLAME, Failure, failure_of, next_step
from orders.parts import COMING, HOME, Failed, PartState, order_after, part_after, reason_of


def move_part(
    connection: Connection,
    order_id: str,
    part: str,
    event: DayEvent,
    now: datetime,
    *,
    cause: str,
    private: Mapping[str, str],
) -> None:
    """Move a part to where an event saw it, and its order where that follows.

    cause
        names what was seen, so that the same again has no second effect.
    private
        what the customer alone is told where the order leaves with this part.
    """
    kept = held(connection, [order_id])[order_id]
    rows = parts_on(connection, order_id)
    mine = next((each for each in rows if each.part == part), None)
    if mine is None or kept.state in OVER:
        return
    failure = failure_of(event.reason) if event.kind is DayEventKind.FAILED else None
    state = part_after(mine.state, mine.since, event.kind, event.at, failure=failure)
    if state is None:
        return
    at = max(event.at, mine.since)
    moved = replace(mine, state=state, since=at, reason=_reason(mine, state, failure))
    set_part(connection, moved)
    _goods(connection, moved, at, now)
    parts = [moved if each is mine else each for each in rows]
    handed = state_after(DayEventKind.DELIVERED, kept.now)
    of_round = [it.state for it in parts if it.day == mine.day or it.state is not PartState.DELIVERED]
    target = order_after(of_round, event.kind, handed or State.DELIVERED)
    if target is None or (kept.state is target and event.kind is not DayEventKind.FAILED):
        return
    seen = Seen(target=target, at=event.at, cause=cause, place=event.stop)
    if target is State.OUT_FOR_DELIVERY:
        seen = replace(seen, private=private)
    if target is State.ATTEMPT_FAILED:
        seen = _failed(connection, moved, parts, event, seen)
    move(connection, kept, seen, now, by_part=True)


def leave_behind(
    connection: Connection, kept: KeptOrder, at: datetime, now: datetime, *, cause: str
) -> KeptOrder:
    """Have the parts that never left their warehouses fail as not loaded, and return the order, which failed.

    Raises `InvalidInput` where no part waits for its vehicle, or one is on it: that is told of first.
    """
    rows = parts_on(connection, kept.id)
    waiting = [each for each in rows if each.state is PartState.OPEN]
    away = [each for each in rows if each.state in (PartState.ABOARD, PartState.OUT)]
    if away or not waiting:
        found = ", ".join(f"part from {each.part} {each.state}" for each in away) or kept.state
        expected = f"{State.ATTEMPT_FAILED}, or parts of which none is on a vehicle"
        wrong = [fault(f"order {kept.id}", "state", found, expected)]
        raise InvalidInput("No attempt to deliver the order has failed.", faults=wrong)
    for each in waiting:
        event = DayEvent(
            id=f"{cause} {each.part}",
            kind=DayEventKind.FAILED,
            at=max(at, each.since, kept.since),
            stop=each.stop,
            reason=Failure.NOT_LOADED,
        )
        move_part(connection, kept.id, each.part, event, now, cause=event.id, private={})
    return held(connection, [kept.id])[kept.id]


def _reason(mine: PartRow, state: PartState, failure: Failure | None) -> str:
    """Return the failure that is kept with a part: it stays known while the part is brought home."""
    if failure is not None:
        return failure.value
    return mine.reason if state is PartState.BACK else ""


def _goods(connection: Connection, moved: PartRow, at: datetime, now: datetime) -> None:
    """Let the goods of a part leave its warehouse, or lie there again."""
    if moved.state not in HOME:
        leave(connection, moved.order_id, at, now, warehouse=moved.part)
        return
    why = f"part {moved.state}"
    bring_back(connection, moved.order_id, lambda it: it == moved.part, at, now, for_good=False, why=why)


def _failed(
    connection: Connection, moved: PartRow, parts: Sequence[PartRow], event: DayEvent, seen: Seen
) -> Seen:
    """Return what was seen with the reasons of all parts that failed, and what the customer is told."""
    failed = [
        Failed(
            part=each.part,
            failure=failure_of(each.reason),
            words=event.note if each is moved and event.kind is DayEventKind.FAILED else "",
        )
        for each in parts
        if each.state is not PartState.DELIVERED and each.state not in COMING
    ]
    reason = reason_of(failed)
    step = next_step(reason, attempts_of(connection, moved.order_id) + 1).step
    return replace(seen, reason=reason, blame=BLAME[failure_of(reason)], private={"step": step.value})
