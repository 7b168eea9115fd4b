"""(s, S): once a period, where no more than s is on hand and on order, so much is ordered that it is S."""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
import scipy

from core.errors import InvalidInput
from inventory.demand import Demand, Discrete, Poisson
from inventory.newsvendor import cost_of_level

_LEAST_CHANCE = 1e-14
_MOST_LEVELS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderUpTo:
    """The level at which to order, the one to fill up to, and what that costs a period where it is known."""

    reorder_level: float
    up_to: float
    cost: float | None = None


def best_levels(
    demand: Poisson | Discrete,
    *,
    order_cost: float,
    holding_cost: float,
    stockout_cost: float,
    lead_time: int = 0,
) -> OrderUpTo:
    """Return the (s, S) with least cost for whole demand.

    Source: Zheng & Federgruen (1991), doi:10.1287/opre.39.4.654.

    demand
        of one period; lead_time: periods from order to delivery.
    """
    if not (order_cost >= 0 and holding_cost > 0 and stockout_cost > 0 and lead_time >= 0):
        raise InvalidInput("costs must be above 0, a lead time and the cost of an order 0 or more")
    chances = _chances(demand)
    covered = _over(demand, lead_time + 1)
    renewals = _Renewals(chances)

    def rate(level: int) -> float:
        return cost_of_level(covered, level, holding_cost, stockout_cost)

    def cost(low: int, high: int) -> float:
        return renewals.cost(low, high, order_cost, rate)

    high = int(covered.least_level(stockout_cost / (stockout_cost + holding_cost)))
    low = _first_low(high, cost, rate)
    best, best_high, tried = cost(low, high), high, high + 1
    while rate(tried) <= best:
        if cost(low, tried) < best:
            best_high = tried
            while cost(low, best_high) <= rate(low + 1):
                low += 1
            best = cost(low, best_high)
        tried += 1
    return OrderUpTo(reorder_level=low, up_to=best_high, cost=best)


def _first_low(high: int, cost: Callable[[int, int], float], rate: Callable[[int], float]) -> int:
    """Return the best level to order at where stock is filled up to `high`."""
    low = high - 1
    while cost(low, high) > rate(low):
        low -= 1
        if high - low > _MOST_LEVELS:
            raise InvalidInput("these costs ask for orders beyond all bounds; check their units")
    return low


def cost_of_levels(
    demand: Poisson | Discrete,
    low: int,
    high: int,
    *,
    order_cost: float,
    holding_cost: float,
    stockout_cost: float,
    lead_time: int = 0,
) -> float:
    """Return what any (s, S) costs a period."""
    if low >= high:
        raise InvalidInput(f"stock is filled up to more than {low}, where it is ordered, not to {high}")
    covered = _over(demand, lead_time + 1)
    return _Renewals(_chances(demand)).cost(
        low, high, order_cost, lambda level: cost_of_level(covered, level, holding_cost, stockout_cost)
    )


class _Renewals:
    """How often each level below S is met between two orders: m(j) and its sum M(j)."""

    def __init__(self, chances: np.ndarray) -> None:
        self.chances = chances
        self.visits = [1 / (1 - float(chances[0]))]

    def _until(self, size: int) -> np.ndarray:
        while len(self.visits) < size:
            j = len(self.visits)
            reach = min(j, len(self.chances) - 1)
            steps = self.chances[1 : reach + 1]
            earlier = np.array(self.visits[j - reach : j])[::-1]
            self.visits.append(float(steps @ earlier) / (1 - float(self.chances[0])))
        return np.array(self.visits[:size])

    def cost(self, low: int, high: int, order_cost: float, rate: Callable[[int], float]) -> float:
        visits = self._until(high - low)
        rates = np.array([rate(high - j) for j in range(high - low)])
        return float((order_cost + visits @ rates) / visits.sum())


def _chances(demand: Poisson | Discrete) -> np.ndarray:
    """Return the chance of each whole amount from 0 on."""
    if isinstance(demand, Poisson):
        most = int(scipy.stats.poisson.isf(_LEAST_CHANCE, demand.mean)) + 1
        return np.asarray(scipy.stats.poisson.pmf(np.arange(most + 1), demand.mean))
    if not demand.whole:
        raise InvalidInput("levels are found for whole amounts of demand only")
    chances = np.zeros(int(max(demand.chances)) + 1)
    for amount, chance in demand.chances.items():
        chances[int(amount)] += chance
    chances /= chances.sum()
    if chances[0] >= 1:
        raise InvalidInput("nothing is ever asked for; no levels are needed")
    return chances


def _over(demand: Poisson | Discrete, spans: int) -> Demand:
    """Return the demand of several periods."""
    if isinstance(demand, Poisson):
        return Poisson(mean=demand.mean * spans)
    chances = one = _chances(demand)
    for _ in range(spans - 1):
        chances = np.convolve(chances, one)
    return Discrete(chances={float(k): float(chance) for k, chance in enumerate(chances) if chance > 0})


def by_power(
    mean: float,
    sd: float,
    *,
    order_cost: float,
    holding_cost: float,
    stockout_cost: float,
    lead_time: float = 0,
) -> OrderUpTo:
    """Return (s, S) for normal demand by the revised power approximation, without its cost.

    Source: Ehrhardt & Mosier (1984), doi:10.1287/mnsc.30.5.618.

    mean, sd
        demand of one period; lead_time: periods from order to delivery.
    """
    if not (mean > 0 and sd > 0 and order_cost > 0 and holding_cost > 0 and stockout_cost > 0):
        raise InvalidInput("demand, its deviation and all costs must be above 0")
    covered, covered_sd = mean * (lead_time + 1), sd * sqrt(lead_time + 1)
    ratio = order_cost / holding_cost
    batch = 1.30 * mean**0.494 * ratio**0.506 * (1 + covered_sd**2 / mean**2) ** 0.116
    z = sqrt(batch * holding_cost / (stockout_cost * covered_sd))
    low = 0.973 * covered + covered_sd * (0.183 / z + 1.063 - 2.192 * z)
    return OrderUpTo(reorder_level=low, up_to=low + batch)
