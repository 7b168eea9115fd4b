"""Costs that are not a price times an amount: opening and closing, steps of throughput, minimum charges."""

import math
from itertools import pairwise

from network.design.costs import cents_per_unit
from network.design.search.columns import Columns
from network.design.site import Site
from network.design.study import Study
from network.solvers.builder import Builder, Term


def add_openings(builder: Builder, study: Study, columns: Columns) -> None:
    """Pay where a site opens, changes its size or closes from one period to the next."""
    for site in study.sites:
        for k, period in enumerate(study.periods):
            before = study.periods[k - 1].id if k else None
            for size in site.sizes:
                if size.opening_cents:
                    cost = period.cost_factor * size.opening_cents / 100
                    change = builder.column(cost=cost, upper=1.0, investment=size.opening_cents / 100)
                    now = columns.sizes[period.id, site.id, size.id]
                    _at_least_the_rise(
                        builder, change, [now], *_before(study, columns, site, size.id, before)
                    )
            if site.closing_cents:
                cost = period.cost_factor * site.closing_cents / 100
                change = builder.column(cost=cost, upper=1.0, investment=site.closing_cents / 100)
                was, open_before = _before(study, columns, site, None, before)
                now_open = columns.size_columns(study, period.id, site.id)
                builder.row(
                    [(change, 1.0), *((each, 1.0) for each in now_open), *((each, -1.0) for each in was)],
                    lower=open_before,
                )


def _before(
    study: Study, columns: Columns, site: Site, size: str | None, period: str | None
) -> tuple[list[int], float]:
    """Return how open a site was before, in a size or in any: columns, or a number before all periods."""
    if period is None:
        was = site.was_open and size in (None, site.sizes[0].id)
        return [], float(was)
    if size is None:
        return columns.size_columns(study, period, site.id), 0.0
    return [columns.sizes[period, site.id, size]], 0.0


def _at_least_the_rise(
    builder: Builder, change: int, now: list[int], was: list[int], was_already: float
) -> None:
    terms: list[Term] = [(change, 1.0), *((each, -1.0) for each in now), *((each, 1.0) for each in was)]
    builder.row(terms, lower=-was_already)


def add_steps(builder: Builder, study: Study, columns: Columns, *, tight: bool) -> None:
    """Pay for throughput step by step; a cheaper later step only when those before are full."""
    loads = {each.id: each.load for each in study.products}
    most = _most_through(study)
    for site in study.sites:
        if len(site.steps) < 2:
            continue
        for period in study.periods:
            room = most if site.capacity is None or not tight else min(most, site.capacity)
            parts = _add_parts(builder, site, period.cost_factor / 100, room)
            terms = [
                (column, load)
                for product, load in loads.items()
                for column in columns.leavings.get((period.id, site.id, product), ())
            ]
            builder.row([*terms, *((each, -1.0) for each in parts)], lower=0.0, upper=0.0)


def _add_parts(builder: Builder, site: Site, factor: float, most: float) -> list[int]:
    """Add the load within each step of a site."""
    starts = [each.load_from for each in site.steps]
    widths = [b - a for a, b in zip(starts, [*starts[1:], max(most, starts[-1])], strict=True)]
    parts = [
        builder.column(cost=factor * step.cents_per_load, upper=width)
        for step, width in zip(site.steps, widths, strict=True)
    ]
    rates = [each.cents_per_load for each in site.steps]
    if any(a > b for a, b in pairwise(rates)):
        for k in range(1, len(parts)):
            reached = builder.column(upper=1.0, whole=True)
            builder.row([(parts[k - 1], 1.0), (reached, -widths[k - 1])], lower=0.0)
            builder.row([(parts[k], 1.0), (reached, -widths[k])], upper=0.0)
    return parts


def _most_through(study: Study) -> float:
    """Return more load than can leave any site in a period."""
    loads = {each.id: each.load for each in study.products}
    total = sum(units * max(1.0, loads[product]) for (_, product, _), units in study.wanted.items())
    return total * max(1.0, math.prod(1 + each.units for each in study.parts))


def add_minimum_charges(builder: Builder, study: Study, columns: Columns, *, tight: bool) -> None:
    """Pay the minimum of a lane in each period in which anything goes along it, where the flow costs less."""
    products = {each.id: each for each in study.products}
    factors = {each.id: each.cost_factor / 100 for each in study.periods}
    most = _most_through(study)
    by_lane: dict[tuple[str, tuple[str, str, str]], list[tuple[int, str]]] = {}
    for (period, key, product), column in columns.flows.items():
        if study.lane_of[key].minimum_cents:
            by_lane.setdefault((period, key), []).append((column, product))
    for (period, key), flows in by_lane.items():
        lane = study.lane_of[key]
        used = builder.column(upper=1.0, whole=True)
        # What is added to the flows' own cost, so that together they come to the minimum.
        added = builder.column(cost=factors[period])
        terms = [(column, cents_per_unit(lane, products[product])) for column, product in flows]
        builder.row([(added, 1.0), *terms, (used, -float(lane.minimum_cents))], lower=0.0)
        for column, product in flows:
            room = (lane.capacity or most) if tight else most
            units = study.wanted.get((lane.end, product, period), room)
            builder.row([(column, 1.0), (used, -units)], upper=0.0)
