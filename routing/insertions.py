"""The ways to put a stop, or stops that are served together, into a sequence."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from routing.order import against_locks, misplaced
from routing.problem import Group, Problem, Stop
from routing.trips import reload_at, reload_depot

Block = tuple[str, ...]
"""Stops that follow each other directly."""


def company(problem: Problem, stop_id: str) -> tuple[str, ...]:
    """Return the stops that are served together with `stop_id` or not at all, in an order they may have.

    That is the stop alone, its pair, or the sequence that it is locked to; and the partners of all of these.
    """
    return tuple(stop for block in blocks_of(problem, (stop_id,)) for stop in block)


def needs(problem: Problem, new: Sequence[str]) -> list[Stop | Group]:
    """Return what serving `new` is good for: the stops themselves, or the groups that they belong to."""
    return [problem.needed(stop) for stop in new]


def needless(problem: Problem, new: Sequence[str]) -> bool:
    """Whether all of `new` may be left out at a penalty."""
    return all(each.penalty is not None for each in needs(problem, new))


def distinct_vehicles(problem: Problem, sequences: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the vehicles worth trying: all that drive, and of idle twins only the first.

    A vehicle that stops are locked to is nobody's twin.
    """
    idle: dict[str, str] = {}
    for vehicle in problem.vehicles:
        if not sequences.get(vehicle.id):
            idle.setdefault(problem.twins[vehicle.id], vehicle.id)
    first = set(idle.values())
    return [v.id for v in problem.vehicles if sequences.get(v.id) or v.id in first]


def insertions(
    problem: Problem, vehicle_id: str, sequence: Sequence[str], new: Sequence[str], most: int
) -> Iterator[tuple[str, ...]]:
    """Yield `sequence` with the `new` stops in it, in their order: the `most` shortest detours for each.

    Where the vehicle may reload, also with a trip of its own for them, before the others or after. What the
    rules of order or a lock forbid is not yielded.
    """
    yield from _grown(problem, vehicle_id, tuple(sequence), blocks_of(problem, new), 0, most)
    reloads = problem.vehicle[vehicle_id].reloads if sequence else ()
    for reload in map(reload_at, reloads):
        for trip in ((*sequence, reload, *new), (*new, reload, *sequence)):
            if _allowed(problem, vehicle_id, trip):
                yield trip


def _allowed(problem: Problem, vehicle_id: str, sequence: Sequence[str]) -> bool:
    return not (misplaced(problem, vehicle_id, sequence) or against_locks(problem, vehicle_id, sequence))


def blocks_of(problem: Problem, stop_ids: Sequence[str]) -> tuple[Block, ...]:
    """Return all that is served together with `stop_ids`, in blocks; a pickup comes before its delivery."""
    found: dict[str, Block] = {}
    waiting = list(stop_ids)
    while waiting:
        stop = waiting.pop()
        if stop not in found:
            block = problem.sequence_of.get(stop, (stop,))
            found |= dict.fromkeys(block, block)
            pairs = (problem.pair_of[each] for each in block if each in problem.pair_of)
            waiting += [each for pair in pairs for each in (pair.pickup, pair.delivery)]
    return _pickups_first(problem, sorted(set(found.values())))


def _pickups_first(problem: Problem, blocks: list[Block]) -> tuple[Block, ...]:
    """Return blocks in an order in which pickups come first and backhauls last, where that is possible."""
    ordered: list[Block] = []
    while blocks:
        ahead = {stop for block in blocks for stop in block}
        free = [block for block in blocks if not _pickups(problem, block) & (ahead - set(block))]
        ordered.append(min(free or blocks, key=lambda block: problem.stop[block[0]].backhaul))
        blocks.remove(ordered[-1])
    return tuple(ordered)


def _pickups(problem: Problem, block: Block) -> set[str]:
    """Return the stops where what is delivered to the stops of a block is picked up."""
    pairs = (problem.pair_of[stop] for stop in block if stop in problem.pair_of)
    return {pair.pickup for pair in pairs if pair.delivery in block}


def _grown(
    problem: Problem,
    vehicle_id: str,
    sequence: tuple[str, ...],
    blocks: Sequence[Block],
    earliest: int,
    most: int,
) -> Iterator[tuple[str, ...]]:
    """Yield `sequence` with the blocks in it, each from `earliest` on and behind the one before it."""
    if not blocks:
        yield sequence
        return
    block, *rest = blocks
    by_detour = _by_detour(problem, vehicle_id, sequence, block)
    places = (
        (place + len(block), longer)
        for place in by_detour
        if place >= earliest
        if _allowed(problem, vehicle_id, longer := (*sequence[:place], *block, *sequence[place:]))
    )
    for behind, longer in islice(places, most):
        yield from _grown(problem, vehicle_id, longer, rest, behind, most)


def _by_detour(problem: Problem, vehicle_id: str, sequence: Sequence[str], block: Block) -> list[int]:
    """Return the places where `block` can stand in `sequence`, by how many seconds it adds."""
    vehicle = problem.vehicle[vehicle_id]
    travel = problem.travel[vehicle.profile].slowest()
    ends = [problem.depot[end].location if end is not None else None for end in (vehicle.start, vehicle.end)]
    row = [ends[0], *(_location(problem, entry) for entry in sequence), ends[1]]
    first, last = problem.stop[block[0]].location, problem.stop[block[-1]].location

    def seconds(origin: int | None, target: int | None) -> int:
        return 0 if origin is None or target is None else travel.duration(origin, target)

    def detour(k: int) -> int:
        return seconds(row[k], first) + seconds(last, row[k + 1]) - seconds(row[k], row[k + 1])

    return sorted(range(len(sequence) + 1), key=detour)


def _location(problem: Problem, entry: str) -> int:
    stop = problem.stop.get(entry)
    return problem.depot[reload_depot(entry)].location if stop is None else stop.location
