"""The policies of `inventory` as what tells a simulated site when to order, and how much."""

from functools import lru_cache

from core.units import Cents
from inventory.item import Item
from inventory.policy import policy_for
from network.simulation.stock_rule import Level, Need


@lru_cache(maxsize=4096)
def level_for(need: Need) -> Level:
    """Return the reorder point and the economic quantity of a stock."""
    rule = need.rule
    policy = policy_for(
        Item(
            id=f"{need.product} at {need.site}",
            demand_mean=need.demand_mean,
            demand_sd=need.demand_sd,
            lead_days=need.lead_days,
            lead_sd=rule.lead_sd_days,
            unit_cost=Cents(rule.unit_cents),
            order_cost=Cents(rule.order_cents),
            holding_percent=rule.holding_percent,
            service=rule.service,
            pack=rule.pack,
        )
    )
    return Level(reorder_point=policy.reorder_point, order_quantity=policy.order_quantity)
