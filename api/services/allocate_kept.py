"""Orders that are kept are given their warehouses, and the units are promised to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from core.distance import great_circle_m
from core.errors import fault, refuse
from core.place import Place
from data.formats.fleet.models import SiteModel
from data.store.order_rows import KeptOrder
from data.store.stock.allocations import UNPROMISED, allocate_kept
from data.store.store import Store
from inventory.sourcing.answer import Sourcing
from inventory.sourcing.terms import Rule, Terms
from orders.calls import goes_to_spot

NEAREST: tuple[Rule, ...] = (Rule(criterion="shipments"), Rule(criterion="rank"))
"""Few shipments, then from near: rank is the distance in metres from a kept site of the warehouse's name."""


@dataclass(frozen=True, kw_only=True)
class AllocatedOrders:
    """The answer to each order by its id; left: those with a promise already, or whose SKUs nobody counts."""

    orders: Mapping[str, KeptOrder]
    answers: Mapping[str, Sourcing]
    left: tuple[str, ...]


def allocate_orders_kept(
    store: Store,
    *,
    day: date,
    now: datetime,
    order_ids: Sequence[str] = (),
    terms: Terms | None = None,
) -> AllocatedOrders:
    """Promise the units of orders that leave on a day, one after the other, and allocate these orders.

    order_ids
        in their sequence; none for all that are due on the day and wait.
    terms
        what counts; its ranks are worked out for each order.

    Raises `InvalidInput` where an order is not there, or its goods are on their way already.
    """
    kept = store.orders.many(order_ids) if order_ids else {it.id: it for it in store.order_plans.due(day)}
    wrong = [fault("/orders", "id", each, "an order that is there") for each in order_ids if each not in kept]
    wrong += [
        fault(f"order {each.order.id!r}", "state", each.state, f"one of: {', '.join(UNPROMISED)}")
        for each in kept.values()
        if order_ids and each.state not in UNPROMISED
    ]
    refuse("Nothing is allocated.", wrong)
    store.let_go(now)
    sites = {each.id: each for each in store.fleet.whole().sites}
    counted = terms or Terms(rules=NEAREST, rank={})
    wanted = {key: replace(counted, rank=_ranks(each, sites)) for key, each in kept.items()}
    found = allocate_kept(store.database, list(order_ids or kept), wanted, day=day, now=now)
    return AllocatedOrders(orders=kept, answers=found, left=tuple(key for key in kept if key not in found))


def _ranks(kept: KeptOrder, sites: Mapping[str, SiteModel]) -> dict[str, int]:
    """Return how far sites are from where an order goes, in metres; nothing where nobody knows that."""
    order = kept.now
    there = sites.get(order.at) if goes_to_spot(order) else None
    place = there.point() if there is not None else order.place
    return {} if place is None else {name: _metres(each.point(), place) for name, each in sites.items()}


def _metres(one: Place, other: Place) -> int:
    lon, lat = np.array([one.lon]), np.array([one.lat])
    return int(great_circle_m(lon, lat, np.array([other.lon]), np.array([other.lat]))[0])
