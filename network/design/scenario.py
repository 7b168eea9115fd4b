"""Another future of a study: values of it changed, and the network as it is today."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from core.errors import Fault, fault, refuse
from core.units import Cents
from network.design.customer import Demand
from network.design.lane import Lane
from network.design.limit import in_study, wrong_value
from network.design.site import Fate, Site
from network.design.stock_terms import StockTerms
from network.design.study import Study

ChangeKind = Literal[
    "demand-percent",
    "open-site",
    "close-site",
    "close-lane",
    "transport-percent",
    "fixed-percent",
    "opening-percent",
    "throughput-percent",
    "making-percent",
    "holding-percent",
    "lead-time-percent",
    "variability-percent",
    "limit",
]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)

_PRICED = ("cents_per_unit", "cents_per_kg", "cents_per_unit_km", "cents_per_tonne_km")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value changed.

    target
        a product or customer, a site, a lane as "from > to", a mode, a limit; "" for all, where that can be.
    value
        percent, or a limit's new value as people write it: percent of demand, money in the currency.
    """

    scenario: str
    kind: ChangeKind
    target: str = ""
    value: float = 100.0


def applied(study: Study, changes: Sequence[Change]) -> Study:
    """Return a study with changes made one after the other; refuse targets that it does not know."""
    refuse("A scenario changes what is not there, or to what cannot be.", change_faults(study, changes))
    for change in changes:
        study = _changed(study, change)
    return study


def change_faults(study: Study, changes: Sequence[Change]) -> list[Fault]:
    """Return every target that a study does not know, and every value that a limit cannot have."""
    known = {kind: _known(study, kind) for kind in {each.kind for each in changes}}
    kinds = {each.id: each.kind for each in study.limits}
    found = []
    for change in changes:
        where = f"scenario {change.scenario!r}"
        if change.target not in known[change.kind]:
            expected = f"what {change.kind} can be about: {_some(known[change.kind])}"
            found.append(fault(where, "target", change.target, expected))
        elif change.kind == "limit":
            expected = wrong_value(kinds[change.target], change.value)
            found += [fault(where, "value", f"{change.value:.12g}", expected)] if expected else []
    return found


def _some(names: Collection[str]) -> str:
    """Return some names that are known, in words."""
    told = sorted(each for each in names if each)
    return ", ".join([*told[:6], *(["..."] if len(told) > 6 else [])]) or "there is none"


def _known(study: Study, kind: ChangeKind) -> set[str]:
    """Return what a change can be about; "" is all."""
    sites = {each.id for each in study.sites}
    products = {each.id for each in study.products}
    match kind:
        case "demand-percent" | "variability-percent":
            known = products | set(study.customer_of) | {""}
        case "holding-percent":
            known = products | {""}
        case "open-site" | "close-site":
            known = sites
        case "close-lane":
            known = {f"{each.start} > {each.end}" for each in study.lanes}
        case "transport-percent" | "lead-time-percent":
            known = {each.mode for each in study.lanes} | {""}
        case "making-percent":
            known = sites | products | {""}
        case "limit":
            known = {each.id for each in study.limits}
        case _:
            known = sites | {""}
    return known


def _changed(study: Study, change: Change) -> Study:
    factor, target = change.value / 100, change.target
    if change.kind in _COSTS_OF_SITES:
        dearer = _COSTS_OF_SITES[change.kind]
        sites = (dearer(each, factor) if target in ("", each.id) else each for each in study.sites)
        return replace(study, sites=tuple(sites))
    match change.kind:
        case "demand-percent" | "variability-percent":
            changed = replace(study, demands=tuple(_demands(study, change)))
        case "making-percent":
            makings = (
                replace(each, cents_per_unit=each.cents_per_unit * factor)
                if target in ("", each.site, each.product)
                else each
                for each in study.makings
            )
            changed = replace(study, makings=tuple(makings))
        case "holding-percent":
            changed = replace(study, stock=tuple(_stock(study, target, factor)))
        case "open-site" | "close-site":
            changed = forced(study, target, is_open=change.kind == "open-site")
        case "limit":
            limits = (
                replace(each, value=in_study(each.kind, change.value)) if each.id == target else each
                for each in study.limits
            )
            changed = replace(study, limits=tuple(limits))
        case _:
            changed = replace(study, lanes=tuple(_lanes(study, change)))
    return changed


