"""Every way to put stops into a plan, found by trying all of them: slow, simple, without the kernel."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product

from hypothesis import strategies as st

from routing.fit import shortage
from routing.insertions import blocks_of, distinct_vehicles
from routing.loads import others_take
from routing.problem import Problem
from routing.route import Route
from routing.schedule import timed_route
from routing.trips import reload_at

Sequences = Mapping[str, tuple[str, ...]]

Found = dict[tuple[str, tuple[str, ...]], Route]
"""Routes by vehicle and sequence."""


def every_insertion(problem: Problem, sequences: Sequences, stop_id: str) -> Found:
    """Return the routes that serve a stop, and what is served together with it, and break no rule."""
    return {
        (vehicle, grown): timed_route(problem, vehicle, grown)
        for vehicle in distinct_vehicles(problem, sequences)
        for taken in [others_take(problem, sequences, vehicle)]
        for grown in _grown(problem, vehicle, sequences.get(vehicle, ()), stop_id)
        if shortage(problem, vehicle, grown, taken).nothing
    }


def _grown(
    problem: Problem, vehicle: str, sequence: tuple[str, ...], stop_id: str
) -> Iterator[tuple[str, ...]]:
    """Yield a sequence with the company of a stop at every place, and with every reload beside it."""
    blocks = list(blocks_of(problem, (stop_id,)))
    if len(blocks) > 2:
        blocks = [tuple(stop for block in blocks for stop in block)]
    reloads: list[tuple[str, ...]] = [(), *((reload_at(each),) for each in problem.vehicle[vehicle].reloads)]
    for before, after in product(reloads, repeat=2):
        parts = [*blocks]
        parts[0] = (*before, *parts[0])
        parts[-1] = (*parts[-1], *after)
        for places in combinations_with_replacement(range(len(sequence) + 1), len(parts)):
            grown: list[str] = []
            for number in range(len(sequence) + 1):
                for place, part in zip(places, parts, strict=True):
                    grown += part if place == number else ()
                grown += sequence[number : number + 1]
            yield tuple(grown)


def added(problem: Problem, sequences: Sequences, vehicle: str, route: Route) -> int:
    """Return what a route costs more than the one before."""
    before: Sequence[str] = sequences.get(vehicle, ())
    return route.cost.total - (timed_route(problem, vehicle, before).cost.total if before else 0)


@st.composite
def sound_sequences(draw: st.DrawFn, problem: Problem, without: str) -> Sequences:
    """Draw routes that break no rule and serve some of the stops, neither `without` nor its group."""
    group = problem.group_of.get(without)
    kept = {stop for block in blocks_of(problem, (without,)) for stop in block}
    kept |= set(group.stops if group else ())
    sequences: dict[str, tuple[str, ...]] = {}
    for stop in draw(st.permutations([stop.id for stop in problem.stops])):
        served = {entry for sequence in sequences.values() for entry in sequence}
        company = {each for block in blocks_of(problem, (stop,)) for each in block}
        mates = {
            mate for each in company if each in problem.group_of for mate in problem.group_of[each].stops
        }
        if (company | mates) & (served | kept):
            continue
        ways = sorted(every_insertion(problem, sequences, stop))
        if ways and draw(st.integers(0, 4)):
            vehicle, sequence = ways[draw(st.integers(0, len(ways) - 1))]
            sequences[vehicle] = sequence
    return sequences
