"""A design under a scenario: everything that its days need to be lived through."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import ceil

from network.design.costs import cents_per_unit
from network.design.design import Design
from network.design.goods import Product
from network.design.lane import Lane
from network.design.study import Study
from network.simulation.chance import STOCKS, drawing
from network.simulation.demand import DemandModel
from network.simulation.disruption import Disruption
from network.simulation.stock_rule import Level, StockRule
from network.simulation.terms import Terms

Item = tuple[str, str]
"""A site and a product."""

Shares = tuple[tuple[Lane, float], ...]
"""Lanes with their share, which add up to 1; the largest first."""


@dataclass(frozen=True, kw_only=True, eq=False)
class World:
    """A design under a scenario.

    routed
        sites whose last mile is driven by vehicles; that of all others costs what its lanes say.
    levels
        by month of the simulation, site and product: when to order, and how much.
    """

    study: Study
    design: Design = field(repr=False)
    terms: Terms
    demand: DemandModel
    routed: frozenset[str] = frozenset()
    rules: tuple[StockRule, ...] = ()
    levels: Mapping[tuple[int, str, str], Level] = field(default_factory=dict, repr=False)
    disruptions: tuple[Disruption, ...] = ()

    def period_id(self, day: int) -> str:
        """Return the period of the study that a day lies in; after the last one it goes on."""
        periods = self.study.periods
        return periods[min(self.terms.period_of(day), len(periods) - 1)].id

    def month_of(self, day: int) -> int:
        """Return the month of a day, counted from the first of the simulation."""
        start, date = self.terms.start, self.terms.date_of(day)
        return (date.year - start.year) * 12 + date.month - start.month

    @cached_property
    def makes(self) -> Mapping[Item, float]:
        """Cents a unit costs to make, by site and product."""
        return {(each.site, each.product): each.cents_per_unit for each in self.study.makings}

    @cached_property
    def open_in(self) -> Mapping[str, dict[str, str]]:
        """Sizes of the sites that are open, by period and site."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for each in self.design.sites:
            found[each.period][each.site] = each.size
        return found

    @cached_property
    def shares(self) -> Mapping[tuple[str, str, str], Shares]:
        """Where a product comes from: by period, where it goes (site or customer) and product."""
        units: dict[tuple[str, str, str], dict[Lane, float]] = defaultdict(lambda: defaultdict(float))
        for flow in self.design.flows:
            lane = self.study.lane_of[flow.start, flow.end, flow.mode]
            units[flow.period, flow.end, flow.product][lane] += flow.units
        return {key: _shares(found) for key, found in units.items()}

    @cached_property
    def stocked(self) -> Mapping[str, tuple[Item, ...]]:
        """By period, what is kept in stock: what comes in and goes out again, downstream first."""
        found: dict[str, tuple[Item, ...]] = {}
        for period in self.study.periods:
            items = [
                (end, product)
                for when, end, product in self.shares
                if when == period.id and end in self.study.site_of and self._leaves(period.id, end, product)
            ]
            found[period.id] = tuple(_downstream_first(items, period.id, self.shares))
        return found

    def _leaves(self, period: str, site: str, product: str) -> bool:
        """Whether a product comes through a site to customers; parts only come to be used up."""
        if (site, product) in self.makes:
            return False
        ends = {
            flow.end
            for flow in self.design.flows
            if (flow.period, flow.start, flow.product) == (period, site, product)
        }
        return any(
            end in self.study.customer_of or self._leaves(period, end, product) for end in ends - {site}
        )

    @cached_property
    def others(self) -> Mapping[tuple[str, str, str], tuple[Lane, ...]]:
        """Lanes that can stand in: by period, customer and product, the cheapest first."""
        products = {each.id: each for each in self.study.products}
        to = defaultdict(list)
        for lane in self.study.lanes:
            to[lane.end].append(lane)
        found = {}
        for period in self.study.periods:
            has = {*self.stocked[period.id], *(i for i in self.makes if i[0] in self.open_in[period.id])}
            for customer, product in self.demand.keys:
                lanes = [each for each in to[customer] if (each.start, product) in has]
                lanes.sort(key=partial(_rate, products[product]))
                found[period.id, customer, product] = tuple(lanes)
        return found

    def rule(self, site: str, product: str) -> StockRule:
        """Return the terms of stock that speak most closely of a site and product."""
        fitting = [each for each in self.rules if each.fits(site, product)]
        return max(fitting, key=lambda each: each.fits(site, product), default=StockRule())

    def level(self, day: int, site: str, product: str) -> Level | None:
        """Return the policy of a stock on a day."""
        return self.levels.get((self.month_of(day), site, product))

    def first_stock(self, day: int, replication: int) -> dict[Item, int]:
        """Return what stands on the shelves as a period begins: above the reorder point, up to a whole order.

        How much is drawn: a stock that is looked at on any day is equally likely to be anywhere between.
        Source: Hadley & Whitin (1963), Analysis of Inventory Systems, section 4-3.
        """
        draw = drawing(self.terms.seed, STOCKS, replication, day)
        shares = draw.random((len(self.study.sites), len(self.study.products)))
        rows = {each.id: k for k, each in enumerate(self.study.sites)}
        columns = {each.id: k for k, each in enumerate(self.study.products)}
        found = {}
        for site, product in self.stocked[self.period_id(day)]:
            level = self.level(day, site, product)
            if level is not None:
                share = float(shares[rows[site], columns[product]])
                found[site, product] = level.reorder_point + ceil(share * level.order_quantity)
        return found


def _rate(product: Product, lane: Lane) -> float:
    return cents_per_unit(lane, product)


def _shares(units: Mapping[Lane, float]) -> Shares:
    total = sum(units.values())
    found = [(lane, amount / total) for lane, amount in units.items() if amount > 0]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0].key)))


def _downstream_first(
    items: list[Item], period: str, shares: Mapping[tuple[str, str, str], Shares]
) -> list[Item]:
    """Return items so that each stands before those it orders from; a ring is left as it is."""
    ordered: list[Item] = []
    left = sorted(items)
    while left:
        supplies = {
            (lane.start, product) for site, product in left for lane, _ in shares[period, site, product]
        }
        free = [each for each in left if each not in supplies] or left
        ordered += free
        left = [each for each in left if each not in free]
    return ordered
