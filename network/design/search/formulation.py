"""A study as a mixed-integer program, with the strong form of "nothing comes from a closed site"."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.design.costs import costs_of
from network.design.search.columns import Columns, add_columns, parts_of
from network.design.search.covers import add_covers
from network.design.search.limits import add_limits
from network.design.search.pooling import Knots, Pool, add_pools
from network.design.search.prices import add_minimum_charges, add_openings, add_steps
from network.design.site import Site
from network.design.study import Study
from network.solvers.builder import Builder, Soft, Term
from network.solvers.program import Program

Floats = NDArray[np.float64]

SLACK = 1e-6
"""By how much, relatively, a limit of cost may be missed for rounding."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Formulation:
    """A program and what its columns and rows stand for.

    softs
        of each row, the limit of a person that it stands for, or None.
    pools
        safety stock, whose cost the program underestimates between its knots.
    """

    study: Study
    columns: Columns
    program: Program
    softs: tuple[Soft | None, ...]
    pools: tuple[Pool, ...] = ()

    def cost(self, values: Floats) -> float:
        """Return what a design costs, of which the program's costs are a least where stock is counted."""
        if not self.study.stock:
            return float(self.program.costs @ values)
        return costs_of(self.study, *parts_of(self.study, self.columns, values)).total_cents / 100

    def affordable(self, values: Floats) -> bool:
        """Return whether a design costs no more than it may, safety stock counted as it is."""
        most = [each.value / 100 for each in self.study.limits if each.kind == "most-cost"]
        return not (most and self.pools) or self.cost(values) <= min(most) * (1 + SLACK) + SLACK

    def completed(self, values: Floats) -> Floats:
        """Return columns of another formulation of the same study as columns of this one."""
        found = np.zeros_like(self.program.costs)
        shared = min([len(found), *(each.first for each in self.pools)])
        found[:shared] = values[:shared]
        for pool in self.pools:
            pool.fill(found)
        return found


def formulate(study: Study, *, tight: bool = True, knots: Knots | None = None) -> Formulation:
    """Return the program of a study.

    tight
        whether rows stand for no limit that follow from limits, or whose factors do; not where limits are to
        give way.
    knots
        variances at which the cost of safety stock is exact, beside some that are always so.
    """
    builder = Builder()
    columns = add_columns(builder, study)
    _add_balances(builder, study, columns)
    _add_capacities(builder, study, columns)
    _add_lane_capacities(builder, study, columns)
    _add_fates(builder, study, columns)
    _add_sourcing(builder, study, columns)
    add_openings(builder, study, columns)
    add_steps(builder, study, columns, tight=tight)
    add_minimum_charges(builder, study, columns, tight=tight)
    pools = add_pools(builder, study, columns, knots or {}, tight=tight)
    add_limits(builder, study, columns)
    if tight:
        add_covers(builder, study, columns)
    return Formulation(
        study=study, columns=columns, program=builder.program(), softs=tuple(builder.softs), pools=pools
    )


def _add_balances(builder: Builder, study: Study, columns: Columns) -> None:
    """Let everybody get what is wanted, and let what comes to a site or is made there leave it or be used."""
    for (customer, wanted, when), units in study.wanted.items():
        terms = [(each, 1.0) for each in columns.comings[when, customer, wanted]]
        builder.row(terms, lower=units, upper=units)
    for period in study.periods:
        for site in study.sites:
            for product in study.products:
                terms = [
                    *((each, 1.0) for each in columns.comings[period.id, site.id, product.id]),
                    *((each, -1.0) for each in columns.leavings[period.id, site.id, product.id]),
                    *_made_terms(study, columns, period.id, site.id, product.id),
                ]
                if terms:
                    builder.row(terms, lower=0.0, upper=0.0)


def _made_terms(study: Study, columns: Columns, period: str, site: str, product: str) -> Iterator[Term]:
    own = columns.made.get((period, site, product))
    if own is not None:
        yield own, 1.0
    for part in study.parts:
        made = columns.made.get((period, site, part.product))
        if part.part == product and made is not None:
            yield made, -part.units


