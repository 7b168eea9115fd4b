"""The ways to put a stop, or a pair of stops, into a sequence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from routing.problem import Problem, Vehicle


def company(problem: Problem, stop_id: str) -> tuple[str, ...]:
    """Return the stops that must be inserted together with `stop_id`, in their order: itself, or its pair."""
    pair = problem.pair_of.get(stop_id)
    return (stop_id,) if pair is None else (pair.pickup, pair.delivery)


def distinct_vehicles(problem: Problem, sequences: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the vehicles worth trying: all that drive, and of idle twins only the first."""
    idle: dict[Vehicle, str] = {}
    for vehicle in problem.vehicles:
        if not sequences.get(vehicle.id):
            idle.setdefault(replace(vehicle, id=""), vehicle.id)
    first = set(idle.values())
    return [v.id for v in problem.vehicles if sequences.get(v.id) or v.id in first]


def insertions(
    problem: Problem, vehicle_id: str, sequence: Sequence[str], new: Sequence[str], most: int
) -> Iterator[tuple[str, ...]]:
    """Yield `sequence` with the `new` stops in it, in their order: the `most` shortest detours for each."""
    first, *rest = new
    for place in _by_detour(problem, vehicle_id, sequence, first)[:most]:
        grown = (*sequence[:place], first, *sequence[place:])
        if not rest:
            yield grown
            continue
        for after in _by_detour(problem, vehicle_id, grown, rest[0])[:most]:
            if after > place:
                yield (*grown[:after], rest[0], *grown[after:])


def _by_detour(problem: Problem, vehicle_id: str, sequence: Sequence[str], stop_id: str) -> list[int]:
    """Return the places where `stop_id` can stand in `sequence`, by how many seconds it adds."""
    vehicle = problem.vehicle[vehicle_id]
    travel = problem.travel[vehicle.profile].slowest()
    ends = [problem.depot[end].location if end is not None else None for end in (vehicle.start, vehicle.end)]
    row = [ends[0], *(problem.stop[each].location for each in sequence), ends[1]]
    here = problem.stop[stop_id].location

    def seconds(origin: int | None, target: int | None) -> int:
        return 0 if origin is None or target is None else travel.duration(origin, target)

    def detour(k: int) -> int:
        return seconds(row[k], here) + seconds(here, row[k + 1]) - seconds(row[k], row[k + 1])

    return sorted(range(len(sequence) + 1), key=detour)
