"""The referee counts the stock of a supply network once more, from its flows and service times alone."""

from collections import defaultdict
from collections.abc import Iterator
from math import fsum, sqrt
from statistics import NormalDist

from network.design.design import Design
from network.design.stock_terms import StockTerms
from network.design.study import Study

TOLERANCE = 1e-6
"""Days by which a service time may be later than what is waited for."""

Key = tuple[str, str, str]
"""Period, site and product."""


def stock_cents(study: Study, design: Design) -> tuple[float, float]:
    """Return cents of cycle stock and of safety stock."""
    cycle, safety = [], []
    quoted = {(each.period, each.site, each.product): each.days for each in design.quotes}
    variances = _variances(study, design)
    supplied = _supplied(study, design, quoted)
    for (when, site, product), units in _sent(design).items():
        terms = _terms(study, site, product)
        if terms is None:
            continue
        period = next(each for each in study.periods if each.id == when)
        cents = terms.unit_cents * terms.holding_percent / 100 / 365 * period.cost_factor
        cycle.append(cents * units * terms.every_days / 2)
        open_days = supplied.get((when, site, product), 0.0) + terms.every_days
        exposed = max(0.0, open_days - quoted.get((when, site, product), 0.0))
        deviation = sqrt(exposed * variances[when, site, product])
        safety.append(cents * (period.days or 1) * NormalDist().inv_cdf(terms.cycle_service) * deviation)
    return fsum(cycle), fsum(safety)


def quote_violations(study: Study, design: Design) -> Iterator[str]:
    """Yield service times that nobody can be told: of no stock, to customers, or later than goods come."""
    quoted: dict[Key, float] = {}
    sent, supplied = _sent(design), {}
    customers = {each.id for each in study.customers}
    for each in design.quotes:
        key = (each.period, each.site, each.product)
        named = f"{each.site} quotes {each.days:g} days for {each.product} in period {each.period}"
        if key in quoted or key not in sent or _terms(study, each.site, each.product) is None:
            yield f"{named} and keeps no stock of it, or quotes it twice"
        quoted[key] = each.days
    supplied = _supplied(study, design, quoted)
    serving = {(f.period, f.start, f.product) for f in design.flows if f.end in customers and f.units > 0}
    for key, days in quoted.items():
        terms = _terms(study, key[1], key[2])
        most = supplied.get(key, 0.0) + (terms.every_days if terms else 0.0)
        if not 0 <= days <= most + TOLERANCE:
            yield f"{key[1]} quotes {days:g} days for {key[2]} in period {key[0]}; it waits {most:g}"
        if days > 0 and key in serving:
            yield f"{key[1]} lets customers wait {days:g} days for {key[2]} in period {key[0]}"


def _terms(study: Study, site: str, product: str) -> StockTerms | None:
    kind = next(each.kind for each in study.sites if each.id == site)
    found: dict[tuple[bool, bool], StockTerms] = {}
    for each in study.stock:
        of_it = each.site == site or (not each.site and kind in ("warehouse", "pickup-point"))
        if of_it and each.product in ("", product):
            found.setdefault((each.site == site, each.product == product), each)
    return found[max(found)] if found else None


def _sent(design: Design) -> dict[Key, float]:
    sent: dict[Key, list[float]] = defaultdict(list)
    for flow in design.flows:
        if flow.units > 0:
            sent[flow.period, flow.start, flow.product].append(flow.units)
    return {key: fsum(units) for key, units in sent.items()}


def _supplied(study: Study, design: Design, quoted: dict[Key, float]) -> dict[Key, float]:
    """Return after how many days the slowest of what is asked for comes."""
    leads = {(each.start, each.end, each.mode): each.lead_days for each in study.lanes}
    found: dict[Key, float] = {}
    for flow in design.flows:
        if flow.units > 0:
            key = (flow.period, flow.end, flow.product)
            days = leads[flow.start, flow.end, flow.mode]
            days += quoted.get((flow.period, flow.start, flow.product), 0.0)
            found[key] = max(found.get(key, 0.0), days)
    return found


def _variances(study: Study, design: Design) -> dict[Key, float]:
    """Return the variance of a day's demand that comes to each site: its part of what it sends on to."""
    days = {each.id: each.days or 1.0 for each in study.periods}
    own: dict[Key, float] = defaultdict(float)
    for demand in study.demands:
        key = (demand.period, demand.customer, demand.product)
        own[key] += demand.units * demand.units * demand.sd_share * demand.sd_share / days[demand.period]
    come: dict[Key, float] = defaultdict(float)
    for flow in design.flows:
        come[flow.period, flow.end, flow.product] += flow.units
    total, moving = dict(own), dict(own)
    while moving:  # variance moves up from customers lane by lane, until none is left
        above: dict[Key, float] = defaultdict(float)
        for flow in design.flows:
            variance = moving.get((flow.period, flow.end, flow.product), 0.0)
            if variance > 0 and flow.units > 0:
                part = flow.units / come[flow.period, flow.end, flow.product]
                above[flow.period, flow.start, flow.product] += part * variance
        for key, variance in above.items():
            total[key] = total.get(key, 0.0) + variance
        moving = {key: each for key, each in above.items() if each > 1e-13 * total[key]}
    return defaultdict(float, total)
