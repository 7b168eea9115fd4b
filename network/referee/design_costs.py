"""The referee counts the money and the CO2 of a design of a supply network once more."""

from collections import defaultdict
from collections.abc import Iterator
from math import fsum

from network.design.design import Design
from network.design.study import Study
from network.referee.design_stock import stock_cents

TOLERANCE = 1e-6
"""Relative difference up to which two sums of floats are the same."""


def cost_violations(study: Study, design: Design) -> Iterator[str]:
    """Yield every sum of a design that is not what its parts come to."""
    told = design.costs
    transport, co2 = _lanes(study, design)
    fixed, opening, closing, investment, standing_co2 = _sites(study, design)
    cycle, safety = stock_cents(study, design)
    counted = {
        "transport": (told.transport_cents, transport),
        "fixed costs": (told.fixed_cents, fixed),
        "openings": (told.opening_cents, opening),
        "closings": (told.closing_cents, closing),
        "investment": (told.investment_cents, investment),
        "throughput": (told.throughput_cents, _throughput(study, design)),
        "making": (told.making_cents, _making(study, design)),
        "cycle stock": (told.cycle_cents, cycle),
        "safety stock": (told.safety_cents, safety),
        "CO2": (told.co2_kg, co2 + standing_co2),
    }
    for name, (said, found) in counted.items():
        if not _same(said, found):
            yield f"{name}: {said:.6g} was told; counted again it is {found:.6g}"
    total = fsum(found for name, (_, found) in counted.items() if name not in ("investment", "CO2")) / 100
    if not _same(design.objective, total):
        yield f"the objective is {design.objective:.6g}; counted again it is {total:.6g}"
    if design.bound > design.objective * (1 + TOLERANCE) + TOLERANCE:
        yield f"the bound {design.bound:.6g} lies above the objective {design.objective:.6g}"
    numbers = {study.sites[k].id for k in design.open}
    if numbers != {each.site for each in design.sites}:
        yield "the sites told as open are not those that are"


def _lanes(study: Study, design: Design) -> tuple[float, float]:
    factors = {each.id: each.cost_factor for each in study.periods}
    weights = {each.id: each.weight_kg for each in study.products}
    lanes = {(each.start, each.end, each.mode): each for each in study.lanes}
    bills: dict[tuple[str, tuple[str, str, str]], float] = defaultdict(float)
    grams = []
    for flow in design.flows:
        key = (flow.start, flow.end, flow.mode)
        lane, kg = lanes[key], weights[flow.product] * flow.units
        bills[flow.period, key] += (
            flow.units * (lane.cents_per_unit + lane.km * lane.cents_per_unit_km)
            + kg * lane.cents_per_kg
            + kg / 1000 * lane.km * lane.cents_per_tonne_km
        )
        grams.append(kg / 1000 * lane.km * lane.co2_g_per_tonne_km)
    paid = [factors[period] * max(bill, lanes[key].minimum_cents) for (period, key), bill in bills.items()]
    return fsum(paid), fsum(grams) / 1000


def _sites(study: Study, design: Design) -> tuple[float, float, float, float, float]:
    """Return cents of fixed costs, openings and closings, both without factors, and kg of CO2."""
    now = {(each.site, each.period): each.size for each in design.sites}
    fixed, opening, closing, investment, co2 = [], [], [], [], []
    for site in study.sites:
        sizes = {each.id: each for each in site.sizes}
        stands = site.sizes[0].id if site.was_open else None
        for period in study.periods:
            size = now.get((site.id, period.id))
            if size is None and stands is not None:
                closing.append(period.cost_factor * site.closing_cents)
                investment.append(float(site.closing_cents))
            if size is not None:
                fixed.append(period.cost_factor * sizes[size].fixed_cents)
                co2.append(site.co2_kg)
                if size != stands:
                    opening.append(period.cost_factor * sizes[size].opening_cents)
                    investment.append(float(sizes[size].opening_cents))
            stands = size
    return fsum(fixed), fsum(opening), fsum(closing), fsum(investment), fsum(co2)


def _throughput(study: Study, design: Design) -> float:
    loads = {each.id: each.load for each in study.products}
    factors = {each.id: each.cost_factor for each in study.periods}
    out: dict[tuple[str, str], float] = defaultdict(float)
    for flow in design.flows:
        out[flow.start, flow.period] += flow.units * loads[flow.product]
    paid = []
    for site in study.sites:
        for period in study.periods:
            left = out[site.id, period.id]
            for step in reversed(site.steps):  # from the last step down, each takes what lies above its start
                beyond = max(0.0, left - step.load_from)
                paid.append(factors[period.id] * beyond * step.cents_per_load)
                left -= beyond
    return fsum(paid)


def _making(study: Study, design: Design) -> float:
    factors = {each.id: each.cost_factor for each in study.periods}
    cents = {(each.site, each.product): each.cents_per_unit for each in study.makings}
    return fsum(factors[each.period] * cents[each.site, each.product] * each.units for each in design.made)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE * max(1.0, abs(other))
