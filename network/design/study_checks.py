"""What contradicts each other in a study: names, ways that lead nowhere, capacity that cannot be enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import fsum, inf
from typing import TYPE_CHECKING

from core.errors import Fault, fault

if TYPE_CHECKING:
    from network.design.study import Study


def study_faults(study: Study) -> Iterator[Fault]:
    """Yield everything that cannot be; ways and capacity are looked at where all names are right."""
    named = [*_twice(study), *_unknown(study), *_circular(study)]
    yield from _endless(study)
    yield from named
    if not named:
        yield from _out_of_reach(study)
        yield from _short(study)
        yield from _made_too_little(study)


def _twice(study: Study) -> Iterator[Fault]:
    tables: tuple[tuple[str, Iterable[str]], ...] = (
        ("site or customer", [*(each.id for each in study.sites), *(each.id for each in study.customers)]),
        ("product", [each.id for each in study.products]),
        ("period", [each.id for each in study.periods]),
        ("limit", [each.id for each in study.limits]),
        ("lane", [str(each) for each in study.lanes]),
        ("making", [f"{each.product} at {each.site}" for each in study.makings]),
        ("stock", [" at ".join((each.product or "all", each.site or "all")) for each in study.stock]),
    )
    for what, names in tables:
        seen: set[str] = set()
        for name in names:
            if name in seen:
                yield fault(f"{what} {name!r}", "id", name, "a name that stands once")
            seen.add(name)


Reference = tuple[str, str, str, set[str], str]
"""Where it stands, the field, its value, what is known, and what that is called."""


def _unknown(study: Study) -> Iterator[Fault]:
    for where, field, value, known, what in (*_of_goods(study), *_of_places(study)):
        if value not in known:
            yield fault(where, field, value, f"a {what} that is in its table")


def _of_goods(study: Study) -> Iterator[Reference]:
    sites, products = {each.id for each in study.sites}, {each.id for each in study.products}
    for making in study.makings:
        where = f"making at {making.site!r}"
        yield where, "site", making.site, sites, "site"
        yield where, "product", making.product, products, "product"
    for terms in study.stock:
        where = f"stock of {terms.product or 'all products'} at {terms.site or 'all sites'}"
        yield where, "site", terms.site, sites | {""}, "site"
        yield where, "product", terms.product, products | {""}, "product"
    for part in study.parts:
        for field, value in (("product", part.product), ("part", part.part)):
            yield f"part of {part.product!r}", field, value, products, "product"


def _of_places(study: Study) -> Iterator[Reference]:
    sites, customers = {each.id for each in study.sites}, {each.id for each in study.customers}
    products, periods = {each.id for each in study.products}, {each.id for each in study.periods}
    groups = {each.group for each in study.sites} | {each.kind for each in study.sites} | {""}
    for lane in study.lanes:
        yield str(lane), "from", lane.start, sites, "site"
        yield str(lane), "to", lane.end, sites | customers, "site or customer"
    for demand in study.demands:
        where = f"demand of {demand.customer!r}"
        yield where, "customer", demand.customer, customers, "customer"
        yield where, "product", demand.product, products, "product"
        yield where, "period", demand.period, periods, "period"
    for customer in study.customers:
        yield f"customer {customer.id!r}", "served_by", customer.served_by or "", sites | {""}, "site"
    for limit in study.limits:
        yield f"limit {limit.id!r}", "group", limit.group, groups, "group or kind of sites"


def _endless(study: Study) -> Iterator[Fault]:
    """Yield periods of which nobody says how long stock lies in them."""
    for period in study.periods if study.stock else ():
        if not period.days:
            expected = "days, more than 0: stock is counted (every_days in the table stock)"
            yield fault(f"period {period.id!r}", "days", "" if period.days is None else 0, expected)


def _circular(study: Study) -> Iterator[Fault]:
    """Yield products that go into themselves, through others or at once."""
    below = _sets((each.product, each.part) for each in study.parts)
    for product in sorted(below):
        if product in _reached(below[product], below):
            yield fault(f"parts of {product!r}", "part", product, "parts that it does not go into itself")


def _out_of_reach(study: Study) -> Iterator[Fault]:
    """Yield customers to whom no lanes lead from anybody who makes what they want, with the parts for it."""
    wanted = _sets((product, customer) for customer, product, _ in study.wanted)
    if not wanted:
        yield fault("demand", "", "nothing", "a quantity above 0 of some customer")
    makers = _sets((each.product, each.site) for each in study.makings)
    there = _had(study)
    lacking = {product for product in there.lacking if not any(product in had for had in there.at.values())}
    yield from (_lacks(product, there.lacking[product]) for product in sorted(lacking))
    for product, customers in wanted.items():
        if not makers[product]:
            yield fault(f"product {product!r}", "", "nobody makes it", "a site that makes what is asked for")
        elif product not in lacking:
            for customer in sorted(each for each in customers if product not in there.at[each]):
                yield _unreached(study, customer, product)


def _lacks(product: str, parts: set[str]) -> Fault:
    expected = f"lanes that bring {', '.join(sorted(parts))} from who makes that to where {product} is made"
    return fault(f"product {product!r}", "parts", "its parts do not come to who makes it", expected)


def _unreached(study: Study, customer: str, product: str) -> Fault:
    came = [lane for lane in study.lanes if lane.end == customer]
    found = f"{len(came)} lanes, none from where {product} comes" if came else "no lane to it"
    expected = f"lanes from a site that makes {product!r} to it, and sites on the way that may be open"
    return fault(f"customer {customer!r}", "lanes", found, expected)


@dataclass(frozen=True, kw_only=True)
class _Had:
    """Products that can be had, by site and customer; and parts that do not come to any who needs them."""

    at: dict[str, set[str]]
    lacking: dict[str, set[str]]


def _had(study: Study) -> _Had:
    """Return what lanes can bring where, capacities aside, of what can be made with the parts that come."""
    closed = {each.id for each in study.sites if each.fate == "closed"}
    parts = _sets((each.product, each.part) for each in study.parts if each.units > 0)
    usable = [lane for lane in study.lanes if lane.capacity != 0 and lane.start not in closed]
    after = _sets((lane.start, lane.end) for lane in usable)
    at: dict[str, set[str]] = defaultdict(set)
    waiting = [each for each in study.makings if each.site not in closed]
    while True:
        able = [each for each in waiting if parts[each.product] <= at[each.site]]
        if not able:
            break
        waiting = [each for each in waiting if not parts[each.product] <= at[each.site]]
        for making in able:
            for place in _reached([making.site], after):
                at[place].add(making.product)
    lacking = {each.product: parts[each.product] - at[each.site] for each in waiting}
    return _Had(at=at, lacking=lacking)


def _sets(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, member in pairs:
        found[name].add(member)
    return found


def _reached(starts: Iterable[str], after: dict[str, set[str]]) -> set[str]:
    reached, waiting = set(starts), list(starts)
    while waiting:
        new = after[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


def _short(study: Study) -> Iterator[Fault]:
    """Yield periods in which all sites together cannot pass on what is asked for."""
    loads = {each.id: each.load for each in study.products}
    serving = {lane.start for lane in study.lanes if lane.end in study.customer_of}
    usable = [each for each in study.sites if each.id in serving and each.fate != "closed"]
    room = fsum(inf if each.capacity is None else each.capacity for each in usable)
    for period in study.periods:
        load = fsum(units * loads[product] for product, units in _wanted_in(study, period.id).items())
        if load > room * (1 + 1e-9):
            expected = f"capacity for {load:,.6g}; the sites that serve customers have {room:,.6g} in all"
            yield fault(f"period {period.id!r}", "demand", f"{load:,.6g}", expected)


def _made_too_little(study: Study) -> Iterator[Fault]:
    """Yield products of which more is asked for than can be made."""
    making: dict[str, float] = defaultdict(float)
    for each in study.makings:
        if study.site_of[each.site].fate != "closed":
            making[each.product] += inf if each.capacity is None else each.capacity
    for period in study.periods:
        for product, units in _wanted_in(study, period.id).items():
            if making[product] and units > making[product] * (1 + 1e-9):
                expected = f"at least as much made; {making[product]:,.6g} units can be"
                yield fault(f"period {period.id!r}, product {product!r}", "demand", f"{units:,.6g}", expected)


def _wanted_in(study: Study, period: str) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for (_, product, when), units in study.wanted.items():
        if when == period:
            found[product] += units
    return found
