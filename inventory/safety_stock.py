"""Stock against what is not certain: how much for a service level, and what service a reorder point gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import scipy
from scipy.special import ndtri

from core.errors import InvalidInput
from inventory.demand import Demand, Normal, normal_loss


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What customers get.

    cycle_service
        share of replenishment cycles without a stockout.
    fill_rate
        share of demand that is served from the shelf.
    short_per_cycle
        units that are short in one cycle on average.
    """

    cycle_service: float
    fill_rate: float
    short_per_cycle: float


def service_of(demand: Demand, point: float, quantity: float) -> Service:
    """Return the service of a reorder point, demand being that of the lead time.

    fill rate = 1 - n(r) / Q. Source: Silver, Pyke & Thomas, section 6.7; Chopra & Meindl, ch. 12.
    """
    if not quantity > 0:
        raise InvalidInput(f"an order quantity must be above 0, not {quantity}")
    short = demand.shortage(point)
    return Service(
        cycle_service=demand.at_most(point),
        fill_rate=max(0.0, 1 - short / quantity),
        short_per_cycle=short,
    )


def safety_stock_for_cycles(demand: Normal, cycle_service: float) -> float:
    """Return z sd: what covers the lead time in a share of the cycles."""
    return demand.sd * float(ndtri(_share(cycle_service)))


def safety_stock_for_fill_rate(demand: Normal, fill_rate: float, quantity: float) -> float:
    """Return the stock with which a share of demand is served from the shelf; may be negative.

    G(z) = (1 - fill rate) Q / sd. Source: Brown (1967); Silver, Pyke & Thomas, section 6.7.
    """
    if not quantity > 0:
        raise InvalidInput(f"an order quantity must be above 0, not {quantity}")
    if demand.sd == 0:
        return 0.0
    wanted = (1 - _share(fill_rate)) * quantity / demand.sd
    return demand.sd * float(scipy.optimize.brentq(lambda z: normal_loss(z) - wanted, -wanted - 10, 40))


def pooled_sd(deviations: Sequence[float], correlation: float = 0.0) -> float:
    """Return the deviation of demand served together; the square-root law where nothing is correlated.

    Source: Eppen (1979), doi:10.1287/mnsc.25.5.498.
    """
    if not -1 <= correlation <= 1 or any(not each >= 0 for each in deviations):
        raise InvalidInput("deviations must be 0 or more, a correlation from -1 to 1")
    squares, total = sum(each**2 for each in deviations), sum(deviations)
    return sqrt(max(0.0, squares + correlation * (total**2 - squares)))


def _share(share: float) -> float:
    if not 0 < share < 1:
        raise InvalidInput(f"a service level must be more than 0 and less than 1, not {share}")
    return share
