"""Orders are bound to a plan that is published: each, or each part of it, is on one vehicle."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, insert, not_, or_, select, update

from core.errors import Fault, fault
from data.store.day_tables import ORDER_ROUNDS, PUBLISHED_PLANS
from data.store.order_moves import Seen, held, move
from data.store.order_parts import PART_DELIVERED
from data.store.order_rows import KeptOrder
from data.store.publication import Round, ToPublish
from data.store.stock.reservations import units_on
from data.store.stock.rows import in_pieces
from orders.life_cycle import State
from orders.parts import PartState

UNDERWAY: Final = (
    State.LOADED,
    State.OUT_FOR_DELIVERY,
    State.ATTEMPT_FAILED,
    State.READY_FOR_PICKUP,
    State.DELIVERED,
    State.COLLECTED,
)
"""States of orders that are on a vehicle, or were: a new revision of the day's plan goes on with them."""

RoundsByOrder = Mapping[str, tuple[Round, ...]]
"""Where orders are, part by part; those on no published plan are left out."""

ON_VEHICLES: Final = (State.LOADED, State.OUT_FOR_DELIVERY)
"""States of orders that are on a vehicle, or some parts of them."""


def ids_of(wanted: ToPublish) -> list[str]:
    """Return the orders of a plan, each once."""
    return list(dict.fromkeys(planned.order_id for planned, _ in wanted.served))


def rounds_by_order(connection: Connection, order_ids: Iterable[str]) -> dict[str, tuple[Round, ...]]:
    """Return where orders are, part by part, as a part of something larger."""
    found: dict[str, tuple[Round, ...]] = {}
    for piece in in_pieces(order_ids):
        chosen = select(ORDER_ROUNDS).where(ORDER_ROUNDS.c.order_id.in_(piece))
        for row in connection.execute(chosen.order_by(ORDER_ROUNDS.c.order_id, ORDER_ROUNDS.c.part)):
            found[row.order_id] = (*found.get(row.order_id, ()), round_of(row))
    return found


def round_of(row: Any) -> Round:
    """Return the round that a row keeps."""
    names = ("order_id", "plan_id", "day", "vehicle", "stop", "number", "part", "since_us", "reason")
    told = {name: getattr(row, name) for name in names}
    return Round(**told, state=PartState(row.state))


def part_faults(
    connection: Connection, wanted: ToPublish, kept: Mapping[str, KeptOrder], rounds: RoundsByOrder
) -> dict[str, Fault]:
    """Return, by order, parts of a plan that are not those its warehouses send: none may stay behind."""
    planned: dict[str, set[str]] = {}
    for each, _ in wanted.served:
        if each.part:
            planned.setdefault(each.order_id, set()).add(each.part)
    sends = units_on(connection, planned)
    found = {}
    for key, parts in planned.items():
        if key not in kept:
            continue
        gone = {it.part for it in rounds.get(key, ()) if it.state not in (PartState.OPEN, PartState.BACK)}
        done = {it.part for it in rounds.get(key, ()) if it.state is PartState.DELIVERED}
        there = sends.get(key, {}).keys() - {kept[key].now.at} - done
        if there - parts or parts - there - gone:
            expected = f"one for each warehouse that sends it: {', '.join(sorted(there)) or 'none'}"
            where = f"order {kept[key].order.id!r}"
            found[key] = fault(where, "parts", ", ".join(sorted(parts)), expected)
    return found


def aboard_faults(connection: Connection, wanted: ToPublish, superseded: set[str]) -> Iterable[Fault]:
    """Yield a fault for what is on a vehicle of a plan that is replaced, and in no stop of the new one.

    Of an order that has left with one of its parts, all others that are still to come need a stop.
    """
    chosen = select(ORDER_ROUNDS).where(ORDER_ROUNDS.c.plan_id.in_(superseded))
    served = {(each.order_id, each.part) for each, _ in wanted.served}
    rows = [round_of(row) for row in connection.execute(chosen)]
    others = [
        it for it in rows if (it.order_id, it.part) not in served and it.state is not PartState.DELIVERED
    ]
    kept = held(connection, list({each.order_id for each in others}))
    for each in others:
        if each.order_id in kept and kept[each.order_id].state in ON_VEHICLES:
            what = "it" if each.state is not PartState.OPEN or not each.part else f"its part from {each.part}"
            expected = f"a stop for {what}: it is on vehicle {each.vehicle}"
            yield fault(f"order {each.number!r}", "stop", "none in the new plan", expected)


def take_the_place(
    connection: Connection, wanted: ToPublish, superseded: set[str], before: RoundsByOrder
) -> dict[tuple[str, str], Round]:
    """Forget the rounds of plans that are replaced, and return those that orders of the new one had.

    before
        the rounds of its orders.
    """
    column = ORDER_ROUNDS.c
    found = {(each.order_id, each.part): each for own in before.values() for each in own}
    for plan_id in sorted(superseded):
        row = update(PUBLISHED_PLANS).filter_by(plan_id=plan_id)
        connection.execute(row.values(superseded_by=wanted.plan_id))
        connection.execute(delete(ORDER_ROUNDS).where(column.plan_id == plan_id, not_(PART_DELIVERED)))
    for piece in in_pieces(ids_of(wanted)):
        mine = column.order_id.in_(piece)
        connection.execute(delete(ORDER_ROUNDS).where(mine, not_(PART_DELIVERED)))
    again = [(each.order_id, each.part) for each, _ in wanted.served if each.part]
    again = [key for key in again if key in found and found[key].state is PartState.DELIVERED]
    for begin in range(0, len(again), 200):
        some = (and_(column.order_id == it, column.part == part) for it, part in again[begin : begin + 200])
        connection.execute(delete(ORDER_ROUNDS).where(or_(*some)))
    return found


def bind(
    connection: Connection,
    wanted: ToPublish,
    kept: Mapping[str, KeptOrder],
    before: Mapping[tuple[str, str], Round],
    now: datetime,
) -> None:
    """Put orders on the vehicles of a plan; parts that are on their way go on as they are."""
    rows = [
        {
            "order_id": planned.order_id,
            "plan_id": wanted.plan_id,
            "day": wanted.day,
            "vehicle": vehicle,
            "stop": planned.stop,
            "number": planned.number,
            "part": planned.part,
            **_state(before.get((planned.order_id, planned.part)), kept[planned.order_id], wanted),
        }
        for planned, vehicle in wanted.served
    ]
    if rows:
        connection.execute(insert(ORDER_ROUNDS), rows)
    for key in ids_of(wanted):
        each = kept[key]
        if each.state in (State.RECEIVED, State.PROMISED):
            seen = Seen(target=State.ALLOCATED, at=now, cause=f"published {wanted.plan_id}")
            move(connection, each, seen, now)


def _state(there: Round | None, kept: KeptOrder, wanted: ToPublish) -> dict[str, object]:
    same = there is not None and there.part and there.day == wanted.day and kept.state in UNDERWAY
    if there is None or not same:
        return {"state": PartState.OPEN.value, "since_us": 0, "reason": ""}
    return {
        "state": there.state.value,
        "since_us": there.since_us,
        "reason": there.reason,
    }
