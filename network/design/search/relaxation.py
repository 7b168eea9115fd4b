"""How far limits have to give way, read off a design that keeps to all others: as values of the study."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from network.design.costs import Costs, costs_of
from network.design.design import Flow, Made, OpenSite
from network.design.lane import Lane
from network.design.limit import MONEY, SHARES, Limit
from network.design.search.columns import parts_of
from network.design.search.limits import label_of, reach

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from network.design.search.formulation import Formulation
    from network.design.study import Study

What = Literal["limit", "capacity", "making", "lane", "fate", "km", "minutes", "single"]

EXCESS = 1e-7
"""Relative excess that is a rounding of the solver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """One value of a study changed so that a design is possible.

    what, target
        a limit by id; the capacity of a site's size; of a making at a site; of a lane by its key; the fate
        of a site; the distance of a customer; whether a customer has one site.
    needed
        the value that it needs, rounded to what tables hold to the side on which it helps; of a fate and of
        one site no number.
    """

    what: What
    target: tuple[str, ...]
    needed: float = 0.0

    @property
    def thing(self) -> tuple[str, ...]:
        """What it is a limit of: all sizes of a site are the same, and km and minutes of a customer."""
        if self.what == "capacity":
            return ("site", self.target[0])
        return ("customer" if self.what in ("km", "minutes") else self.what, *self.target)


@dataclass(frozen=True, kw_only=True)
class _Parts:
    study: Study
    sites: Sequence[OpenSite]
    flows: Sequence[Flow]
    made: Sequence[Made]
    costs: Costs

    def last_miles(self) -> Iterator[tuple[Flow, Lane]]:
        for flow in self.flows:
            if flow.end in self.study.customer_of:
                yield flow, self.study.lane_of[flow.start, flow.end, flow.mode]


def relaxations_of(
    formulation: Formulation, values: NDArray[Any], labels: Collection[str]
) -> tuple[Relaxation, ...]:
    """Return what some limits have to be so that the design that columns stand for keeps to them."""
    study = formulation.study
    sites, flows, made = parts_of(study, formulation.columns, values)
    parts = _Parts(
        study=study, sites=sites, flows=flows, made=made, costs=costs_of(study, sites, flows, made)
    )
    told = [
        *_of_limits(parts),
        *_of_capacities(parts),
        *_of_lanes(parts),
        *_of_fates(parts),
        *_of_customers(parts),
    ]
    return tuple(change for label, change in told if label in labels)


Told = Iterator[tuple[str, Relaxation]]
"""What is broken, each with the label of its rows."""


def _of_limits(parts: _Parts) -> Told:
    for limit in parts.study.limits:
        value = _comes_to(parts, limit)
        least = limit.kind in SHARES or limit.kind == "least-sites"
        if (value < limit.value) if least else (value > limit.value):
            yield label_of(limit), Relaxation(what="limit", target=(limit.id,), needed=value)


def _comes_to(parts: _Parts, limit: Limit) -> float:
    """Return what a limit would have to be, rounded to the side on which it helps."""
    if limit.kind in SHARES:
        return _floor(min(_share(parts, limit, each.id) for each in parts.study.periods), 1e-4)
    if limit.is_far:
        return _ceil(max(reach(lane, by_minutes=limit.by_minutes) for _, lane in parts.last_miles()), 1e-3)
    if limit.kind in ("most-sites", "least-sites"):
        members = {each.id for each in parts.study.members(limit.group)}
        counts = [
            sum(each.site in members and each.period == period.id for each in parts.sites)
            for period in parts.study.periods
        ]
        return float(max(counts) if limit.kind == "most-sites" else min(counts))
    if limit.kind in MONEY:
        spent = parts.costs.total_cents if limit.kind == "most-cost" else parts.costs.investment_cents
        return _ceil(spent, 1.0)
    return _ceil(parts.costs.co2_kg if limit.kind == "most-co2-kg" else _mean(parts), 1e-3)


def _share(parts: _Parts, limit: Limit, period: str) -> float:
    served = [(flow.units, lane) for flow, lane in parts.last_miles() if flow.period == period]
    total = math.fsum(units for units, _ in served)
    near = (units for units, lane in served if reach(lane, by_minutes=limit.by_minutes) <= limit.within)
    return math.fsum(near) / total if total else 1.0


def _mean(parts: _Parts) -> float:
    served = [(flow.units, lane.minutes) for flow, lane in parts.last_miles()]
    return math.fsum(units * minutes for units, minutes in served) / math.fsum(units for units, _ in served)


def _of_capacities(parts: _Parts) -> Told:
    study = parts.study
    loads = {each.id: each.load for each in study.products}
    out: dict[tuple[str, str], float] = defaultdict(float)
    for flow in parts.flows:
        out[flow.period, flow.start] += flow.units * loads[flow.product]
    worst: dict[tuple[str, str], float] = defaultdict(float)
    for each in parts.sites:
        key = (each.site, each.size)
        worst[key] = max(worst[key], out[each.period, each.site])
    for (site, size_id), load in worst.items():
        size = next(each for each in study.site_of[site].sizes if each.id == size_id)
        if size.capacity is not None and _more(load, size.capacity):
            change = Relaxation(what="capacity", target=(site, size_id), needed=_ceil(load, 1e-3))
            yield f"capacity of {site}", change
    most: dict[tuple[str, str], float] = defaultdict(float)
    for one in parts.made:
        most[one.site, one.product] = max(most[one.site, one.product], one.units)
    for making in study.makings:
        units = most[making.site, making.product]
        if making.capacity is not None and _more(units, making.capacity):
            change = Relaxation(
                what="making", target=(making.site, making.product), needed=_ceil(units, 1e-3)
            )
            yield f"making of {making.product} at {making.site}", change


