"""(r, Q): as soon as no more than r is on hand and on order, Q is ordered."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import scipy
from scipy.special import ndtr

from core.errors import InvalidInput
from inventory.demand import Normal, Poisson
from inventory.newsvendor import cost_of_level
from inventory.order_quantity import economic_order_quantity, with_planned_backorders

_MOST_UNITS = 10_000_000
"""A search over whole units that gets as far as this follows figures that no warehouse has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCosts:
    """What decides about (r, Q).

    demand, demand_sd
        units a year and their standard deviation.
    lead_time
        years from order to delivery.
    order_cost, holding_cost, stockout_cost
        money an order; a unit and year; a unit short and year.
    """

    demand: float
    lead_time: float
    order_cost: float
    holding_cost: float
    stockout_cost: float
    demand_sd: float = 0.0

    def __post_init__(self) -> None:
        for name in ("demand", "lead_time", "order_cost", "holding_cost", "stockout_cost"):
            if not getattr(self, name) > 0:
                raise InvalidInput(f"{name.replace('_', ' ')} must be above 0, not {getattr(self, name)}")
        if not self.demand_sd >= 0:
            raise InvalidInput(f"the deviation of demand must be 0 or more, not {self.demand_sd}")

    @property
    def in_lead_time(self) -> Normal:
        """Demand until what is ordered is there."""
        return Normal(mean=self.demand * self.lead_time, sd=self.demand_sd * sqrt(self.lead_time))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorderPoint:
    """Where to order, how much, and what that costs a year where it is known."""

    point: float
    quantity: float
    cost: float


def cost_of_review(it: ReviewCosts, point: float, quantity: float) -> float:
    """Return what (r, Q) costs a year with normal demand, exactly.

    (K D + integral of g(y) over y from r to r + Q) / Q, g(y) the cost rate of an inventory position y.
    Source: Zheng (1992), doi:10.1287/mnsc.38.1.87; the integral by the second-order loss function.
    """
    lead = it.in_lead_time
    ends = point + quantity
    over = it.holding_cost * quantity * ((point + ends) / 2 - lead.mean)
    short = (it.holding_cost + it.stockout_cost) * (
        _shortage_beyond(lead, point) - _shortage_beyond(lead, ends)
    )
    return (it.order_cost * it.demand + over + short) / quantity


def _shortage_beyond(lead: Normal, level: float) -> float:
    """Return the integral of the expected shortage from a level on."""
    if lead.sd == 0:
        return max(lead.mean - level, 0.0) ** 2 / 2
    z = (level - lead.mean) / lead.sd
    density = float(np.exp(-z * z / 2) / sqrt(2 * np.pi))
    return lead.sd**2 * ((z * z + 1) * float(ndtr(-z)) - z * density) / 2


def best_point(it: ReviewCosts, quantity: float) -> float:
    """Return the reorder point with least cost for an order quantity: where g(r) = g(r + Q)."""
    lead = it.in_lead_time
    if lead.sd == 0:
        return lead.mean - quantity * it.holding_cost / (it.holding_cost + it.stockout_cost)
    wanted = lead.least_level(it.stockout_cost / (it.stockout_cost + it.holding_cost))

    def difference(point: float) -> float:
        return _rate(it, point) - _rate(it, point + quantity)

    return float(scipy.optimize.brentq(difference, wanted - quantity, wanted, xtol=1e-10))


def _rate(it: ReviewCosts, level: float) -> float:
    return cost_of_level(it.in_lead_time, level, it.holding_cost, it.stockout_cost)


