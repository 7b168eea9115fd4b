"""Problems of continuous review, from the shared folder."""

from inventory.continuous_review import ReviewCosts
from tests.inventory.published import instance


def review_of(name: str) -> ReviewCosts:
    """Return what decides about (r, Q) in an example."""
    it = instance(name)
    return ReviewCosts(
        demand=it["demand_mean"],
        demand_sd=it.get("demand_sd", 0),
        lead_time=it["lead_time"],
        order_cost=it["fixed_cost"],
        holding_cost=it["holding_cost"],
        stockout_cost=it["stockout_cost"],
    )