def _of_lanes(parts: _Parts) -> Told:
    along: dict[tuple[str, tuple[str, str, str]], float] = defaultdict(float)
    for flow in parts.flows:
        along[flow.period, (flow.start, flow.end, flow.mode)] += flow.units
    most: dict[tuple[str, str, str], float] = defaultdict(float)
    for (_, key), units in along.items():
        most[key] = max(most[key], units)
    for key, units in most.items():
        lane = parts.study.lane_of[key]
        if lane.capacity is not None and _more(units, lane.capacity):
            yield f"capacity of {lane}", Relaxation(what="lane", target=key, needed=_ceil(units, 1e-3))


def _of_fates(parts: _Parts) -> Told:
    opened = {(each.site, each.period) for each in parts.sites}
    for site in parts.study.sites:
        states = {(site.id, period.id) in opened for period in parts.study.periods}
        if site.fate != "free" and states != {site.fate == "open"}:
            yield f"{site.id} must be {site.fate}", Relaxation(what="fate", target=(site.id,))


def _of_customers(parts: _Parts) -> Told:
    far: dict[str, list[Lane]] = defaultdict(list)
    sites: dict[tuple[str, str], set[str]] = defaultdict(set)
    for flow, lane in parts.last_miles():
        far[flow.end].append(lane)
        sites[flow.end, flow.period].add(flow.start)
    for customer in parts.study.customers:
        label = f"reach of {customer.id}"
        km = max((each.km for each in far[customer.id]), default=0.0)
        minutes = max((each.minutes for each in far[customer.id]), default=0.0)
        if customer.most_km is not None and km > customer.most_km:
            yield label, Relaxation(what="km", target=(customer.id,), needed=_ceil(km, 1e-3))
        if customer.most_minutes is not None and minutes > customer.most_minutes:
            yield label, Relaxation(what="minutes", target=(customer.id,), needed=_ceil(minutes, 1e-3))
        several = any(len(of) > 1 for (end, _), of in sites.items() if end == customer.id)
        if customer.single and several:
            yield f"one site for {customer.id}", Relaxation(what="single", target=(customer.id,))


def _more(value: float, most: float) -> bool:
    return value > most + EXCESS * max(1.0, most)


def _ceil(value: float, step: float) -> float:
    """Return a value rounded upwards to whole steps, but for what a solver rounds."""
    return round(math.ceil(value / step - EXCESS * max(1.0, value / step)) * step, 9)


def _floor(value: float, step: float) -> float:
    return round(math.floor(value / step + EXCESS / step) * step, 9)


def relaxed(study: Study, changes: Sequence[Relaxation]) -> Study:
    """Return a study with some of its limits as wide as they need to be."""
    for change in changes:
        study = _CHANGED[change.what](study, change)
    return study


def _limit(study: Study, change: Relaxation) -> Study:
    limits = (
        replace(each, value=change.needed) if each.id == change.target[0] else each for each in study.limits
    )
    return replace(study, limits=tuple(limits))


def _capacity(study: Study, change: Relaxation) -> Study:
    site_id, size_id = change.target
    sites = []
    for site in study.sites:
        sizes = tuple(
            replace(each, capacity=change.needed) if (site.id, each.id) == (site_id, size_id) else each
            for each in site.sizes
        )
        sites.append(replace(site, sizes=sizes))
    return replace(study, sites=tuple(sites))


def _making(study: Study, change: Relaxation) -> Study:
    makings = (
        replace(each, capacity=change.needed) if (each.site, each.product) == change.target else each
        for each in study.makings
    )
    return replace(study, makings=tuple(makings))


def _lane(study: Study, change: Relaxation) -> Study:
    lanes = (
        replace(each, capacity=change.needed) if each.key == change.target else each for each in study.lanes
    )
    return replace(study, lanes=tuple(lanes))


def _fate(study: Study, change: Relaxation) -> Study:
    sites = (each.forced("free") if each.id == change.target[0] else each for each in study.sites)
    return replace(study, sites=tuple(sites))


def _customer(study: Study, change: Relaxation) -> Study:
    if change.what == "single":
        new: dict[str, Any] = {"single": False}
    else:
        new = {f"most_{change.what}": change.needed}
    customers = (replace(each, **new) if each.id == change.target[0] else each for each in study.customers)
    return replace(study, customers=tuple(customers))


_CHANGED: dict[What, Callable[[Study, Relaxation], Study]] = {
    "limit": _limit, "capacity": _capacity, "making": _making, "lane": _lane, "fate": _fate,
    "km": _customer, "minutes": _customer, "single": _customer,
}  # fmt: skip
