"""Orders of each day: what the study says of a period, spread by season and growth, and drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy
from numpy.typing import NDArray

from network.design.study import Study
from network.simulation.chance import DEMAND, LEVELS, drawing
from network.simulation.disruption import Disruption, happening
from network.simulation.order import Order
from network.simulation.terms import Terms
from network.simulation.variation import MONTHS, WEEKDAYS, Season, Variation

Floats = NDArray[np.float64]

_GOLDEN = 0.6180339887498949
"""Multiples of it, without their whole part, spread evenly (Weyl)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DemandModel:
    """What customers order on average, and how it varies; n customers and products, d days.

    keys
        n customers with a product that any of them wants in any period.
    means
        (d, n) orders a day, without disruptions and the level of a replication.
    order_units
        (n,) units of an order.
    spread
        (n,) squared coefficient of variation of the mean of a day; 0 for Poisson, -1 for constant.
    levels
        (n,) deviation of the level of a replication, as a share.
    products
        (n,) the number of the product.
    """

    keys: tuple[tuple[str, str], ...]
    means: Floats
    order_units: NDArray[np.int64]
    spread: Floats
    levels: Floats
    products: NDArray[np.int64]

    def units_a_day(self) -> Floats:
        """Return (d, n) units that are expected."""
        units: Floats = self.means * self.order_units
        return units

    def variance(self) -> Floats:
        """Return (d, n) of units a day, without season and level."""
        known = np.where(self.spread >= 0, self.means + np.maximum(self.spread, 0) * self.means**2, 0.0)
        variance: Floats = known * self.order_units.astype(float) ** 2
        return variance


def demand_model(
    study: Study, terms: Terms, variations: Sequence[Variation], seasons: Sequence[Season]
) -> DemandModel:
    """Return the demand of a study over the days of a simulation.

    In each period the factors of season and growth are 1 on average, so that its demand is what the study
    says; after the last period its demand goes on.
    """
    keys = tuple(sorted({(customer, product) for customer, product, _ in study.wanted}))
    numbers = {each.id: k for k, each in enumerate(study.products)}
    found = [_closest(variations, *key) for key in keys]
    products = np.array([numbers[product] for _, product in keys], dtype=np.int64)
    units = np.array([each.order_units for each in found], dtype=np.int64)
    means = np.zeros((terms.days, len(keys)))
    for period in range(terms.period_of(terms.days - 1) + 1):
        first = period * terms.period_days
        last = min(terms.days, first + terms.period_days)
        known = study.periods[min(period, len(study.periods) - 1)].id
        base = np.array([study.wanted.get((*key, known), 0.0) for key in keys]) / terms.period_days
        factors = _seasons(study, terms, seasons, first)[:, products] * _growth(found, terms)
        factors /= np.maximum(factors.mean(axis=0), 1e-12)
        means[first:last] = base * factors[: last - first] / units
    spread = [_SPREAD[each.distribution] + (each.sd_percent / 100) ** 2 for each in found]
    return DemandModel(
        keys=keys,
        means=means,
        order_units=units,
        spread=np.array(spread, dtype=float),
        levels=np.array([each.level_sd_percent / 100 for each in found], dtype=float),
        products=products,
    )


_SPREAD = {"poisson": 0.0, "negative-binomial": 0.0, "constant": -1.0}


def _closest(variations: Sequence[Variation], customer: str, product: str) -> Variation:
    fitting = [each for each in variations if each.fits(customer, product)]
    return max(fitting, key=lambda each: each.fits(customer, product), default=Variation())


def _seasons(study: Study, terms: Terms, seasons: Sequence[Season], first: int) -> Floats:
    """Return (days of the period, products) factors of weekday and month."""
    days = [terms.date_of(first + k) for k in range(terms.period_days)]
    factors = np.ones((len(days), len(study.products)))
    for column, product in enumerate(study.products):
        told = {each.when: each.percent / 100 for each in seasons if not each.product}
        told |= {each.when: each.percent / 100 for each in seasons if each.product == product.id}
        for row, day in enumerate(days):
            factors[row, column] = told.get(WEEKDAYS[day.weekday()], 1.0) * told.get(
                MONTHS[day.month - 1], 1.0
            )
    return factors


def _growth(found: Sequence[Variation], terms: Terms) -> Floats:
    """Return (days of the period, n) factors of growth about the middle of a period."""
    years = (np.arange(terms.period_days) + 0.5 - terms.period_days / 2) / 365
    rates = np.array([1 + each.growth_percent / 100 for each in found])
    growth: Floats = rates ** years[:, None]
    return growth


@lru_cache(maxsize=16)
def expected(
    model: DemandModel, seed: int, replication: int, disruptions: tuple[Disruption, ...]
) -> tuple[Floats, Floats]:
    """Return (d, n) orders a day on average in a replication, and their sums up to each day."""
    means = model.means * _level(model, seed, replication)
    for each, first, end in happening(disruptions, seed=seed, replication=replication, days=len(model.means)):
        if each.kind == "demand-percent":
            meant = [each.target in ("", *key) for key in model.keys]
            means[first:end, meant] *= each.value / 100
    return means, means.cumsum(axis=0)


def _level(model: DemandModel, seed: int, replication: int) -> Floats:
    draw = drawing(seed, LEVELS, replication)
    per_product = draw.standard_normal(int(model.products.max(initial=0)) + 1)
    log_sd = np.sqrt(np.log1p(model.levels**2))
    level: Floats = np.exp(per_product[model.products] * log_sd - log_sd**2 / 2)
    return level


def draw_orders(
    model: DemandModel, seed: int, replication: int, day: int, disruptions: tuple[Disruption, ...] = ()
) -> list[Order]:
    """Return the orders of a day.

    Numbers of orders come from uniform draws through the inverse of their distribution: more demand in a
    scenario means the same orders and some more.
    """
    means, sums = expected(model, seed, replication, disruptions)
    draw = drawing(seed, DEMAND, replication, day)
    uniform, chance = draw.random(len(model.keys)), draw.random(len(model.keys))
    counts = _counts(model, uniform, means[day], sums[day])
    found: list[Order] = []
    for k in np.flatnonzero(counts):
        customer, product = model.keys[k]
        for i in range(int(counts[k])):
            where = (chance[k] + i * _GOLDEN) % 1
            found.append(
                Order(
                    day=day, number=len(found), customer=customer, product=product,
                    units=int(model.order_units[k]), chance=round(float(where), 9),
                )
            )  # fmt: skip
    return found


def _counts(model: DemandModel, uniform: Floats, means: Floats, sums: Floats) -> NDArray[np.int64]:
    """Return (n,) numbers of orders."""
    counts: Floats = np.asarray(scipy.stats.poisson.ppf(uniform, means), dtype=float)
    wide = model.spread > 0
    if wide.any():
        sizes = 1 / model.spread[wide]
        counts[wide] = scipy.stats.nbinom.ppf(uniform[wide], sizes, sizes / (sizes + means[wide]))
    even = model.spread < 0
    counts[even] = np.floor(sums[even] + 0.5) - np.floor(sums[even] - means[even] + 0.5)
    return np.nan_to_num(counts, nan=0.0).astype(np.int64)
