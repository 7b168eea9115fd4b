"""Published plans: what is driven on a day, which order is on which vehicle, and what came before."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, not_, select

from core.errors import Fault, InvalidInput, NotFound, fault, refuse
from data.store.bind_orders import (
    ON_VEHICLES,
    UNDERWAY,
    RoundsByOrder,
    aboard_faults,
    bind,
    ids_of,
    part_faults,
    round_of,
    rounds_by_order,
    take_the_place,
)
from data.store.database import Database
from data.store.day_tables import ORDER_ROUNDS, PUBLISHED_PLANS
from data.store.errands.publish import bind_errands, errand_obstacles, plans_with
from data.store.moments import microseconds, moment_of
from data.store.order_moves import Seen, held, move
from data.store.order_parts import PART_DELIVERED
from data.store.order_rows import KeptOrder, OrderChanged
from data.store.part_moves import leave_behind
from data.store.patience import patiently
from data.store.plan_orders import DUE, PlannedOrder, arrange_on
from data.store.publication import Publication, Round, ToPublish, coming
from data.store.published_stock import PublishedStock
from orders.arranged import Arranged
from orders.life_cycle import State


class PublishedPlans:
    """The published plans of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def obstacles(self, wanted: ToPublish, now: datetime) -> dict[str, Fault]:
        """Return, by order or errand, what has changed since the plan was made so that it cannot serve it."""
        with self._database.write() as connection:
            kept = held(connection, ids_of(wanted))
            found = _obstacles(connection, wanted, now, kept, rounds_by_order(connection, ids_of(wanted)))
            kept = {key: each for key, each in kept.items() if key not in found}
            found |= PublishedStock(connection, wanted, kept, now).faults
            return found | errand_obstacles(connection, wanted)

    def publish(self, wanted: ToPublish, now: datetime) -> Publication:
        """Make a plan the one that is driven; again without effect. Raise `InvalidInput` with every obstacle.

        Orders that were promised count as allocated from then on, and those that nobody had promised are
        promised by it, with their units where stock is kept.
        """
        return patiently(lambda: self._publish(wanted, now))

    def _publish(self, wanted: ToPublish, now: datetime) -> Publication:
        with self._database.write() as connection:
            known = _one(connection, wanted.plan_id)
            if known is not None:
                return _still(known)
            kept = held(connection, ids_of(wanted))
            rounds = rounds_by_order(connection, ids_of(wanted))
            found = _obstacles(connection, wanted, now, kept, rounds)
            stock = PublishedStock(connection, wanted, kept, now, locked=True)
            found |= stock.faults | errand_obstacles(connection, wanted)
            refuse("The plan cannot be published as it is.", list(found.values()))
            superseded = _superseded(connection, wanted, rounds)
            lost = [*_double_booked(connection, wanted, superseded)]
            lost += aboard_faults(connection, wanted, superseded)
            refuse("The plan cannot be published.", lost)
            before = take_the_place(connection, wanted, superseded, rounds)
            row = {"plan_id": wanted.plan_id, "day": wanted.day, "zone": wanted.zone, "superseded_by": ""}
            told = {"published_us": microseconds(now), "routes": json.dumps(wanted.routes)}
            connection.execute(insert(PUBLISHED_PLANS).values(**row, **told))
            stock.promise()
            bind(connection, wanted, kept, before, now)
            bind_errands(connection, wanted, superseded, now)
        return Publication(
            plan_id=wanted.plan_id,
            day=wanted.day,
            zone=wanted.zone,
            published=now,
            routes=wanted.routes,
            supersedes=tuple(sorted(superseded)),
        )

    def one(self, plan_id: str) -> Publication:
        """Return a published plan."""
        with self._database.read() as connection:
            found = _one(connection, plan_id)
        if found is None:
            raise NotFound("This plan was not published.")
        return found

    def of_day(self, day: date) -> list[Publication]:
        """Return the plans that are driven on a day, the first published first."""
        with self._database.read() as connection:
            return driven_on(connection, day)

    def rounds(self, day: date, *, vehicle: str | None = None) -> list[Round]:
        """Return where the orders of a day are, by vehicle, stop and number."""
        chosen = select(ORDER_ROUNDS).where(ORDER_ROUNDS.c.day == day)
        if vehicle is not None:
            chosen = chosen.where(ORDER_ROUNDS.c.vehicle == vehicle)
        ordered = chosen.order_by(ORDER_ROUNDS.c.vehicle, ORDER_ROUNDS.c.stop, ORDER_ROUNDS.c.number)
        with self._database.read() as connection:
            return [round_of(row) for row in connection.execute(ordered)]

    def rounds_of(self, order_ids: Iterable[str]) -> dict[str, tuple[Round, ...]]:
        """Return where orders are, part by part; those on no published plan are left out."""
        with self._database.read() as connection:
            return rounds_by_order(connection, order_ids)

    def settle(
        self, order_id: str, seen: Seen, arranged: Arranged | None, *, revision: int, now: datetime
    ) -> KeptOrder:
        """Take an order whose attempt failed off its vehicle, and arrange how it comes next.

        One that is out with parts of which none is on a vehicle has failed too: what is left was not loaded.
        """
        with self._database.write() as connection:
            kept = held(connection, [order_id]).get(order_id)
            if kept is None:
                raise NotFound(f"There is no order {order_id}.")
            if kept.revision != revision:
                raise OrderChanged(f"Order {order_id} is at revision {kept.revision}, not {revision}.")
            if kept.state in ON_VEHICLES:
                kept = leave_behind(connection, kept, seen.at, now, cause=seen.cause)
            if kept.state is not State.ATTEMPT_FAILED:
                found = fault(f"order {order_id}", "state", kept.state, State.ATTEMPT_FAILED)
                raise InvalidInput("No attempt to deliver the order has failed.", faults=[found])
            # Decided knowing the failure, so it comes after it, also where the device's clock was ahead.
            move(connection, kept, replace(seen, at=max(seen.at, kept.since)), now)
            mine = ORDER_ROUNDS.c.order_id == order_id
            connection.execute(delete(ORDER_ROUNDS).where(mine, not_(PART_DELIVERED)))
            moved = held(connection, [order_id])[order_id]
            if arranged is None:
                return moved
            return arrange_on(connection, order_id, arranged, revision=moved.revision)


