"""The referee of supply networks: follows every unit and every cent again, from the study alone.

It shares no code with the search, not even what a lane costs; costs are counted in `design_costs`.
"""

from collections import defaultdict
from collections.abc import Iterator
from math import fsum

from network.design.design import Design
from network.design.site import Size
from network.design.study import Study
from network.referee.design_costs import cost_violations
from network.referee.design_limits import limit_violations
from network.referee.design_stock import quote_violations

TOLERANCE = 1e-5
"""Relative difference up to which two amounts are the same."""


def design_violations(study: Study, design: Design) -> list[str]:
    """Return every rule that a design breaks, as sentences; none where it is sound."""
    unknown = list(_unknown(study, design))
    if unknown:
        return unknown
    return [
        *_sites(study, design),
        *_wanted(study, design),
        *_balances(study, design),
        *_rooms(study, design),
        *_lanes(study, design),
        *_made(study, design),
        *_sourcing(study, design),
        *limit_violations(study, design),
        *quote_violations(study, design),
        *cost_violations(study, design),
    ]


def _unknown(study: Study, design: Design) -> Iterator[str]:
    sizes = {(site.id, size.id) for site in study.sites for size in site.sizes}
    lanes = {(lane.start, lane.end, lane.mode) for lane in study.lanes}
    products, periods = {each.id for each in study.products}, {each.id for each in study.periods}
    makings = {(each.site, each.product) for each in study.makings}
    for place in design.sites:
        if (place.site, place.size) not in sizes or place.period not in periods:
            yield f"site {place.site!r} in size {place.size!r} is not in the study"
    for flow in design.flows:
        if (flow.start, flow.end, flow.mode) not in lanes or flow.product not in products:
            yield f"a flow from {flow.start!r} to {flow.end!r} by {flow.mode!r} is not in the study"
        if not flow.units >= 0 or flow.period not in periods:
            yield f"a flow from {flow.start!r} to {flow.end!r} is {flow.units:g} in period {flow.period!r}"
    for making in design.made:
        if (making.site, making.product) not in makings or not making.units >= 0:
            yield f"{making.site!r} makes {making.units:g} of {making.product!r}"


def _sites(study: Study, design: Design) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for place in design.sites:
        if (place.period, place.site) in seen:
            yield f"{place.site} is open twice in period {place.period}"
        seen.add((place.period, place.site))
    for site in study.sites:
        for period in study.periods:
            there = (period.id, site.id) in seen
            if (site.fate == "open" and not there) or (site.fate == "closed" and there):
                yield f"{site.id} has to be {site.fate} in period {period.id}"


def _wanted(study: Study, design: Design) -> Iterator[str]:
    customers = {each.id for each in study.customers}
    got: dict[tuple[str, str, str], float] = defaultdict(float)
    asked: dict[tuple[str, str, str], float] = defaultdict(float)
    for flow in design.flows:
        if flow.end in customers:
            got[flow.end, flow.product, flow.period] += flow.units
    for each in study.demands:
        asked[each.customer, each.product, each.period] += each.units
    for customer, product, period in sorted(asked.keys() | got.keys()):
        key = (customer, product, period)
        if not _same(got[key], asked[key]):
            yield f"{customer} gets {got[key]:g} of {asked[key]:g} {product} in period {period}"


def _balances(study: Study, design: Design) -> Iterator[str]:
    """Yield sites that send more or less than they get and make; parts are used up where things are made."""
    sites = {each.id for each in study.sites}
    surplus: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for flow in design.flows:
        surplus[flow.start, flow.product, flow.period].append(-flow.units)
        if flow.end in sites:
            surplus[flow.end, flow.product, flow.period].append(flow.units)
    for made in design.made:
        surplus[made.site, made.product, made.period].append(made.units)
        for part in study.parts:
            if part.product == made.product:
                surplus[made.site, part.part, made.period].append(-made.units * part.units)
    for (site, product, period), amounts in surplus.items():
        through = fsum(abs(each) for each in amounts)
        if abs(fsum(amounts)) > TOLERANCE * max(1.0, through):
            yield f"{site} has {fsum(amounts):g} {product} too many in period {period}"


def _rooms(study: Study, design: Design) -> Iterator[str]:
    loads = {each.id: each.load for each in study.products}
    sizes: dict[tuple[str, str], Size] = {(s.id, z.id): z for s in study.sites for z in s.sizes}
    rooms = {(each.period, each.site): sizes[each.site, each.size].capacity for each in design.sites}
    out: dict[tuple[str, str], float] = defaultdict(float)
    for flow in design.flows:
        out[flow.period, flow.start] += flow.units * loads[flow.product]
    for (period, site), load in out.items():
        room = rooms.get((period, site), 0.0)
        if room is not None and not _within(load, room):
            yield f"{site} passes on {load:g} in period {period}; it has room for {room:g}"


def _lanes(study: Study, design: Design) -> Iterator[str]:
    along: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for flow in design.flows:
        along[flow.period, flow.start, flow.end, flow.mode] += flow.units
    capacities = {(each.start, each.end, each.mode): each.capacity for each in study.lanes}
    for (period, start, end, mode), units in along.items():
        capacity = capacities[start, end, mode]
        if capacity is not None and not _within(units, capacity):
            yield f"{units:g} units go from {start} to {end} in period {period}; {capacity:g} can"


def _made(study: Study, design: Design) -> Iterator[str]:
    opened = {(each.period, each.site) for each in design.sites}
    makings = {(each.site, each.product): each.capacity for each in study.makings}
    for made in design.made:
        capacity = makings[made.site, made.product]
        if capacity is not None and not _within(made.units, capacity):
            yield f"{made.site} makes {made.units:g} {made.product} in {made.period}; {capacity:g} can be"
        if made.units > TOLERANCE and (made.period, made.site) not in opened:
            yield f"{made.site} makes {made.product} in period {made.period} and is closed"


def _sourcing(study: Study, design: Design) -> Iterator[str]:
    single = {each.id for each in study.customers if each.single}
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for flow in design.flows:
        if flow.end in single:
            sources[flow.end, flow.period].add(flow.start)
    for (customer, period), starts in sources.items():
        if len(starts) > 1:
            yield f"{customer} has {len(starts)} sites in period {period} and may have one"


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE * max(1.0, abs(other))


def _within(amount: float, most: float) -> bool:
    return amount <= most * (1 + TOLERANCE) + TOLERANCE
