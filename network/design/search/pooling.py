"""Safety stock in a program: the root of what is pooled, as the least of lines that lie nowhere above it.

Each line joins two points of the root, its knots, so that what the program costs is no more than what it
stands for, and exactly that at the knots: bounds remain bounds, and knots at what a design pools close them.
Source: location with risk pooling, Shen, Coullard & Daskin (2003), doi:10.1287/trsc.37.1.40.13248.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from network.design.search.columns import Columns
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
    """

    key: Kept
    terms: tuple[tuple[int, float], ...]
    rate: float
    knots: tuple[float, ...]
    chosen: tuple[int, ...]
    pooled: tuple[int, ...]

    def tangent(self, variance: float) -> float:
        """Return what a little more variance costs."""
        return self.rate / (2 * sqrt(variance))

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


def add_pools(
    builder: Builder, study: Study, columns: Columns, knots: Knots, *, tight: bool
) -> tuple[Pool, ...]:
    """Add what safety stock costs at least: for the nearest supply, and for customers of the site alone.

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
    """What can come to a site of a product: flows to customers, their variances, the nearest supply."""

    terms: list[Term] = field(default_factory=list)
    variances: dict[str, float] = field(default_factory=dict)
    lead_days: float = inf

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
        period, terms = next(each for each in study.periods if each.id == key[0]), study.kept[key[1:]]
        covered = terms.every_days + (self.lead_days if self.lead_days < inf else 0.0)
        days = (period.days or 1.0) * period.cost_factor
        return terms.deviations * sqrt(covered) * terms.cents_a_day * days / 100


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
    for period, lane, product in columns.flows:
        supplied = found.get((period, lane[1], product))
        if supplied is not None:
            supplied.lead_days = min(supplied.lead_days, study.lane_of[lane].lead_days)
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
    return Pool(
        key=key, terms=tuple(brought.terms), rate=rate, knots=tuple(knots), chosen=tuple(chosen),
        pooled=tuple(pooled),
    )  # fmt: skip


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
