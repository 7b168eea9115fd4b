"""Rows that follow from the others for whole sites: those open together have room for what is wanted.

The relaxation keeps them anyhow, so they change neither an answer nor its bound; but only in one row does a
solver see that what fits into no single site takes two, and cuts fractions of sites off (cover inequalities,
Balas (1975), doi:10.1007/BF01580440; redundant rows for that, Aardal (1998), doi:10.1023/A:1018966804496).
"""

from collections import defaultdict
from collections.abc import Iterator
from math import inf

from network.design.lane import Lane
from network.design.search.columns import Columns
from network.design.search.limits import beyond, reach
from network.design.study import Study
from network.solvers.builder import Builder, Term


def add_covers(builder: Builder, study: Study, columns: Columns) -> None:
    """Add that open sites have room for all demand of a period, for what is near enough and what is made."""
    serving: dict[str, _Lanes] = defaultdict(lambda: defaultdict(list))
    for when, lane, product in _last_miles(study, columns):
        serving[when][lane.start].append((lane, product))
    wanted: dict[str, _Wanted] = defaultdict(dict)
    for (customer, product, when), units in study.wanted.items():
        wanted[when][customer, product] = units
    for period in study.periods:
        _add_room(builder, study, columns, period.id, serving[period.id], wanted[period.id])
        _add_shares(builder, study, columns, period.id, serving[period.id], wanted[period.id])
        _add_making(builder, study, columns, period.id, wanted[period.id])


_Lanes = dict[str, list[tuple[Lane, str]]]
"""Lanes to customers with their products, by the site that they start from."""

_Wanted = dict[tuple[str, str], float]
"""Units of a period by customer and product."""


def _last_miles(study: Study, columns: Columns) -> Iterator[tuple[str, Lane, str]]:
    """Yield the flows to customers that may be, but for limits of the whole design."""
    for period, key, product in columns.flows:
        customer, lane = study.customer_of.get(key[1]), study.lane_of[key]
        if customer is None or study.site_of[key[0]].fate == "closed":
            continue
        if not beyond(lane.km, customer.most_km) and not beyond(lane.minutes, customer.most_minutes):
            yield period, lane, product


def _add_room(
    builder: Builder, study: Study, columns: Columns, period: str, serving: _Lanes, wanted: _Wanted
) -> None:
    """Let the load that sites can serve and let out be enough for what is wanted."""
    per_unit = {each.id: each.load for each in study.products}
    loads = {(customer, product): units * per_unit[product] for (customer, product), units in wanted.items()}
    most = {site: _reachable(lanes, loads) for site, lanes in serving.items()}
    rooms = {
        (site, size.id): inf if size.capacity is None else size.capacity
        for site in serving
        for size in study.site_of[site].sizes
    }
    _add(builder, columns, period, most, rooms, sum(loads.values()))


def _add_shares(
    builder: Builder, study: Study, columns: Columns, period: str, serving: _Lanes, wanted: _Wanted
) -> None:
    """Let the units that sites can serve from near enough be the share that a limit asks for."""
    for limit in study.limits:
        if not limit.is_share:
            continue
        most = {
            site: _reachable(
                [
                    (lane, product)
                    for lane, product in lanes
                    if reach(lane, by_minutes=limit.by_minutes) <= limit.within
                ],
                wanted,
            )
            for site, lanes in serving.items()
        }
        _add(builder, columns, period, most, {}, limit.value * sum(wanted.values()))


def _reachable(lanes: list[tuple[Lane, str]], wanted: _Wanted) -> float:
    return sum(wanted[each] for each in {(lane.end, product) for lane, product in lanes})


def _add_making(builder: Builder, study: Study, columns: Columns, period: str, wanted: _Wanted) -> None:
    """Let what sites can make of a product be what customers want of it."""
    units: dict[str, float] = defaultdict(float)
    for (_, name), amount in wanted.items():
        units[name] += amount
    for product in study.products:
        most = {
            each.site: inf if each.capacity is None else each.capacity
            for each in study.makings
            if each.product == product.id
        }
        _add(builder, columns, period, most, {}, units[product.id])


def _add(
    builder: Builder,
    columns: Columns,
    period: str,
    most: dict[str, float],
    rooms: dict[tuple[str, str], float],
    needed: float,
) -> None:
    """Add that open sites together come to what is needed.

    most, rooms
        what each site can give in any size, and in one; sizes without a room give as much as any.
    """
    terms: list[Term] = [
        (column, min(most[site], rooms.get((site, size), inf), needed))
        for (when, site, size), column in columns.sizes.items()
        if when == period and site in most
    ]
    if needed and any(factor < needed for _, factor in terms):
        builder.row(terms, lower=needed)
