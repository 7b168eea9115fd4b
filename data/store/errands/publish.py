"""Errands are bound to a plan that is published: each is on one vehicle, and its own state says so."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from core.errors import Fault, fault
from data.store.errands.rows import ACTIVE, ErrandRound, PlannedErrand, round_of
from data.store.errands.tables import ERRAND_ROUNDS
from data.store.errands.work import planned_on, waits_on
from data.store.holds.rows import lock
from data.store.publication import ToPublish


def errand_obstacles(connection: Connection, wanted: ToPublish) -> dict[str, Fault]:
    """Return, by key, the errands that cannot be done as a plan says."""
    if wanted.errands:
        # Two who publish the same errand at once: one of them waits, and then finds it planned.
        lock(connection, ["errands"])
    there = active_on(connection)
    found: dict[str, Fault] = {}
    for each, _ in wanted.errands:
        other = there.get(each.key)
        where = f"{each.kind} {each.number!r}"
        if other is not None and other.day != wanted.day:
            expected = "no other published plan"
            found[each.key] = fault(where, "plan", f"{other.plan_id} of {other.day}", expected)
            continue
        wrong = waits_on(connection, each, wanted.day)
        if wrong is not None and (other is None or other.state != "loaded"):
            found[each.key] = fault(where, *wrong)
    return found


def active_on(connection: Connection) -> dict[str, ErrandRound]:
    """Return every errand that is on a vehicle's list or on the vehicle, by key."""
    chosen = select(ERRAND_ROUNDS).where(ERRAND_ROUNDS.c.state.in_(ACTIVE))
    found = [round_of(row) for row in connection.execute(chosen)]
    return {each.key: each for each in found}


def plans_with(connection: Connection, wanted: ToPublish) -> set[str]:
    """Return the plans of the day that errands of a plan are on."""
    keys = {each.key for each, _ in wanted.errands}
    return {it.plan_id for key, it in active_on(connection).items() if key in keys and it.day == wanted.day}


def bind_errands(connection: Connection, wanted: ToPublish, superseded: Iterable[str], now: datetime) -> None:
    """Put errands on the vehicles of a plan; what is on a vehicle already stays on it."""
    column = ERRAND_ROUNDS.c
    gone = column.plan_id.in_(list(superseded)) & (column.state == "open")
    connection.execute(delete(ERRAND_ROUNDS).where(gone))
    by_key: dict[str, list[tuple[PlannedErrand, str]]] = {}
    for each, vehicle in wanted.errands:
        by_key.setdefault(each.key, []).append((each, vehicle))
    active = active_on(connection)
    for key, listed in by_key.items():
        if key in active and active[key].state == "loaded":
            continue
        first = listed[0][0]
        mine = (column.kind == first.kind.value) & (column.id == first.id)
        connection.execute(delete(ERRAND_ROUNDS).where(mine))
        rows = [_row(each, vehicle, wanted.plan_id, wanted.day) for each, vehicle in listed]
        connection.execute(insert(ERRAND_ROUNDS), rows)
        planned_on(connection, first, wanted.day, wanted.plan_id, now)


def _row(each: PlannedErrand, vehicle: str, plan_id: str, day: date) -> Mapping[str, object]:
    return {
        "kind": each.kind.value,
        "id": each.id,
        "task": each.task.value,
        "plan_id": plan_id,
        "day": day,
        "vehicle": vehicle,
        "stop": each.stop,
        "number": each.number,
        "state": "open",
    }
