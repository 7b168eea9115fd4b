"""Driven days without what drivers told of a person: words, who signed, pictures, where that was."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, and_, delete, func, or_, select

from data.store.day_tables import DAY_EVENTS, ORDER_ROUNDS, PROOFS, PUBLISHED_PLANS
from data.store.erasing.rows import blank, rewrite
from data.store.errands.tables import ERRAND_ROUNDS
from data.store.fleet_tables import PLAN_ORDERS
from data.store.order_tables import ORDERS
from data.store.returns.tables import RETURNS
from data.store.stock.rows import in_pieces

_AT_STOPS = ("delivered", "fetched", "failed", "arrived", "departed")


def erase_days(connection: Connection, order_ids: Iterable[str]) -> None:
    """Take persons out of what was told at the stops of their orders and returns, on all days."""
    for day, stop in sorted(stops_of(connection, order_ids)):
        told = and_(DAY_EVENTS.c.day == day, DAY_EVENTS.c.stop == stop, DAY_EVENTS.c.kind.in_(_AT_STOPS))
        contents = connection.execute(select(DAY_EVENTS.c.content).where(told)).scalars().all()
        pictures = {it for each in contents for it in pictures_in(each)}
        rewrite(connection, DAY_EVENTS, told, {"content": _without})
        for piece in in_pieces(pictures):
            connection.execute(delete(PROOFS).where(PROOFS.c.digest.in_(piece)))


def stops_of(connection: Connection, order_ids: Iterable[str]) -> set[tuple[object, str]]:
    """Return days and stops of published plans at which orders, or returns of them, were on some day."""
    found: set[tuple[object, str]] = set()
    for piece in in_pieces(order_ids):
        rounds = select(ORDER_ROUNDS.c.day, ORDER_ROUNDS.c.stop).where(ORDER_ROUNDS.c.order_id.in_(piece))
        published = (
            select(PUBLISHED_PLANS.c.day, PLAN_ORDERS.c.stop)
            .join_from(PLAN_ORDERS, PUBLISHED_PLANS, PLAN_ORDERS.c.plan_id == PUBLISHED_PLANS.c.plan_id)
            .where(PLAN_ORDERS.c.order_id.in_(piece), PLAN_ORDERS.c.stop != "")
        )
        of_these = select(RETURNS.c.id).where(RETURNS.c.order_id.in_(piece))
        errands = select(ERRAND_ROUNDS.c.day, ERRAND_ROUNDS.c.stop).where(
            or_(ERRAND_ROUNDS.c.id.in_(of_these), ERRAND_ROUNDS.c.id.in_(piece))
        )
        numbers = select(ORDERS.c.external_id).where(ORDERS.c.id.in_(piece))
        by_number = select(DAY_EVENTS.c.day, DAY_EVENTS.c.stop).where(DAY_EVENTS.c.stop.in_(numbers))
        part = ORDERS.c.external_id + " from "
        by_part = select(DAY_EVENTS.c.day, DAY_EVENTS.c.stop).where(
            ORDERS.c.id.in_(piece), func.substr(DAY_EVENTS.c.stop, 1, func.length(part)) == part
        )
        for chosen in (rounds, published, errands, by_number, by_part):
            found.update((row.day, row.stop) for row in connection.execute(chosen))
    return found


def pictures_in(content: str) -> list[str]:
    """Return the digests of pictures that an event names."""
    told = json.loads(content)
    return [told[name] for name in ("photo", "signature") if told.get(name)]


def _without(content: str) -> str:
    return json.dumps(blank(json.loads(content)), ensure_ascii=False)
