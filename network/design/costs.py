"""What a design costs, by what it is paid for; the only place where the search's money is added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.design.stock import stock_of

if TYPE_CHECKING:
    from network.design.design import Flow, Made, OpenSite, Quote
    from network.design.goods import Product
    from network.design.lane import Lane
    from network.design.site import Step
    from network.design.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Cents of all periods together, each period by its factor.

    investment_cents
        opening and closing without the factors of periods; it is part of the others and not added again.
    co2_kg
        of lanes and of sites that are open.
    """

    fixed_cents: float = 0.0
    opening_cents: float = 0.0
    closing_cents: float = 0.0
    throughput_cents: float = 0.0
    making_cents: float = 0.0
    transport_cents: float = 0.0
    cycle_cents: float = 0.0
    safety_cents: float = 0.0
    investment_cents: float = 0.0
    co2_kg: float = 0.0

    @property
    def total_cents(self) -> float:
        """What it costs in all."""
        return sum(self.parts.values())

    @property
    def stock_cents(self) -> float:
        """What stock costs."""
        return self.cycle_cents + self.safety_cents

    @property
    def parts(self) -> dict[str, float]:
        """Cents by what they are for; stock is there where any is counted."""
        stock = {"cycle stock": self.cycle_cents, "safety stock": self.safety_cents}
        return {
            "transport": self.transport_cents,
            "fixed": self.fixed_cents,
            "throughput": self.throughput_cents,
            "making": self.making_cents,
            "opening": self.opening_cents,
            "closing": self.closing_cents,
            **(stock if any(stock.values()) else {}),
        }


def cents_per_unit(lane: Lane, product: Product) -> float:
    """Return what a unit costs on a lane, without its minimum charge."""
    tonne_km = product.weight_kg / 1000 * lane.km
    by_unit = lane.cents_per_unit + lane.cents_per_unit_km * lane.km
    return by_unit + lane.cents_per_kg * product.weight_kg + lane.cents_per_tonne_km * tonne_km


def co2_kg_per_unit(lane: Lane, product: Product) -> float:
    """Return the CO2 of a unit on a lane."""
    return lane.co2_g_per_tonne_km * product.weight_kg / 1000 * lane.km / 1000


def throughput_cents(steps: Sequence[Step], load: float) -> float:
    """Return what a load of one period costs to pass through: each step counts for what lies beyond it."""
    ends = [each.load_from for each in steps[1:]] + [float("inf")]
    return sum(
        max(0.0, min(load, end) - step.load_from) * step.cents_per_load
        for step, end in zip(steps, ends, strict=True)
    )


def costs_of(
    study: Study,
    sites: Sequence[OpenSite],
    flows: Sequence[Flow],
    made: Sequence[Made],
    quotes: Sequence[Quote] = (),
) -> Costs:
    """Return what a design costs."""
    stock = stock_of(study, flows, quotes)
    factors = {each.id: each.cost_factor for each in study.periods}
    transport, lanes_co2 = _transport(study, flows, factors)
    opening, closing, investment = _changes(study, sites, factors)
    sizes = {(site.id, size.id): size for site in study.sites for size in site.sizes}
    making = {(each.site, each.product): each.cents_per_unit for each in study.makings}
    return Costs(
        fixed_cents=sum(factors[o.period] * sizes[o.site, o.size].fixed_cents for o in sites),
        opening_cents=opening,
        closing_cents=closing,
        throughput_cents=_throughput(study, flows, factors),
        making_cents=sum(factors[m.period] * making[m.site, m.product] * m.units for m in made),
        transport_cents=transport,
        cycle_cents=sum(each.cycle_cents for each in stock),
        safety_cents=sum(each.safety_cents for each in stock),
        investment_cents=investment,
        co2_kg=lanes_co2 + sum(study.site_of[each.site].co2_kg for each in sites),
    )


def _transport(study: Study, flows: Sequence[Flow], factors: dict[str, float]) -> tuple[float, float]:
    products = {each.id: each for each in study.products}
    charges: dict[tuple[str, tuple[str, str, str]], float] = defaultdict(float)
    co2 = 0.0
    for flow in flows:
        lane = study.lane_of[flow.start, flow.end, flow.mode]
        charges[flow.period, lane.key] += flow.units * cents_per_unit(lane, products[flow.product])
        co2 += flow.units * co2_kg_per_unit(lane, products[flow.product])
    paid = (
        factors[period] * max(cents, study.lane_of[key].minimum_cents)
        for (period, key), cents in charges.items()
    )
    return sum(paid), co2


def _throughput(study: Study, flows: Sequence[Flow], factors: dict[str, float]) -> float:
    loads = {each.id: each.load for each in study.products}
    out: dict[tuple[str, str], float] = defaultdict(float)
    for flow in flows:
        out[flow.period, flow.start] += flow.units * loads[flow.product]
    return sum(
        factors[period] * throughput_cents(study.site_of[site].steps, load)
        for (period, site), load in out.items()
        if study.site_of[site].steps
    )


def _changes(
    study: Study, sites: Sequence[OpenSite], factors: dict[str, float]
) -> tuple[float, float, float]:
    """Return cents of opening and of closing by the factors of periods, and of both without."""
    opening = closing = investment = 0.0
    for period, (opened, closed) in changes_of(study, sites).items():
        opening += factors[period] * opened
        closing += factors[period] * closed
        investment += opened + closed
    return opening, closing, investment


def changes_of(study: Study, sites: Sequence[OpenSite]) -> dict[str, tuple[float, float]]:
    """Return cents of opening and of closing in each period, without its factor."""
    by_period = {(each.period, each.site): each.size for each in sites}
    found = {each.id: (0.0, 0.0) for each in study.periods}
    for site in study.sites:
        before = site.sizes[0].id if site.was_open else None
        openings = {each.id: each.opening_cents for each in site.sizes}
        for period in study.periods:
            now = by_period.get((period.id, site.id))
            opening, closing = found[period.id]
            if now is not None and now != before:
                opening += openings[now]
            if now is None and before is not None:
                closing += site.closing_cents
            found[period.id] = opening, closing
            before = now
    return found
