"""The referee measures service, numbers of sites and budgets of a supply network once more."""

from collections.abc import Iterator
from math import fsum

from network.design.design import Design
from network.design.limit import Limit
from network.design.study import Study

TOLERANCE = 1e-5
"""Relative difference up to which a limit is kept."""


def limit_violations(study: Study, design: Design) -> Iterator[str]:
    """Yield every limit of a study, and every customer's own, that a design breaks."""
    yield from _customers(study, design)
    for limit in study.limits:
        if limit.kind.startswith("share"):
            yield from _share(study, design, limit)
        elif limit.kind.startswith("nobody"):
            yield from _far(study, design, limit)
        elif limit.kind in ("most-sites", "least-sites"):
            yield from _count(study, design, limit)
        elif limit.kind == "most-mean-minutes":
            yield from _mean(study, design, limit)
        else:
            yield from _total(design, limit)


def _served(study: Study, design: Design) -> Iterator[tuple[str, str, float, float, float]]:
    """Yield period, customer, units, km and minutes of every flow to a customer."""
    lanes = {(each.start, each.end, each.mode): each for each in study.lanes}
    customers = {each.id for each in study.customers}
    for flow in design.flows:
        if flow.end in customers:
            lane = lanes[flow.start, flow.end, flow.mode]
            yield flow.period, flow.end, flow.units, lane.km, lane.minutes


def _customers(study: Study, design: Design) -> Iterator[str]:
    bears = {each.id: (each.most_km, each.most_minutes) for each in study.customers}
    least = TOLERANCE * max(1.0, *(each.units for each in study.demands))
    for period, customer, units, km, minutes in _served(study, design):
        for told, most, what in zip((km, minutes), bears[customer], ("km", "minutes"), strict=True):
            if most is not None and told > most and units > least:
                yield f"{customer} is served from {told:g} {what} away in period {period}; {most:g} at most"


def _share(study: Study, design: Design, limit: Limit) -> Iterator[str]:
    for period in study.periods:
        served = [each for each in _served(study, design) if each[0] == period.id]
        wanted = fsum(each.units for each in study.demands if each.period == period.id)
        by_minutes = limit.kind.endswith("minutes")
        near = fsum(
            units for _, _, units, km, minutes in served if (minutes if by_minutes else km) <= limit.within
        )
        if near < limit.value * wanted * (1 - TOLERANCE):
            yield f"limit {limit.id}: {near / wanted:.4%} of demand is near enough in period {period.id}"


def _far(study: Study, design: Design, limit: Limit) -> Iterator[str]:
    least = TOLERANCE * max(1.0, *(each.units for each in study.demands))
    for period, customer, units, km, minutes in _served(study, design):
        told = minutes if limit.kind.endswith("minutes") else km
        if told > limit.value and units > least:
            yield f"limit {limit.id}: {customer} is served from {told:g} away in period {period}"


def _count(study: Study, design: Design, limit: Limit) -> Iterator[str]:
    of = {
        each.id
        for each in study.sites
        if (
            limit.group in (each.group, each.kind)
            if limit.group
            else each.kind in ("warehouse", "pickup-point")
        )
    }
    for period in study.periods:
        count = sum(each.site in of for each in design.sites if each.period == period.id)
        if (count > limit.value) if limit.kind == "most-sites" else (count < limit.value):
            yield f"limit {limit.id}: {count} sites are open in period {period.id}"


def _mean(study: Study, design: Design, limit: Limit) -> Iterator[str]:
    served = list(_served(study, design))
    mean = fsum(units * minutes for _, _, units, _, minutes in served) / fsum(each[2] for each in served)
    if mean > limit.value * (1 + TOLERANCE) + TOLERANCE:
        yield f"limit {limit.id}: customers are {mean:g} minutes away on average; {limit.value:g} at most"


def _total(design: Design, limit: Limit) -> Iterator[str]:
    told = {
        "most-cost": design.objective * 100,
        "most-investment": design.costs.investment_cents,
        "most-co2-kg": design.costs.co2_kg,
    }[limit.kind]
    if told > limit.value * (1 + TOLERANCE) + TOLERANCE:
        yield f"limit {limit.id}: it comes to {told:g}; {limit.value:g} at most"
