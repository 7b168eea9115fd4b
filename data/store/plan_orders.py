"""Orders on their way into plans: which are due, what was arranged for them, which plan was made for them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, func, insert, or_, select, update

from core.errors import InvalidInput, NotFound, fault
from core.located import Located, Precision
from core.place import Place
from data.formats.orders.kept_order import arranged_json
from data.store.database import Database
from data.store.errands.rows import PlannedErrand, write_planned
from data.store.fleet_tables import PLAN_ORDERS
from data.store.holds.rearrange import rearrange_on
from data.store.order_rows import KeptOrder, OrderChanged, kept_of, located_values
from data.store.order_tables import ORDERS
from data.store.stock.rearrange_goods import move_goods_on
from data.store.stock.rows import MOST_AT_ONCE
from orders.arranged import Arranged
from orders.life_cycle import State

DUE: Final = (State.RECEIVED, State.PROMISED, State.ALLOCATED, State.PICKED)
"""States in which an order waits for its vehicle; received is one that nobody has promised yet."""

Beside = Callable[[Connection, str], None]
"""Keeps something with a plan, in the transaction that keeps the plan, by the id of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOrder:
    """An order of a plan: the stop that it is part of, or why it is part of none.

    number
        the shop's.
    part
        the warehouse that sends what this stands for; "" for a whole order.
    stop
        "" for none; code and reason then say why.
    arranged
        number of the last arrangement that the plan knew of; 0 for none.
    """

    order_id: str
    number: str
    stop: str = ""
    arranged: int = 0
    code: str = ""
    reason: str = ""
    part: str = ""


class OrderPlans:
    """Which orders a database has for which plan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, day: date) -> list[KeptOrder]:
        """Return orders that wait and are wanted on a day, or on no day in particular; the oldest first."""
        column = ORDERS.c
        chosen = (
            select(ORDERS)
            .where(or_(column.day == day, column.day.is_(None)), column.state.in_([it.value for it in DUE]))
            .order_by(column.created_us, column.external_id, column.source)
        )
        with self._database.read() as connection:
            return [kept_of(row) for row in connection.execute(chosen)]

    def overdue(self, day: date) -> int:
        """Return how many orders still wait that were wanted before a day."""
        column = ORDERS.c
        waiting = column.state.in_([it.value for it in DUE])
        chosen = select(func.count()).select_from(ORDERS).where(column.day < day, waiting)
        with self._database.read() as connection:
            return int(connection.execute(chosen).scalar_one())

    def arrange(self, order_id: str, wanted: Arranged, *, revision: int) -> KeptOrder:
        """Have an order come otherwise than it was sold; the same arrangement again has no second effect.

        wanted
            its number does not matter: it follows the last one.

        Raises `OrderChanged` where the order is not at `revision`, `InvalidInput` where it waits no more,
        or its goods cannot leave for that day.
        """
        with self._database.write() as connection:
            return arrange_on(connection, order_id, wanted, revision=revision)

    def locate(self, order_id: str, found: Located | None, *, revision: int) -> KeptOrder:
        """Have an order go to a point that somebody names, or confirm the one that was found (None).

        Raises `OrderChanged` where the order is not at `revision`, `InvalidInput` where it waits no more or
        there is nothing to confirm.
        """
        with self._database.write() as connection:
            kept = _waiting_on(connection, order_id)
            if kept.revision != revision:
                raise OrderChanged(f"Order {order_id} is at revision {kept.revision}, not {revision}.")
            right = found or _confirmed(kept)
            connection.execute(update(ORDERS).filter_by(id=order_id).values(**located_values(right)))
            return replace(kept, located=right)

    def of_plan(self, plan_id: str) -> list[PlannedOrder]:
        """Return the orders that a plan was made for, by their numbers; none where it was made of a file."""
        with self._database.read() as connection:
            return planned_on(connection, plan_id)


Carried = PlannedOrder | PlannedErrand
"""What a plan was made for."""


def keeps(carried: Sequence[Carried]) -> Beside:
    """Return what keeps the orders and errands of a plan together with it."""
    ordered = [each for each in carried if isinstance(each, PlannedOrder)]
    errands = [each for each in carried if isinstance(each, PlannedErrand)]

    def keep(connection: Connection, plan_id: str) -> None:
        write_planned(connection, plan_id, errands)
        rows = [{"plan_id": plan_id, **{name: getattr(it, name) for name in _NAMES}} for it in ordered]
        for begin in range(0, len(rows), MOST_AT_ONCE):
            connection.execute(insert(PLAN_ORDERS), rows[begin : begin + MOST_AT_ONCE])

    return keep


_NAMES: Final = ("order_id", "number", "stop", "arranged", "code", "reason", "part")


def planned_on(connection: Connection, plan_id: str) -> list[PlannedOrder]:
    """Return the orders of a plan, as a part of something larger."""
    column = PLAN_ORDERS.c
    chosen = select(PLAN_ORDERS).where(column.plan_id == plan_id).order_by(column.number, column.part)
    return [
        PlannedOrder(**{name: getattr(row, name) for name in _NAMES}) for row in connection.execute(chosen)
    ]


def arrange_on(connection: Connection, order_id: str, wanted: Arranged, *, revision: int) -> KeptOrder:
    """Arrange an order, as a part of something larger."""
    row: Any = connection.execute(select(ORDERS).filter_by(id=order_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound(f"There is no order {order_id}.")
    kept = kept_of(row)
    before = kept.arranged
    if before is not None and replace(before, number=0, told=wanted.told) == replace(wanted, number=0):
        return kept
    if kept.revision != revision:
        raise OrderChanged(f"Order {order_id} is at revision {kept.revision}, not {revision}.")
    if kept.state not in DUE:
        found = fault(f"order {order_id}", "state", kept.state, ", ".join(DUE))
        raise InvalidInput("The order does not wait for a vehicle.", faults=[found])
    following = replace(wanted, number=1 if before is None else before.number + 1)
    again = replace(kept, arranged=following)
    coming = again.now  # raises where the order cannot come so
    values = {"day": following.day, "arranged": json.dumps(arranged_json(following), ensure_ascii=False)}
    connection.execute(update(ORDERS).filter_by(id=order_id).values(**values))
    rearrange_on(connection, order_id, kept.now, coming, following.number)
    move_goods_on(connection, order_id, kept.now.day, coming.day, wanted.told)
    return again


def _waiting_on(connection: Connection, order_id: str) -> KeptOrder:
    """Return an order that waits for a vehicle, locked for whoever changes it."""
    row: Any = connection.execute(select(ORDERS).filter_by(id=order_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound(f"There is no order {order_id}.")
    kept = kept_of(row)
    if kept.state not in DUE:
        found = fault(f"order {order_id}", "state", kept.state, ", ".join(DUE))
        raise InvalidInput("The order does not wait for a vehicle.", faults=[found])
    return kept


def _confirmed(kept: KeptOrder) -> Located:
    """Return the point that was found for an order as one that a person has looked at."""
    if kept.located is None:
        found = fault(f"order {kept.id}", "place", "", "where it is: no point was found for its address")
        raise InvalidInput("There is nothing to confirm.", faults=[found])
    return by_person(kept.located.place)


def by_person(place: Place) -> Located:
    """Return a point as somebody knows it who has looked."""
    return Located(place=place, precision=Precision.HOUSE, confidence=100, within_m=0, source="person")


def arranged_now(day: date, told: datetime, **more: Any) -> Arranged:
    """Return an arrangement that has no number yet."""
    return Arranged(number=0, day=day, told=told, **more)
