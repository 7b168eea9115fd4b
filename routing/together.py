"""Stops that are served together or not at all, on whatever vehicles: plans without halves of them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from routing.insertions import company
from routing.plan import Plan, Reason
from routing.problem import Problem
from routing.trips import without_empty_trips

Sequences = Mapping[str, Sequence[str]]


def companies(problem: Problem, stop_id: str) -> tuple[tuple[str, ...], ...]:
    """Return all that is served with a stop or not at all, in companies: each goes on one vehicle."""
    found: dict[str, tuple[str, ...]] = {}
    waiting = [stop_id]
    while waiting:
        stop = waiting.pop()
        if stop not in found:
            alike = company(problem, stop)
            found |= dict.fromkeys(alike, alike)
            waiting += [other for each in alike for other in problem.together_with.get(each, ())]
    return tuple(sorted(set(found.values())))


def without_halves(problem: Problem, sequences: Sequences) -> Sequences:
    """Return sequences without the stops of which others that come with them are missing."""
    if not problem.together:
        return sequences
    served = set(chain.from_iterable(sequences.values()))
    halves = [one for one in problem.together if 0 < len(served & {*one}) < len(one)]
    gone = {
        stop for one in halves for stop in chain.from_iterable(companies(problem, one[0])) if stop in served
    }
    if not gone:
        return sequences
    return {
        vehicle: without_empty_trips([each for each in entries if each not in gone], problem.stop)
        if gone & {*entries}
        else entries
        for vehicle, entries in sequences.items()
    }


def left_alone(problem: Problem, plan: Plan, reasons: Mapping[str, Reason]) -> Iterator[tuple[str, Reason]]:
    """Yield stops left out that fit by themselves, as what comes with them does not, with that reason."""
    left = {each.stop for each in plan.unserved}
    for one in problem.together:
        binding = [each for each in one if each in left and reasons[each].code != "not-found-in-time"]
        if not binding:
            continue
        text = f"it is served together with {binding[0]} or not at all: {reasons[binding[0]].text}"
        for each in one:
            if each in left and reasons[each].code == "not-found-in-time":
                yield each, Reason(code="partner-unserved", text=text, vehicle=reasons[binding[0]].vehicle)
