"""What others are told of orders and plans."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from data.store.outbox.events import News
from data.store.outbox.kinds import order_type
from data.store.plan_record import PlanRecord
from orders.life_cycle import State


def order_news(
    order_id: str,
    *,
    source: str,
    number: str,
    state: State,
    revision: int,
    at: datetime,
    private: Mapping[str, Any] | None = None,
) -> News:
    """Return what others are told of an order that came into a state: its ids, state and revision.

    number
        the order's own within its source.
    private
        what only the customer may be told.
    """
    content = {
        "order_id": order_id,
        "source": source,
        "number": number,
        "state": state.value,
        "revision": revision,
    }
    subject = f"order {order_id}"
    return News(type=order_type(state), subject=subject, at=at, content=content, private=private or {})


def plan_news(record: PlanRecord, at: datetime) -> News:
    """Return what others are told of a plan that has ended."""
    content = {
        "plan_id": record.id,
        "day": record.day.isoformat(),
        "state": record.state,
        "stops": record.stops,
        "vehicles": record.vehicles,
        "routes": record.figures.routes,
        "unserved": record.figures.unserved,
        "revises": record.revises or None,
    }
    return News(type=f"plan.{record.state}", subject=f"plan {record.id}", at=at, content=content)
