"""The columns of a study's program: flows, what is made, sizes of sites; and how to read them back."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from network.design.costs import cents_per_unit, co2_kg_per_unit
from network.design.design import Flow, Made, OpenSite
from network.design.lane import Lane
from network.design.study import Study
from network.solvers.builder import Builder

Floats = NDArray[np.float64]

FlowKey = tuple[str, tuple[str, str, str], str]
"""Period, lane and product."""

LEAST_FLOW = 1e-6
"""Share of a period's demand below which a flow is a rounding of the solver."""


@dataclass(kw_only=True)
class Columns:
    """Columns by what they mean; only flows that can be are there.

    charges
        columns of lanes with a minimum charge, by period and lane: paid instead of the flows' own costs.
    """

    flows: dict[FlowKey, int] = field(default_factory=dict)
    made: dict[tuple[str, str, str], int] = field(default_factory=dict)
    sizes: dict[tuple[str, str, str], int] = field(default_factory=dict)
    comings: dict[tuple[str, str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    leavings: dict[tuple[str, str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def size_columns(self, study: Study, period: str, site: str) -> list[int]:
        """Return the columns of a site's sizes: their sum tells whether it is open."""
        return [self.sizes[period, site, size.id] for size in study.site_of[site].sizes]


def add_columns(builder: Builder, study: Study) -> Columns:
    """Add a column for each size, each product made and each flow that can be, in every period."""
    columns = Columns()
    for period in study.periods:
        factor = period.cost_factor / 100
        for site in study.sites:
            for size in site.sizes:
                columns.sizes[period.id, site.id, size.id] = builder.column(
                    cost=factor * size.fixed_cents, upper=1.0, whole=True, co2=site.co2_kg
                )
        for making in study.makings:
            key = (period.id, making.site, making.product)
            columns.made[key] = builder.column(cost=factor * making.cents_per_unit)
    _add_flows(builder, study, columns)
    return columns


def _add_flows(builder: Builder, study: Study, columns: Columns) -> None:
    there = _products_at(study)
    products = {each.id: each for each in study.products}
    for period in study.periods:
        factor = period.cost_factor / 100
        for lane in study.lanes:
            for product in sorted(there[lane.start]):
                most = _most(study, lane, product, period.id)
                if most == 0:
                    continue
                rate = (
                    cents_per_unit(lane, products[product])
                    + _passing_cents(study, lane, products[product].load)
                    + _lying_cents(study, lane.start, product)
                )
                column = builder.column(
                    cost=factor * rate, upper=most, co2=co2_kg_per_unit(lane, products[product])
                )
                columns.flows[period.id, lane.key, product] = column
                columns.comings[period.id, lane.end, product].append(column)
                columns.leavings[period.id, lane.start, product].append(column)


def _passing_cents(study: Study, lane: Lane, load: float) -> float:
    """Return what a unit costs to pass the site it comes from, where that is the same for all units."""
    steps = study.site_of[lane.start].steps
    return steps[0].cents_per_load * load if len(steps) == 1 else 0.0


def _lying_cents(study: Study, site: str, product: str) -> float:
    """Return what a unit costs that lies at a site for half the days between two replenishments."""
    terms = study.kept.get((site, product))
    return 0.0 if terms is None else terms.cents_a_day * terms.every_days / 2


def _most(study: Study, lane: Lane, product: str, period: str) -> float:
    if lane.capacity == 0:
        return 0.0
    if lane.end in study.customer_of:
        return study.wanted.get((lane.end, product, period), 0.0)
    return np.inf


def _products_at(study: Study) -> dict[str, set[str]]:
    """Return which products can be at each site: made there, or brought there."""
    there: dict[str, set[str]] = defaultdict(set)
    for making in study.makings:
        there[making.site].add(making.product)
    after: dict[str, set[str]] = defaultdict(set)
    for lane in study.lanes:
        if lane.end in study.site_of:
            after[lane.start].add(lane.end)
    waiting = list(there)
    while waiting:
        start = waiting.pop()
        for end in after[start]:
            if not there[start] <= there[end]:
                there[end] |= there[start]
                waiting.append(end)
    return there


def parts_of(
    study: Study, columns: Columns, values: Floats
) -> tuple[tuple[OpenSite, ...], tuple[Flow, ...], tuple[Made, ...]]:
    """Return open sites, flows and what is made; amounts next to nothing are left out."""
    least = LEAST_FLOW * max(1e-9, min(study.wanted.values()))
    sites = tuple(
        OpenSite(period=period, site=site, size=size)
        for (period, site, size), column in columns.sizes.items()
        if values[column] > 0.5
    )
    flows = tuple(
        Flow(period=period, start=start, end=end, mode=mode, product=product, units=float(values[column]))
        for (period, (start, end, mode), product), column in columns.flows.items()
        if values[column] > least
    )
    made = tuple(
        Made(period=period, site=site, product=product, units=float(values[column]))
        for (period, site, product), column in columns.made.items()
        if values[column] > least
    )
    return sites, flows, made