def best_review(it: ReviewCosts) -> ReorderPoint:
    """Return the (r, Q) with least cost for normal demand.

    Source: Federgruen & Zheng (1992), doi:10.1287/opre.40.4.808: at the best quantity its cost equals g(r).
    """
    least = with_planned_backorders(
        it.demand, order_cost=it.order_cost, holding_cost=it.holding_cost, backorder_cost=it.stockout_cost
    ).quantity

    def excess(quantity: float) -> float:
        point = best_point(it, quantity)
        return cost_of_review(it, point, quantity) - _rate(it, point)

    most = 2 * least
    while excess(most) > 0:
        most *= 2
    quantity = float(scipy.optimize.brentq(excess, least * 0.999, most, xtol=1e-9))
    point = best_point(it, quantity)
    return ReorderPoint(point=point, quantity=quantity, cost=cost_of_review(it, point, quantity))


def best_whole_review(it: ReviewCosts) -> ReorderPoint:
    """Return the (r, Q) with least cost for customers who come one by one; `demand_sd` plays no part.

    Source: Federgruen & Zheng (1992): the range of inventory positions grows where the cost rate is least.
    """
    lead = Poisson(mean=it.demand * it.lead_time)

    def rate(level: int) -> float:
        return cost_of_level(lead, level, it.holding_cost, it.stockout_cost)

    low = int(lead.least_level(it.stockout_cost / (it.stockout_cost + it.holding_cost)))
    high, total = low, it.order_cost * it.demand + rate(low)
    below, above = rate(low - 1), rate(high + 1)
    while high - low < _MOST_UNITS:
        size = high - low + 1
        if min(below, above) >= total / size:
            return ReorderPoint(point=low - 1, quantity=size, cost=total / size)
        total += min(below, above)
        if below <= above:
            low, below = low - 1, rate(low - 2)
        else:
            high, above = high + 1, rate(high + 2)
    raise InvalidInput(f"these costs ask for orders of more than {_MOST_UNITS:,} units; check their units")


def by_expected_inventory(it: ReviewCosts) -> ReorderPoint:
    """Return the (r, Q) of most textbooks, with `stockout_cost` for each unit short, however long it waits.

    Q = sqrt(2 D (K + p n(r)) / h), 1 - F(r) = Q h / (p D), in turn until both stay.
    Source: Hadley & Whitin (1963), section 4.2; Nahmias, section 5.4.
    """
    lead = it.in_lead_time
    quantity = economic_order_quantity(
        it.demand, order_cost=it.order_cost, holding_cost=it.holding_cost
    ).quantity
    point = lead.mean
    for _ in range(1000):
        chance = quantity * it.holding_cost / (it.stockout_cost * it.demand)
        if not chance < 1:
            raise InvalidInput("a stockout costs so little that any reorder point is too high")
        point = lead.least_level(1 - chance)
        before = quantity
        short = lead.shortage(point)
        quantity = sqrt(2 * it.demand * (it.order_cost + it.stockout_cost * short) / it.holding_cost)
        if abs(quantity - before) < 1e-10 * quantity:
            break
    held = it.holding_cost * (point - lead.mean + quantity / 2)
    ordering = (it.order_cost + it.stockout_cost * lead.shortage(point)) * it.demand / quantity
    return ReorderPoint(point=point, quantity=quantity, cost=held + ordering)


def by_planned_backorders(it: ReviewCosts) -> ReorderPoint:
    """Return the quantity with planned backorders and its best point, at most 1/8 above the least cost.

    Source: Zheng (1992).
    """
    quantity = with_planned_backorders(
        it.demand, order_cost=it.order_cost, holding_cost=it.holding_cost, backorder_cost=it.stockout_cost
    ).quantity
    point = best_point(it, quantity)
    return ReorderPoint(point=point, quantity=quantity, cost=cost_of_review(it, point, quantity))


def by_safety_stock(it: ReviewCosts) -> ReorderPoint:
    """Return the economic quantity, and a reorder point that covers the lead time with chance p / (h + p)."""
    quantity = economic_order_quantity(
        it.demand, order_cost=it.order_cost, holding_cost=it.holding_cost
    ).quantity
    point = it.in_lead_time.least_level(it.stockout_cost / (it.stockout_cost + it.holding_cost))
    return ReorderPoint(point=point, quantity=quantity, cost=cost_of_review(it, point, quantity))
