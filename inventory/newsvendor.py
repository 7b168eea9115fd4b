"""How much to have where it can be had once only, or a base stock that is filled up every period."""

from dataclasses import dataclass

from core.errors import InvalidInput
from inventory.demand import Demand, Normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of stock and its expected cost of what is left over and what is short."""

    level: float
    cost: float


def newsvendor(demand: Demand, *, overage_cost: float, underage_cost: float) -> Level:
    """Return the level with least expected cost: the least that covers demand with chance p / (h + p).

    Source: Arrow, Harris & Marschak (1951), doi:10.2307/1906813.

    overage_cost, underage_cost
        money for a unit left over, h, and for one short, p.
    """
    if not (overage_cost > 0 and underage_cost > 0):
        raise InvalidInput(f"costs must be above 0, not {overage_cost} and {underage_cost}")
    level = demand.least_level(underage_cost / (overage_cost + underage_cost))
    return Level(level=level, cost=cost_of_level(demand, level, overage_cost, underage_cost))


def cost_of_level(demand: Demand, level: float, overage_cost: float, underage_cost: float) -> float:
    """Return the expected cost of any level: h E[(S - D)+] + p E[(D - S)+]."""
    short = demand.shortage(level)
    return float(overage_cost * (level - demand.mean + short) + underage_cost * short)


def margins(*, revenue: float, purchase_cost: float, salvage_value: float = 0.0) -> tuple[float, float]:
    """Return overage and underage cost of goods that are bought, sold, and cleared when left over."""
    if not revenue > purchase_cost > salvage_value:
        raise InvalidInput(
            f"revenue {revenue} must be above cost {purchase_cost}, and that above salvage {salvage_value}"
        )
    return purchase_cost - salvage_value, revenue - purchase_cost


def base_stock(
    mean: float, sd: float, *, lead_time: float, overage_cost: float, underage_cost: float
) -> Level:
    """Return the level to order up to in every period, for normal demand that waits when short.

    lead_time
        periods from order to delivery; demand of one period more must be covered.
    """
    spans = lead_time + 1
    demand = Normal(mean=mean * spans, sd=sd * spans**0.5)
    return newsvendor(demand, overage_cost=overage_cost, underage_cost=underage_cost)
