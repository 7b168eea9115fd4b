"""Safety stock in a program: the root of what is pooled, as the least of lines that lie nowhere above it.

Each line joins two points of the root, its knots, so that what the program costs is no more than what it
stands for, and exactly that at the knots: bounds remain bounds, and knots at what a design pools close them.
Source: location with risk pooling, Shen, Coullard & Daskin (2003), doi:10.1287/trsc.37.1.40.13248.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import prod, sqrt

import numpy as np
from numpy.typing import NDArray

from network.design.search.columns import LEAST_FLOW, Columns
from network.design.stock import Kept
from network.design.study import Study
from network.solvers.builder import Builder, Term

Floats = NDArray[np.float64]

Knots = Mapping[Kept, Sequence[float]]

ROUNDING = 1e-7
"""Share of the most that can be pooled which is a rounding of the solver."""

NEAR = 1e-9
"""Relative distance of two knots that are the same."""


@dataclass(frozen=True, kw_only=True)
class Slower:
    """Supplies of a pool that take longer than the nearest: what they add where any of them is used.

    flows
        columns that are as slow, or slower.
    used, added
        the columns of whether any is used, and of what it adds.
    share
        what that is of what safety stock costs from the nearest.
    least
        units below which a flow is a rounding of the solver.
    """

    flows: tuple[int, ...]
    used: int
    added: int
    share: float
    least: float


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The safety stock of a product at a site in a period.

    terms
        columns of flows to customers, with the variance of a day's demand that a unit brings.
    rate
        money for the square root of that variance.
    knots
        variances at which the cost is exact, ascending from 0.
    chosen, pooled
        of each line between two knots, the columns of whether it is chosen and of the variance on it.
    slower
        supplies slower than the nearest, each with what it adds to the one before.
    """

    key: Kept
    terms: tuple[tuple[int, float], ...]
    rate: float
    knots: tuple[float, ...]
    chosen: tuple[int, ...]
    pooled: tuple[int, ...]
    slower: tuple[Slower, ...] = ()

    @property
    def priced(self) -> tuple[int, ...]:
        """The columns that cost what safety stock costs."""
        return self.chosen + self.pooled + tuple(each.added for each in self.slower)

    def tangent(self, values: Floats) -> float:
        """Return what a little more variance costs than what some columns pool."""
        slower = sum(each.share for each in self.slower if values[each.used] > 0.5)
        return self.rate * (1 + slower) / (2 * sqrt(self.variance(values)))

    @property
    def first(self) -> int:
        """The first column that is its own."""
        return self.chosen[0]

    def variance(self, values: Floats) -> float:
        """Return what columns pool; what a solver rounds is nothing, or all."""
        found = float(sum(values[column] * each for column, each in self.terms))
        return 0.0 if found <= ROUNDING * self.knots[-1] else min(found, self.knots[-1])

    def fill(self, values: Floats) -> None:
        """Choose the line for what the flows of some columns pool."""
        variance = self.variance(values)
        line = min(int(np.searchsorted(self.knots[1:], variance * (1 - NEAR))), len(self.chosen) - 1)
        if variance > 0:
            values[self.chosen[line]], values[self.pooled[line]] = 1.0, variance
        low, high = self.knots[line], self.knots[line + 1]
        cost = self.rate * (sqrt(low * high) + variance) / (sqrt(low) + sqrt(high)) if variance > 0 else 0.0
        for each in self.slower:
            if values[list(each.flows)].max() > each.least:
                values[each.used] = 1.0
                values[each.added] = each.share * cost


def add_pools(
    builder: Builder, study: Study, columns: Columns, knots: Knots, *, tight: bool
) -> tuple[Pool, ...]:
    """Add what safety stock costs at least: for the slowest supply used, for customers of the site alone.

    tight
        whether a site pools no more than it has room for; not where capacities are to give way.
    """
    made = []
    for key, brought in sorted(_brought(study, columns).items()):
        if brought.rate(study, key) > 0:
            most = brought.most(study, key, tight=tight)
            made.append(_add(builder, study, columns, key, brought, [*knots.get(key, ()), most]))
    return tuple(made)


@dataclass(kw_only=True)
class _Brought:
    """What can come to a site of a product: flows to customers, their variances, supplies, what it makes."""

    terms: list[Term] = field(default_factory=list)
    variances: dict[str, float] = field(default_factory=dict)
    supplies: list[tuple[float, int]] = field(default_factory=list)

    @property
    def lead_days(self) -> float:
        """Days from the nearest supply; 0 where nothing is brought."""
        return min((days for days, _ in self.supplies), default=0.0)

    def most(self, study: Study, key: Kept, *, tight: bool) -> float:
        """Return the most that can be pooled: what varies most for its load, until the site is full."""
        period, site, product = key
        room = study.site_of[site].capacity
        load = next(each.load for each in study.products if each.id == product)
        if room is None or not load or not tight:
            return sum(self.variances.values())
        rows = [(self.variances[each], study.wanted[each, product, period]) for each in self.variances]
        total, left = 0.0, room / load
        for variance, units in sorted(rows, key=lambda row: row[0] / row[1], reverse=True):
            total += variance * min(1.0, left / units)
            left -= min(left, units)
        return total

    def rate(self, study: Study, key: Kept) -> float:
        """Return what the root of a day's variance costs in a period."""
        terms = study.kept[key[1:]]
        return terms.deviations * sqrt(terms.every_days + self.lead_days) * study.holding_cents(key) / 100