def driven_on(connection: Connection, day: date) -> list[Publication]:
    """Return the plans that are driven on a day, as a part of something larger."""
    columns = PUBLISHED_PLANS.c
    chosen = select(PUBLISHED_PLANS).where(columns.day == day, columns.superseded_by == "")
    ordered = chosen.order_by(columns.published_us, columns.plan_id)
    return [_publication(row) for row in connection.execute(ordered)]


def rounds_on(connection: Connection, day: date, vehicle: str) -> list[Round]:
    """Return the orders of a vehicle's day, as a part of something larger."""
    chosen = select(ORDER_ROUNDS).filter_by(day=day, vehicle=vehicle)
    return [round_of(row) for row in connection.execute(chosen)]


def _obstacles(
    connection: Connection,
    wanted: ToPublish,
    now: datetime,
    kept: Mapping[str, KeptOrder],
    rounds: RoundsByOrder,
) -> dict[str, Fault]:
    found = part_faults(connection, wanted, kept, rounds)
    for planned, _ in wanted.served:
        each, there = kept.get(planned.order_id), coming(rounds.get(planned.order_id, ()))
        wrong = _obstacle(planned, each, there, wanted, now)
        if wrong is not None:
            found[planned.order_id] = fault(f"order {planned.number!r}", *wrong)
    return found


def _obstacle(
    planned: PlannedOrder, kept: KeptOrder | None, there: Round | None, wanted: ToPublish, now: datetime
) -> tuple[str, object, str] | None:
    """Return the field, what it is and what it should be, where an order stands against a plan."""
    if kept is None:
        return "id", planned.order_id, "an order that is there"
    same_day = there is not None and there.day == wanted.day
    if kept.state not in DUE and not (same_day and kept.state in UNDERWAY):
        return "state", kept.state, f"one that waits: {', '.join(DUE)}"
    if kept.now.day not in (None, wanted.day):
        return "day", kept.now.day, f"{wanted.day}, the day of the plan"
    if (0 if kept.arranged is None else kept.arranged.number) != planned.arranged:
        return "arranged", "something else", "what was arranged for it when the plan was made"
    if there is not None and not same_day and there.day >= now.date():
        return "plan", f"{there.plan_id} of {there.day}", "no other published plan"
    return None


def _superseded(connection: Connection, wanted: ToPublish, rounds: RoundsByOrder) -> set[str]:
    """Return the plans of the day whose place a plan takes: those with its orders, those it was made from."""
    driven = {each.plan_id for each in driven_on(connection, wanted.day)}
    with_orders = {each.plan_id for own in rounds.values() for each in own}
    return driven & (with_orders | plans_with(connection, wanted) | wanted.revises)


def _double_booked(connection: Connection, wanted: ToPublish, superseded: set[str]) -> Iterable[Fault]:
    for other in driven_on(connection, wanted.day):
        if other.plan_id not in superseded:
            for vehicle in sorted(set(other.routes) & set(wanted.routes)):
                expected = "one that no other published plan of the day has"
                yield fault(f"plan {other.plan_id}", "vehicle", vehicle, expected)


def _still(known: Publication) -> Publication:
    if known.superseded_by:
        expected = f"the plan that took its place, {known.superseded_by}, or a new one"
        found = fault(f"plan {known.plan_id}", "state", "superseded", expected)
        raise InvalidInput("This plan was published before, and another took its place.", faults=[found])
    return known


def _one(connection: Connection, plan_id: str) -> Publication | None:
    row = connection.execute(select(PUBLISHED_PLANS).filter_by(plan_id=plan_id)).one_or_none()
    return None if row is None else _publication(row)


def _publication(row: Any) -> Publication:
    return Publication(
        plan_id=row.plan_id,
        day=row.day,
        zone=row.zone,
        published=moment_of(row.published_us),
        routes={name: tuple(stops) for name, stops in json.loads(row.routes).items()},
        superseded_by=row.superseded_by,
    )
