"""What prices prove needless: sites and lanes that no better design can have."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.location.choice import cheapest
from network.location.room_prices import Capacitated, Prices

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Kept:
    """What is left.

    with_site
        (m,) what no design with this site open costs less than.
    sites
        (m,) which may be open.
    needed
        (m,) which are open in any better design.
    """

    with_site: Floats
    sites: Flags
    needed: Flags


def kept_sites(question: Capacitated, prices: Prices, cutoff: float, on: Callable[[], bool]) -> Kept:
    """Return which sites a design that costs less than `cutoff` may have, and which it must.

    on
        whether there is still time; once there is not, all further sites stay.
    """
    total = float(question.demands.sum())
    base = float(prices.prices.sum())
    count = len(prices.reduced)
    with_site, without = np.full(count, prices.bound), np.full(count, np.inf)
    others = np.ones(count, dtype=bool)
    for site in range(count):
        if not on():
            without[site:] = -np.inf
            break
        others[site] = False
        rest, rooms = prices.reduced[others], question.capacities[others]
        fewer = None if question.sites is None else question.sites - 1
        with_site[site] = (
            base + prices.reduced[site] + _cost(rest, rooms, total - question.capacities[site], fewer)
        )
        without[site] = base + _cost(rest, rooms, total, question.sites)
        others[site] = True
    with_site = np.maximum(with_site, prices.bound)
    return Kept(with_site=with_site, sites=with_site < cutoff, needed=without >= cutoff)


def kept_lanes(question: Capacitated, prices: Prices, kept: Kept, cutoff: float) -> Flags:
    """Return (n, m) by which lanes a design of whole customers that costs less than `cutoff` may serve.

    A customer served by a lane that costs more than its price adds the difference to the bound of the site.
    """
    more = np.maximum(question.costs - prices.prices[:, None], 0)
    allowed: Flags = (kept.with_site + more < cutoff) & (question.demands[:, None] <= question.capacities)
    return allowed


def _cost(reduced: Floats, rooms: Floats, demand: float, sites: int | None) -> float:
    if sites == 0:
        return 0.0
    if sites is None and rooms.sum() < demand * (1 - 1e-12):
        return np.inf
    if sites is not None and sites > len(reduced):
        return np.inf
    return cheapest(reduced, rooms, demand, sites)[1]