def _brought(study: Study, columns: Columns) -> dict[Kept, _Brought]:
    """Return what can come to each site and product that is kept in stock and serves customers."""
    found: dict[Kept, _Brought] = defaultdict(_Brought)
    for (period, lane, product), column in columns.flows.items() if study.stock else ():
        start, end, _ = lane
        variance = study.variances.get((end, product, period), 0.0)
        if variance > 0 and (start, product) in study.kept:
            brought = found[period, start, product]
            brought.terms.append((column, variance / study.wanted[end, product, period]))
            brought.variances[end] = variance
    for (period, lane, product), column in columns.flows.items():
        supplied = found.get((period, lane[1], product))
        if supplied is not None:
            supplied.supplies.append((study.lane_of[lane].lead_days, column))
    for (period, site, product), column in columns.made.items():
        made = found.get((period, site, product))
        if made is not None:
            made.supplies.append((0.0, column))  # nobody waits for what a site makes itself
    return found


def _add(
    builder: Builder, study: Study, columns: Columns, key: Kept, brought: _Brought, wanted: Sequence[float]
) -> Pool:
    rate, knots = brought.rate(study, key), _apart([0.0, *wanted])
    chosen, pooled = [], []
    for low, high in pairwise(knots):
        slope = rate / (sqrt(high) + sqrt(low))  # of the chord, without a difference of near numbers
        # One line alone is chosen by itself.
        alone = len(knots) == 2
        chosen.append(builder.column(cost=slope * sqrt(low * high), upper=1.0, whole=not alone))
        pooled.append(builder.column(cost=slope))
        builder.row([(pooled[-1], 1.0), (chosen[-1], -high)], upper=0.0)
    builder.row([*brought.terms, *((each, -1.0) for each in pooled)], lower=0.0, upper=0.0)
    sizes = columns.size_columns(study, key[0], key[1])
    builder.row([*((each, 1.0) for each in chosen), *((each, -1.0) for each in sizes)], upper=0.0)
    lines = [(each, builder.costs[each]) for each in (*chosen, *pooled)]
    slower = tuple(_add_slower(builder, study, key, brought, lines, rate * sqrt(knots[-1])))
    return Pool(
        slower=slower,
        key=key, terms=tuple(brought.terms), rate=rate, knots=tuple(knots), chosen=tuple(chosen),
        pooled=tuple(pooled),
    )  # fmt: skip


def _add_slower(
    builder: Builder, study: Study, key: Kept, brought: _Brought, lines: Sequence[Term], most: float
) -> Iterator[Slower]:
    """Add by how much all of a pool costs more where it waits for a slower supply; of several the most."""
    every, through = study.kept[key[1:]].every_days, _most_through(study, key)
    for days in sorted({days for days, _ in brought.supplies})[1:]:
        used = builder.column(upper=1.0, whole=True)
        share = sqrt((every + days) / (every + brought.lead_days)) - 1
        # Its own part only: what the next faster supply adds is added already.
        before = max((each for each, _ in brought.supplies if each < days), default=0.0)
        share -= sqrt((every + before) / (every + brought.lead_days)) - 1
        flows = tuple(column for lead, column in brought.supplies if lead >= days)
        added = builder.column(cost=1.0)
        costs = [(column, -share * cost) for column, cost in lines]
        builder.row([(added, 1.0), *costs, (used, -share * most)], lower=-share * most)
        builder.row([*((each, 1.0) for each in flows), (used, -through)], upper=0.0)
        least = LEAST_FLOW * min(study.wanted.values())
        yield Slower(flows=flows, used=used, share=share, added=added, least=least)


def _most_through(study: Study, key: Kept) -> float:
    """Return more units than can come to a site of a product: all that is wanted, with what parts take."""
    parts = prod(1 + each.units for each in study.parts)
    return parts * sum(
        units
        for (_, product, period), units in study.wanted.items()
        if period == key[0] and (product == key[2] or study.parts)
    )


def _apart(knots: list[float]) -> list[float]:
    """Return knots ascending, those next to another left out but for the last."""
    found: list[float] = []
    for each in sorted(knots):
        if not found or each > found[-1] + NEAR * max(knots):
            found.append(each)
    return found


def knots_at(pools: Sequence[Pool], values: Floats, known: Knots) -> dict[Kept, list[float]]:
    """Return knots, those that are there among them, with what some columns pool."""
    found = {key: list(each) for key, each in known.items()}
    for pool in pools:
        found[pool.key] = [*found.get(pool.key, ()), *pool.knots[1:], pool.variance(values)]
    return found
