"""A policy for an item: when to order and how much, what that costs and gives, and what to order now."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from inventory.classes import abc_classes
from inventory.demand import Discrete, Normal, Poisson, demand_over, fitted
from inventory.item import DAYS_PER_YEAR, Item
from inventory.order_quantity import PriceBand, economic_order_quantity, with_all_units_discount
from inventory.safety_stock import Service, safety_stock_for_cycles, safety_stock_for_fill_rate, service_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """(r, Q) for an item: as soon as no more than r is on hand and on order, Q is ordered.

    expected_demand, safety_stock
        units: what is asked for until a delivery is there, and what lies beyond it in the reorder point.
    average_stock
        units on hand.
    cost_a_year
        minor units: orders and holding; not buying.
    proposed
        units to order now.
    reason
        why so many or none.
    """

    item: Item
    value_class: str
    reorder_point: int
    order_quantity: int
    expected_demand: float
    safety_stock: float
    service: Service
    average_stock: float
    orders_a_year: float
    cost_a_year: float
    bought_at: int
    proposed: int
    reason: str
    basis: str


def policies_for(items: Sequence[Item]) -> tuple[Policy, ...]:
    """Return the policy of each item, in their order."""
    values = abc_classes({item.id: item.yearly_value for item in items})
    return tuple(policy_for(item, value_class=values[item.id]) for item in items)


def policy_for(item: Item, *, value_class: str = "A") -> Policy:
    """Return the policy of one item: an economic quantity, and a reorder point for its service level."""
    lead, basis = lead_time_demand(item)
    quantity, bought_at = _quantity(item)
    point = _reorder_point(item, lead, quantity)
    expected = item.demand_mean * item.lead_days
    safety = point - expected
    yearly = item.demand_mean * DAYS_PER_YEAR
    average = max(0.0, quantity / 2 + point - lead.mean)
    orderings = yearly / quantity if yearly else 0.0
    proposed, reason = _proposal(item, point, quantity, expected)
    return Policy(
        item=item,
        value_class=value_class,
        reorder_point=point,
        order_quantity=quantity,
        expected_demand=expected,
        safety_stock=safety,
        service=service_of(lead, point, quantity),
        average_stock=average,
        orders_a_year=orderings,
        cost_a_year=orderings * item.order_cost + average * _holding(item, bought_at),
        bought_at=bought_at,
        proposed=proposed,
        reason=reason,
        basis=basis,
    )


def lead_time_demand(item: Item) -> tuple[Normal | Poisson | Discrete, str]:
    """Return the demand that the reorder point must cover, and in words what it is taken for.

    Stock is looked at once a day: by then it is below the reorder point by the undershoot, on average
    (mean^2 + sd^2) / (2 mean), half a unit less where units are whole and few. It counts as demand as well.
    Source: Silver, Pyke & Thomas, section 6.7; renewal theory, Tijms (1986).
    """
    total = demand_over(item.demand_mean, item.demand_sd, item.lead_days, item.lead_sd)
    below = _undershoot(item)
    demand = fitted(total.mean + below, sqrt(total.sd**2 + below**2 / 3))
    names = {Normal: "bell curve", Poisson: "Poisson", Discrete: "negative binomial"}
    return demand, names[type(demand)]


def _undershoot(item: Item) -> float:
    if item.demand_mean == 0:
        return 0.0
    below = (item.demand_mean + item.demand_sd**2 / item.demand_mean) / 2
    return max(0.0, below - 0.5) if item.demand_mean < 1 else below


def _holding(item: Item, unit_cost: int) -> float:
    """Return what holding a unit for a year costs, in minor units."""
    return unit_cost * item.holding_percent / 100


def _quantity(item: Item) -> tuple[int, int]:
    """Return the units of an order in whole packs, and what each costs."""
    yearly = item.demand_mean * DAYS_PER_YEAR
    if not yearly:
        return _packs(item, max(1, item.least_order)), item.unit_cost
    bands = [PriceBand(least=0, price=float(item.unit_cost))]
    if item.discount_from:
        bands.append(PriceBand(least=item.discount_from, price=float(item.discount_cost)))
        wanted = with_all_units_discount(
            yearly, bands, order_cost=item.order_cost, holding_rate=item.holding_percent / 100
        ).quantity
    else:
        wanted = economic_order_quantity(
            yearly, order_cost=item.order_cost, holding_cost=_holding(item, item.unit_cost)
        ).quantity
    quantity = _packs(item, max(1, item.least_order, round(wanted)))
    discounted = item.discount_from and quantity >= item.discount_from
    return quantity, int(item.discount_cost if discounted else item.unit_cost)


def _packs(item: Item, units: float) -> int:
    return ceil(units / item.pack) * item.pack


def _reorder_point(item: Item, lead: Normal | Poisson | Discrete, quantity: int) -> int:
    """Return the least whole reorder point that gives the service wanted; never below 0."""
    if item.demand_mean == 0:
        return 0
    if isinstance(lead, Normal):
        if item.service_kind == "cycle-service":
            safety = safety_stock_for_cycles(lead, item.service)
        else:
            safety = safety_stock_for_fill_rate(lead, item.service, quantity)
        return max(0, ceil(lead.mean + safety - 1e-9))
    low, high = -1, ceil(lead.mean + 60 * sqrt(lead.mean + lead.sd**2) + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if _served(item, lead, middle, quantity) >= item.service:
            high = middle
        else:
            low = middle
    return high


def _served(item: Item, lead: Poisson | Discrete, point: int, quantity: int) -> float:
    service = service_of(lead, point, quantity)
    return service.cycle_service if item.service_kind == "cycle-service" else service.fill_rate


def _proposal(item: Item, point: int, quantity: int, expected: float) -> tuple[int, str]:
    """Return how much to order now, and why."""
    there = f"{item.on_hand} on hand"
    if item.on_order:
        there += f" and {item.on_order} on order"
    if item.backordered:
        there += f", {item.backordered} of them waited for"
    if item.demand_mean == 0:
        return (
            (item.backordered, f"{there}; nothing is asked for")
            if item.position < 0
            else (
                0,
                f"{there}; nothing is asked for, so nothing is ordered",
            )
        )
    days = item.position / item.demand_mean
    if item.position > point:
        left = (item.position - point) / item.demand_mean
        return 0, (
            f"{there}: more than the reorder point of {point}, which is reached in about {left:.0f} days "
            f"(stock for {max(days, 0):.0f} days)"
        )
    times = max(1, ceil((point + 1 - item.position) / quantity))
    safety = point - expected
    beside = (
        f"{safety:.0f} are safety stock" if safety > -0.5 else "few orders a year give the service wanted"
    )
    return times * quantity, (
        f"{there}: no more than the reorder point of {point} ({expected:.0f} are expected in "
        f"{item.lead_days:g} days until a delivery, {beside})"
    )
