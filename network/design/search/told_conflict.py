"""A conflict of limits in words, as an error that names each limit and what would have to give way."""

from core.errors import Fault, fault
from network.design.limit import Limit
from network.design.search.conflict import Relaxation, conflict_of
from network.design.search.formulation import Formulation
from network.failure import NoDesign


def no_design(formulation: Formulation) -> NoDesign:
    """Return the error that says which limits conflict and the cheapest way out."""
    conflict = conflict_of(formulation)
    texts = {f"limit {each.id}": f"{each.id} ({each.text})" for each in formulation.study.limits}
    named = "; ".join(texts.get(each, each) for each in conflict.labels)
    if not named:
        return NoDesign("No design is possible, even without any limit; is some lane missing?")
    limits = {f"limit {each.id}": each for each in formulation.study.limits}
    faults = [_fault(each, limits.get(each.label)) for each in conflict.relaxations]
    return NoDesign(f"No design keeps to all limits. These conflict: {named}.", faults=faults)


def _fault(change: Relaxation, limit: Limit | None) -> Fault:
    """Return the cheapest relaxation of one limit."""
    name, more = change.label, abs(change.needed - change.limit)
    where = "cheapest relaxation"
    if limit is None:
        if " must be " in name:
            return fault(where, name, "forced", "the choice left to the design")
        return fault(where, name, f"{change.limit:,.6g}", f"{more:,.6g} more")
    if limit.is_share:
        share = limit.value * change.needed / change.limit
        return fault(where, name, limit.text, f"{share:.2%} at most")
    if limit.is_far:
        return fault(where, name, limit.text, f"{more:,.6g} units from beyond it")
    needed = change.needed * 100 if limit.kind in ("most-cost", "most-investment") else change.needed
    shown = f"{needed / 100:,.2f}" if limit.kind in ("most-cost", "most-investment") else f"{needed:,.6g}"
    return fault(where, name, limit.text, shown)
