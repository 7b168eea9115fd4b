"""Who is served from where at least cost, for many customers who may be split: a flow of least cost.

A program of ten thousand customers takes seconds, the flow a tenth of one. What another unit of room would be
worth at each site is worked out from it: how much cheaper the customers could be whose goods would move.
Source: Goldberg (1997), doi:10.1006/jagm.1995.0805, as OR-Tools has it; the worths are shortest ways in the
residual graph, Ahuja, Magnanti & Orlin (1993), Network Flows, chapter 9.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEAREST = 12
"""The cheapest sites of each customer that are looked at first."""

UNITS = 10**8
"""What all demand is counted in at most where it is not in whole numbers."""

FINEST = 10**7
"""In so many steps the costs of a unit are told apart."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Flow:
    """Who is served from where, and what room is worth.

    customers, sites, shares
        (k,) parallel; shares of a customer's demand add up to 1.
    worth
        (sites,) what a unit of room more would save.
    """

    customers: Ints
    sites: Ints
    shares: Floats
    worth: Floats


def least_flow(costs: Floats, demands: Floats, rooms: Floats) -> Flow | None:
    """Serve everybody from some sites at least cost; None where their room is not enough.

    costs
        (n, sites) of serving all of a customer's demand; infinite where that is not allowed.
    """
    by_unit = costs / np.maximum(demands, 1e-12)[:, None]
    supplies, whole_rooms = _whole(demands, rooms)
    width = costs.shape[1]
    for nearest in dict.fromkeys((min(NEAREST, width), width)):
        places = np.argpartition(costs, nearest - 1, axis=1)[:, :nearest]
        found = _solved(np.take_along_axis(by_unit, places, axis=1), places, supplies, whole_rooms)
        if found is not None:
            customers, sites, carried = found
            full = np.bincount(sites, weights=carried, minlength=width) >= whole_rooms
            return Flow(
                customers=customers,
                sites=sites,
                shares=carried / supplies[customers],
                worth=_worth(by_unit, customers, sites, full),
            )
    return None


def _solved(by_unit: Floats, places: Ints, supplies: Ints, rooms: Ints) -> tuple[Ints, Ints, Ints] | None:
    """Return parallel arrays of customers, sites and units, by (n, nearest) some sites of each customer."""
    # Servers start without what only large questions need.
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415

    (size, nearest), width = places.shape, len(rooms)
    customers = np.repeat(np.arange(size), nearest)
    allowed = np.isfinite(by_unit).ravel()
    customers, heads, prices = customers[allowed], size + places.ravel()[allowed], by_unit.ravel()[allowed]
    scale = FINEST / max(float(prices.max(initial=0)), 1e-300)
    flow = min_cost_flow.SimpleMinCostFlow()
    sink = size + width
    lanes = flow.add_arcs_with_capacity_and_unit_cost(
        customers, heads, supplies[customers], np.rint(prices * scale).astype(np.int64)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        size + np.arange(width), np.full(width, sink), rooms, np.zeros(width, np.int64)
    )
    flow.set_nodes_supplies(np.arange(sink + 1), np.r_[supplies, np.zeros(width, np.int64), -supplies.sum()])
    if flow.solve() != flow.OPTIMAL:
        return None
    carried = flow.flows(lanes)
    used = carried > 0
    return customers[used], heads[used] - size, carried[used]


def _whole(demands: Floats, rooms: Floats) -> tuple[Ints, Ints]:
    """Return demand and room in whole units, at least one a customer; demand is rounded up and room down."""
    both = np.r_[demands, rooms]
    whole = bool((both == np.rint(both)).all()) and demands.sum() <= UNITS
    unit = 1.0 if whole else float(demands.sum()) / UNITS
    supplies = np.maximum(np.ceil(demands / unit - 1e-9), 1).astype(np.int64)
    return supplies, np.floor(np.minimum(rooms, 2 * demands.sum()) / unit + 1e-9).astype(np.int64)


def _worth(by_unit: Floats, customers: Ints, sites: Ints, full: Flags) -> Floats:
    """Return what a unit of room more would save at each site.

    by_unit
        (n, sites) cost of a unit.
    customers, sites
        (k,) who is served from where.
    full
        (sites,) which have no room left.
    """
    width = by_unit.shape[1]
    cheaper = np.full((width, width), -np.inf)  # from, to: by how much a unit that moves becomes cheaper
    for site in range(width):
        those = customers[sites == site]
        if len(those):
            cheaper[site] = (by_unit[those, site][:, None] - by_unit[those]).max(axis=0)
    worth = np.zeros(width)
    for _ in range(width):
        better = np.where(full, np.maximum((cheaper + worth[:, None]).max(axis=0), 0), 0)
        if np.allclose(better, worth):
            break
        worth = better
    return worth