def _demands(study: Study, change: Change) -> Iterator[Demand]:
    """Yield demand as large, or as uncertain, as it is then."""
    factor = change.value / 100
    for each in study.demands:
        if change.target not in ("", each.product, each.customer):
            yield each
        elif change.kind == "demand-percent":
            yield replace(each, units=each.units * factor)
        else:
            yield replace(each, sd_share=each.sd_share * factor)


def _lanes(study: Study, change: Change) -> Iterator[Lane]:
    """Yield the lanes that are left, at their rates."""
    for lane in study.lanes:
        if change.kind == "transport-percent":
            yield _dearer(lane, change.value / 100) if change.target in ("", lane.mode) else lane
        elif change.kind == "lead-time-percent":
            days = lane.lead_days * change.value / 100
            yield replace(lane, lead_days=days) if change.target in ("", lane.mode) else lane
        elif f"{lane.start} > {lane.end}" != change.target:
            yield lane


def _stock(study: Study, product: str, factor: float) -> Iterator[StockTerms]:
    """Yield terms of stock as dear as they are then; of a product that has none of its own also those."""
    for each in study.stock:
        yield (
            replace(each, holding_percent=each.holding_percent * factor)
            if product in ("", each.product)
            else each
        )
        if product and not each.product:
            site = each.site
            if not any((one.site, one.product) == (site, product) for one in study.stock):
                yield replace(each, product=product, holding_percent=each.holding_percent * factor)


def _dearer(lane: Lane, factor: float) -> Lane:
    rates = {name: getattr(lane, name) * factor for name in _PRICED}
    return replace(lane, **rates, minimum_cents=Cents(round(lane.minimum_cents * factor)))


def _dearer_to_open(site: Site, factor: float) -> Site:
    sizes = (replace(each, opening_cents=Cents(round(each.opening_cents * factor))) for each in site.sizes)
    return replace(site, sizes=tuple(sizes))


def _dearer_to_pass(site: Site, factor: float) -> Site:
    steps = (replace(each, cents_per_load=each.cents_per_load * factor) for each in site.steps)
    return replace(site, steps=tuple(steps))


def _costlier(site: Site, factor: float) -> Site:
    sizes = (replace(each, fixed_cents=Cents(round(each.fixed_cents * factor))) for each in site.sizes)
    return replace(site, sizes=tuple(sizes))


_COSTS_OF_SITES: dict[str, Callable[[Site, float], Site]] = {
    "fixed-percent": _costlier,
    "opening-percent": _dearer_to_open,
    "throughput-percent": _dearer_to_pass,
}
"""Changes that are about what a site costs."""


def forced(study: Study, site_id: str, *, is_open: bool) -> Study:
    """Return a study in which a site has to be open, or closed, in every period."""
    fate: Fate = "open" if is_open else "closed"
    sites = (each.forced(fate) if each.id == site_id else each for each in study.sites)
    return replace(study, sites=tuple(sites))


def as_is(study: Study) -> Study:
    """Return the network as it is: sites that stand, in their size; who serves whom today; no limits."""
    sites = tuple(
        replace(each, sizes=each.sizes[:1], fate="open" if each.was_open else "closed")
        for each in study.sites
    )
    customers = tuple(replace(each, most_km=None, most_minutes=None) for each in study.customers)
    served_by = {each.id: each.served_by for each in study.customers}
    lanes = tuple(each for each in study.lanes if served_by.get(each.end) in (None, each.start))
    return replace(study, sites=sites, customers=customers, lanes=lanes, limits=())
