"""A policy played through day by day with drawn demand: what it really gives."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidInput
from inventory.item import DAYS_PER_YEAR, Item

Days = NDArray[np.float64]
Whole = NDArray[np.int_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What happened, over all replications.

    fill_rate, cycle_service
        shares as measured; 1 where nothing was asked for.
    average_stock
        units on hand at the end of a day.
    paths
        (replications, days) units on hand less what customers wait for, at the end of each day.
    """

    fill_rate: float
    cycle_service: float
    average_stock: float
    orders_a_year: float
    paths: Days


@dataclass(slots=True, kw_only=True)
class _Counted:
    """Sums over the days that count."""

    asked: float = 0.0
    short: float = 0.0
    orders: float = 0.0
    cycles: float = 0.0
    broken: float = 0.0


@dataclass(slots=True, kw_only=True)
class _Shelf:
    """All replications of one item side by side.

    arriving
        (replications, days and more) units that come at the beginning of a day.
    short
        whether somebody found nothing since the last delivery.
    """

    stock: Days
    ordered: Days
    arriving: Days
    short: NDArray[np.bool_]
    counted: _Counted = field(default_factory=_Counted)

    def pass_day(self, day: int, demand: Days, *, counts: bool) -> None:
        """Take in what arrives, then serve what is asked for."""
        came = self.arriving[:, day]
        before = np.maximum(self.stock + came, 0)
        missed = np.maximum(demand - before, 0)
        if counts:
            self.counted.cycles += float((came > 0).sum())
            self.counted.broken += float(((came > 0) & self.short).sum())
            self.counted.asked += float(demand.sum())
            self.counted.short += float(missed.sum())
        self.stock += came - demand
        self.ordered -= came
        self.short = (self.short & (came == 0)) | (missed > 0)

    def order(self, day: int, leads: Whole, point: int, quantity: int, *, counts: bool) -> None:
        """Order as many lots as bring the position above the reorder point; each has its lead time."""
        position = self.stock + self.ordered
        units = np.maximum(np.ceil((point - position + 1e-9) / quantity), 0) * quantity
        self.arriving[np.arange(len(units)), day + 1 + leads] += units
        self.ordered += units
        if counts:
            self.counted.orders += float((units > 0).sum())


def play(
    item: Item,
    *,
    reorder_point: int,
    order_quantity: int,
    days: int,
    replications: int = 20,
    seed: int = 0,
    from_today: bool = False,
) -> Played:
    """Play (r, Q) through; who finds nothing waits.

    from_today
        begins with what is on hand, and what is on order arrives after a lead time; else as after a delivery,
        and the first tenth of the days is not counted.
    """
    if min(days, replications, order_quantity) < 1:
        given = f"{days} days, {replications} replications and lots of {order_quantity}"
        raise InvalidInput(f"{given} cannot be played; each must be 1 or more")
    draw = np.random.default_rng(seed)
    demand = _demand(item, (replications, days), draw)
    leads = _lead_times(item, (replications, days + 1), draw)
    shelf = _shelf(item, leads, reorder_point + order_quantity, from_today=from_today)
    paths = np.empty((replications, days))
    uncounted = 0 if from_today else days // 10
    for day in range(days):
        counts = day >= uncounted
        shelf.pass_day(day, demand[:, day], counts=counts)
        shelf.order(day, leads[:, day], reorder_point, order_quantity, counts=counts)
        paths[:, day] = shelf.stock
    it = shelf.counted
    return Played(
        fill_rate=1 - it.short / it.asked if it.asked else 1.0,
        cycle_service=1 - it.broken / it.cycles if it.cycles else 1.0,
        average_stock=float(np.maximum(paths[:, uncounted:], 0).mean()),
        orders_a_year=it.orders / ((days - uncounted) * replications) * DAYS_PER_YEAR,
        paths=paths,
    )


def _shelf(item: Item, leads: Whole, full: int, *, from_today: bool) -> _Shelf:
    replications, days = leads.shape
    shelf = _Shelf(
        stock=np.full(replications, float(item.on_hand - item.backordered if from_today else full)),
        ordered=np.zeros(replications),
        arriving=np.zeros((replications, days + int(leads.max()) + 1)),
        short=np.zeros(replications, dtype=bool),
    )
    if from_today:
        shelf.arriving[np.arange(replications), leads[:, -1]] += item.on_order
        shelf.ordered += item.on_order
    return shelf


def _lead_times(item: Item, shape: tuple[int, int], draw: np.random.Generator) -> Whole:
    """Return whole days, never less than none."""
    drawn = draw.normal(item.lead_days, item.lead_sd, shape)
    return np.maximum(np.rint(drawn), 0).astype(np.int_)


def _demand(item: Item, shape: tuple[int, int], draw: np.random.Generator) -> Days:
    """Return demand of single days, never negative.

    A bell curve far from 0; else whole units, Poisson or, where the variance is more than the mean, negative
    binomial (a Poisson of a gamma); a gamma where it is less.
    """
    mean, variance = item.demand_mean, item.demand_sd**2
    if mean == 0 or variance == 0:
        return np.full(shape, mean)
    if item.demand_sd <= mean / 4:
        return np.maximum(draw.normal(mean, item.demand_sd, shape), 0)
    if abs(variance / mean - 1) <= 0.1:
        return draw.poisson(mean, shape).astype(float)
    if variance < mean:
        return draw.gamma(mean**2 / variance, variance / mean, shape)
    scale = (variance - mean) / mean
    return draw.poisson(draw.gamma(mean / scale, scale, shape)).astype(float)