def _add_capacities(builder: Builder, study: Study, columns: Columns) -> None:
    """Let nothing leave a closed site, nor more than its size lets out; nor more be made than can be."""
    most = _most_load(study)
    loads = {each.id: each.load for each in study.products}
    for period in study.periods:
        for site in study.sites:
            builder.row([(each, 1.0) for each in columns.size_columns(study, period.id, site.id)], upper=1.0)
            terms = _load_terms(columns, loads, period.id, site)
            for size in site.sizes:
                room = most if size.capacity is None else min(most, size.capacity)
                terms.append((columns.sizes[period.id, site.id, size.id], -room))
            largest = max((each.capacity for each in site.sizes if each.capacity is not None), default=None)
            builder.row(terms, upper=0.0, soft=_room(f"capacity of {site.id}", largest, most))
        for making in study.makings:
            room = most if making.capacity is None else making.capacity
            sizes = columns.size_columns(study, period.id, making.site)
            made = columns.made[period.id, making.site, making.product]
            builder.row(
                [(made, 1.0), *((each, -room) for each in sizes)],
                upper=0.0,
                soft=_room(f"making of {making.product} at {making.site}", making.capacity, most),
            )


def _room(label: str, capacity: float | None, most: float) -> Soft | None:
    """Return a capacity as a limit that gives way while its site is open; None where there is none."""
    return None if capacity is None else Soft(label=label, scale=capacity or 1.0, gate=most)


def _load_terms(columns: Columns, loads: dict[str, float], period: str, site: Site) -> list[Term]:
    return [
        (column, load)
        for product, load in loads.items()
        for column in columns.leavings.get((period, site.id, product), ())
    ]


def _most_load(study: Study) -> float:
    """Return more than any site can ever pass on or make: all that is wanted, with the parts of it."""
    loads = {each.id: max(each.load, 1.0) for each in study.products}
    most = 0.0
    for period in study.periods:
        needed: dict[str, float] = defaultdict(float)
        for (_, product, when), units in study.wanted.items():
            if when == period.id:
                needed[product] += units
        layer = dict(needed)
        for _ in study.products:
            below: dict[str, float] = defaultdict(float)
            for part in study.parts:
                below[part.part] += part.units * layer.get(part.product, 0.0)
            for product, units in below.items():
                needed[product] += units
            layer = below
        most = max(most, sum(units * loads[product] for product, units in needed.items()))
    return most


def _add_lane_capacities(builder: Builder, study: Study, columns: Columns) -> None:
    for (_, key), flows in by_lane(columns).items():
        lane = study.lane_of[key]
        if lane.capacity:
            soft = Soft(label=f"capacity of {lane}", scale=lane.capacity)
            builder.row([(column, 1.0) for column, _ in flows], upper=lane.capacity, soft=soft)


def by_lane(columns: Columns) -> dict[tuple[str, tuple[str, str, str]], list[tuple[int, str]]]:
    """Return the flows, with their products, of each period and lane."""
    found: dict[tuple[str, tuple[str, str, str]], list[tuple[int, str]]] = defaultdict(list)
    for (period, key, product), column in columns.flows.items():
        found[period, key].append((column, product))
    return found


def _add_fates(builder: Builder, study: Study, columns: Columns) -> None:
    for site in study.sites:
        if site.fate == "free":
            continue
        soft = Soft(label=f"{site.id} must be {site.fate}")
        for period in study.periods:
            terms = [(each, 1.0) for each in columns.size_columns(study, period.id, site.id)]
            if site.fate == "open":
                builder.row(terms, lower=1.0, soft=soft)
            else:
                builder.row(terms, upper=0.0, soft=soft)


def _add_sourcing(builder: Builder, study: Study, columns: Columns) -> None:
    """Close each customer's flow with its site; where it has to have one site, choose that."""
    pairs: dict[tuple[str, str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (period, (start, end, _), product), column in columns.flows.items():
        if end in study.customer_of:
            pairs[period, end, start][product].append(column)
    chosen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (period, customer, site), flows in pairs.items():
        gates = columns.size_columns(study, period, site)
        if study.customer_of[customer].single:
            choice = builder.column(upper=1.0, whole=True)
            chosen[period, customer].append(choice)
            builder.row([(choice, 1.0), *((each, -1.0) for each in gates)], upper=0.0)
            gates = [choice]
        for product, parts in flows.items():
            units = study.wanted[customer, product, period]
            builder.row([*((each, 1.0) for each in parts), *((each, -units) for each in gates)], upper=0.0)
    for (_, customer), choices in chosen.items():
        builder.row([(each, 1.0) for each in choices], upper=1.0, soft=Soft(label=f"one site for {customer}"))
