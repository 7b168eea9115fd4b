"""When and how much to order for demand that is known but differs from period to period."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from core.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Lots:
    """What is ordered at the beginning of each period, and what orders, holding and buying cost in all."""

    quantities: tuple[float, ...]
    cost: float


def best_lots(
    demand: Sequence[float],
    *,
    order_cost: float,
    holding_cost: float,
    prices: Sequence[float] | None = None,
) -> Lots:
    """Return the orders with least cost that meet all demand in time.

    Source: Wagner & Whitin (1958), doi:10.1287/mnsc.5.1.89.

    demand
        units in each period; holding_cost: money for a unit held from one period to the next.
    prices
        money a unit, in each period; free if not given.
    """
    size = len(demand)
    if prices is not None and len(prices) != size:
        raise InvalidInput(f"{len(prices)} prices for {size} periods; one for each is right")
    if any(not each >= 0 for each in demand):
        raise InvalidInput("demand must be 0 or more in every period")
    costs = [inf] * size + [0.0]  # of meeting all demand from a period on
    until = [size] * size  # the first period that its order leaves to others
    for begin in reversed(range(size)):
        held = bought = 0.0
        for end in range(begin, size):
            held += holding_cost * (end - begin) * demand[end]
            bought += (prices[begin] if prices else 0.0) * demand[end]
            cost = order_cost + held + bought + costs[end + 1]
            if cost < costs[begin]:
                costs[begin], until[begin] = cost, end + 1
        if demand[begin] == 0 and costs[begin + 1] <= costs[begin]:
            costs[begin], until[begin] = costs[begin + 1], begin
    return Lots(quantities=tuple(_quantities(demand, until)), cost=costs[0])


def _quantities(demand: Sequence[float], until: Sequence[int]) -> list[float]:
    made = [0.0] * len(demand)
    begin = 0
    while begin < len(demand):
        if until[begin] == begin:
            begin += 1
            continue
        made[begin] = float(sum(demand[begin : until[begin]]))
        begin = until[begin]
    return made
