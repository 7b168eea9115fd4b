"""What prices prove needless: sites and lanes that no better design can have."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.location.choice import cheapest
from network.location.lagrange import Priced
from network.location.room_prices import Capacitated, Prices, cheapest_beside

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
    with_site, without = _either_way(
        float(prices.prices.sum()),
        prices.reduced,
        question.capacities,
        float(question.demands.sum()),
        question.sites,
        on=on,
    )
    with_site = np.maximum(with_site, prices.bound)
    return Kept(with_site=with_site, sites=with_site < cutoff, needed=without >= cutoff)


def rooms_either_way(question: Capacitated, found: Priced, must: Flags) -> tuple[Floats, Floats]:
    """Return what no design with each other site open costs less than, and none with it closed.

    found
        what prices prove of the question.
    must
        (m,) sites that are open in any case.
    """
    count = None if question.sites is None else question.sites - int(must.sum())
    return _either_way(
        found.bound - cheapest_beside(question, found.earned, must)[1] + float(found.earned[must].sum()),
        found.earned[~must],
        question.capacities[~must],
        float(question.demands.sum() - question.capacities[must].sum()),
        count,
        soon=True,
    )


def kept_lanes(question: Capacitated, prices: Prices, kept: Kept, cutoff: float) -> Flags:
    """Return (n, m) by which lanes a design of whole customers that costs less than `cutoff` may serve.

    A customer served by a lane that costs more than its price adds the difference to the bound of the site.
    """
    more = np.maximum(question.costs - prices.prices[:, None], 0)
    allowed: Flags = (kept.with_site + more < cutoff) & (question.demands[:, None] <= question.capacities)
    return allowed


def _either_way(
    base: float,
    reduced: Floats,
    rooms: Floats,
    demand: float,
    sites: int | None,
    *,
    soon: bool = False,
    on: Callable[[], bool] = lambda: True,
) -> tuple[Floats, Floats]:
    """Return what each site open, or closed, costs at least with `base`; minus infinity once time is over."""
    count = len(reduced)
    with_site, without = np.full(count, -np.inf), np.full(count, -np.inf)
    others = np.ones(count, dtype=bool)
    fewer = None if sites is None else sites - 1
    for site in range(count):
        if not on():
            break
        others[site] = False
        rest, room = reduced[others], rooms[others]
        beside = _cost(rest, room, demand - float(rooms[site]), fewer, soon=soon)
        with_site[site] = base + reduced[site] + beside
        without[site] = base + _cost(rest, room, demand, sites, soon=soon)
        others[site] = True
    return with_site, without


def _cost(reduced: Floats, rooms: Floats, demand: float, sites: int | None, *, soon: bool) -> float:
    if sites == 0:
        return 0.0
    if sites is None and rooms.sum() < demand * (1 - 1e-12):
        return np.inf
    if sites is not None and sites > len(reduced):
        return np.inf
    return cheapest(reduced, rooms, demand, sites, soon=soon)[1]
