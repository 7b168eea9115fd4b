"""When each site orders what, month by month: what is expected of it, and the policy for that."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from network.simulation.stock_rule import Level, Need, PolicyOf
from network.simulation.world import Item, World


def levels_of(world: World, policy_of: PolicyOf) -> dict[tuple[int, str, str], Level]:
    """Return the policy of every stock in every month of a simulation.

    Policies know what is expected of the month, with its season and growth, and not what goes wrong. A site
    that supplies others meets their lots: mean times lot is the variance that they bring.
    """
    found = {}
    units, variance = world.demand.units_a_day(), world.demand.variance()
    for month, period, days in _stretches(world):
        lots: dict[Item, list[tuple[float, float]]] = defaultdict(list)
        for item in world.stocked[period]:
            weights = _weights(world, period, item)
            wanted = units[days] @ weights
            mean = float(wanted.mean()) + sum(rate for rate, _ in lots[item])
            spread = float((variance[days] @ weights**2).mean() + wanted.var())
            spread += sum(rate * lot for rate, lot in lots[item])
            sources = world.shares[(period, *item)]
            need = Need(
                site=item[0], product=item[1], demand_mean=mean, demand_sd=spread**0.5,
                lead_days=sum(lane.lead_days * share for lane, share in sources), rule=world.rule(*item),
            )  # fmt: skip
            level = policy_of(need)
            found[(month, *item)] = level
            for lane, share in sources:
                lots[lane.start, item[1]].append((mean * share, level.order_quantity * share))
    return found


def _stretches(world: World) -> Iterator[tuple[int, str, NDArray[np.int64]]]:
    """Yield the days of each month, apart where a period ends in it."""
    days: dict[tuple[int, str], list[int]] = defaultdict(list)
    for day in range(world.terms.days):
        days[world.month_of(day), world.period_id(day)].append(day)
    for (month, period), found in days.items():
        yield month, period, np.array(found)


def _weights(world: World, period: str, item: Item) -> NDArray[np.float64]:
    """Return (n,) which share of each customer's product comes from a site."""
    site, product = item
    return np.array(
        [
            sum(
                share
                for lane, share in world.shares.get((period, customer, wanted), ())
                if lane.start == site and wanted == product
            )
            for customer, wanted in world.demand.keys
        ]
    )
