"""A conflict of limits in words, as an error that names each limit and what would have to give way."""

from core.errors import Fault, fault
from network.design.limit import Limit, as_written
from network.design.search.conflict import Conflict, conflict_of
from network.design.search.pooling import Knots
from network.design.search.relaxation import Relaxation
from network.design.study import Study
from network.failure import NoDesign

MOST_SHOWN = 20
"""Limits that are named, at most."""

LEAST_S = 1.0
"""What finding out why may take where the time of the search is over."""


def no_design(study: Study, seconds: float, knots: Knots | None = None) -> NoDesign:
    """Return the error that says which limits conflict and the cheapest way out, found in about that time.

    knots
        with which safety stock showed that there is no design.
    """
    conflict = conflict_of(study, max(LEAST_S, seconds), knots)
    faults = [_fault(study, each, cheapest=conflict.cheapest) for each in conflict.relaxations]
    return NoDesign(_message(study, conflict), faults=faults)


def _message(study: Study, conflict: Conflict) -> str:
    if not conflict.labels:
        return "No design is possible, even without any limit; is some lane missing?"
    texts = {f"limit {each.id}": f"{each.id} ({each.text})" for each in study.limits}
    shown = [texts.get(each, each) for each in conflict.labels[:MOST_SHOWN]]
    more = len(conflict.labels) - len(shown)
    named = "; ".join([*shown, *([f"and {more} more"] if more else [])])
    if conflict.smallest:
        return f"No design keeps to all limits. These conflict: {named}."
    return (
        f"No design keeps to all limits. These conflict, perhaps fewer of them already: {named}. "
        "With more seconds a smallest set is found."
    )


def _fault(study: Study, change: Relaxation, *, cheapest: bool) -> Fault:
    """Return how far one limit has to give way, in the units of its table."""
    where = "cheapest relaxation" if cheapest else "a relaxation"
    field, value, expected = _words(study, change)
    return fault(where, field, value, expected)


def _words(study: Study, change: Relaxation) -> tuple[str, str, str]:
    """Return what is to be changed, what it is, and what it has to be."""
    name = change.target[0]
    match change.what:
        case "limit":
            limit = next(each for each in study.limits if each.id == name)
            return f"limit {name}", limit.text, _limit_text(limit, change.needed)
        case "fate":
            fate = study.site_of[name].fate
            return f"{name} must be {fate}", f"must be {fate}", "the choice left to the design"
        case "single":
            return f"one site for {name}", "one site", "several sites"
        case "km" | "minutes":
            customer = study.customer_of[name]
            now = customer.most_km if change.what == "km" else customer.most_minutes
            unit = "km" if change.what == "km" else "min"
            return f"within_{unit} of {name}", f"{now:,.12g}", f"{change.needed:,.12g}"
        case _:
            return _capacity_words(study, change)


def _capacity_words(study: Study, change: Relaxation) -> tuple[str, str, str]:
    needed = f"{change.needed:,.12g}"
    if change.what == "lane":
        lane = next(each for each in study.lanes if each.key == change.target)
        return f"capacity of {lane}", f"{lane.capacity:,.12g}", needed
    if change.what == "making":
        making = next(each for each in study.makings if (each.site, each.product) == change.target)
        return f"making of {making.product} at {making.site}", f"{making.capacity:,.12g}", needed
    site, size_id = change.target
    size = next(each for each in study.site_of[site].sizes if each.id == size_id)
    named = f"capacity of {site}" + (f" in size {size_id}" if size_id else "")
    return named, f"{size.capacity:,.12g}", needed


_UNITS = {
    "share-within-minutes": " %", "share-within-km": " %", "nobody-beyond-minutes": " minutes",
    "nobody-beyond-km": " km", "most-co2-kg": " kg", "most-mean-minutes": " minutes",
}  # fmt: skip


def _limit_text(limit: Limit, needed: float) -> str:
    written = f"{as_written(limit.kind, needed):,.12g}{_UNITS.get(limit.kind, '')}"
    return f"{written} at {'most' if limit.is_share or limit.kind == 'least-sites' else 'least'}"
