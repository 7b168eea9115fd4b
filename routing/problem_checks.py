"""What `Problem` checks across its objects: ids, references, sizes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from core.errors import Fault, fault
from routing.rule_checks import rule_faults

if TYPE_CHECKING:
    from routing.problem import Depot, Load, Problem, Vehicle


def problem_faults(problem: Problem) -> list[Fault]:
    """Return every contradiction between the objects of `problem`."""
    return [
        *_repeated_ids(problem),
        *_travel_sizes(problem),
        *_vehicle_references(problem),
        *_pair_references(problem),
        *_load_lengths(problem),
        *_locations(problem),
        *rule_faults(problem),
    ]


def _repeated_ids(problem: Problem) -> Iterator[Fault]:
    kinds: dict[str, Iterable[str]] = {
        "stop": (s.id for s in problem.stops),
        "vehicle": (v.id for v in problem.vehicles),
        "depot": (d.id for d in problem.depots),
        "group": (g.id for g in problem.groups),
    }
    for kind, ids in kinds.items():
        for name, times in Counter(ids).items():
            if times > 1:
                yield fault(f"{kind} {name!r}", "id", name, f"an id used once; this is used {times} times")
            if not name:
                yield fault(kind, "id", name, "an id that is not empty")


def _travel_sizes(problem: Problem) -> Iterator[Fault]:
    if not problem.travel:
        yield fault("travel", "profiles", "none", "a travel matrix for at least one profile")
        return
    sizes = {name: matrix.size for name, matrix in problem.travel.items()}
    if len(set(sizes.values())) > 1:
        yield fault("travel", "sizes", sizes, "matrices of the same size for every profile")
    if problem.places and len(problem.places) != max(sizes.values()):
        yield fault(
            "places",
            "length",
            len(problem.places),
            f"one place per matrix row, {max(sizes.values())}",
        )


def _vehicle_references(problem: Problem) -> Iterator[Fault]:
    depots = {depot.id for depot in problem.depots}
    profiles = ", ".join(sorted(problem.travel))
    for vehicle in problem.vehicles:
        where = f"vehicle {vehicle.id!r}"
        for name, value in (("start", vehicle.start), ("end", vehicle.end)):
            if value is not None and value not in depots:
                yield fault(where, name, value, f"a depot: {', '.join(sorted(depots)) or 'none is given'}")
        if vehicle.profile not in problem.travel:
            yield fault(where, "profile", vehicle.profile, f"a profile with a travel matrix: {profiles}")


def _pair_references(problem: Problem) -> Iterator[Fault]:
    stops = {stop.id for stop in problem.stops}
    used: set[str] = set()
    for pair in problem.pairs:
        where = f"pair {pair.pickup!r} to {pair.delivery!r}"
        for name, value in (("pickup", pair.pickup), ("delivery", pair.delivery)):
            if value not in stops:
                yield fault(where, name, value, "the id of a stop")
            if value in used:
                yield fault(where, name, value, "a stop of no other pair")
            used.add(value)


def _load_lengths(problem: Problem) -> Iterator[Fault]:
    lengths = Counter(len(vehicle.capacity) for vehicle in problem.vehicles)
    size = lengths.most_common(1)[0][0] if lengths else None
    if size is None:
        return
    if problem.dimensions and len(problem.dimensions) != size:
        yield fault(
            "problem",
            "dimensions",
            problem.dimensions,
            f"{size} names, as vehicles have capacities",
        )
    carried: list[tuple[str, str, Load]] = [
        *((f"vehicle {v.id!r}", "capacity", v.capacity) for v in problem.vehicles),
        *((f"stop {s.id!r}", "delivery", s.delivery) for s in problem.stops if s.delivery),
        *((f"stop {s.id!r}", "pickup", s.pickup) for s in problem.stops if s.pickup),
        *((f"pair {p.pickup!r}", "load", p.load) for p in problem.pairs if p.load),
        *load_limits(problem.depots, problem.vehicles),
    ]
    for where, name, load in carried:
        if len(load) != size:
            yield fault(where, name, load, f"{size} numbers, one per dimension of capacity")


def load_limits(depots: Iterable[Depot], vehicles: Iterable[Vehicle]) -> Iterator[tuple[str, str, Load]]:
    """Yield where and in which field there is a limit of load besides capacity, and the limit."""
    for depot in depots:
        if depot.throughput is not None:
            yield f"depot {depot.id!r}", "throughput", depot.throughput
    for vehicle in vehicles:
        for each in vehicle.breaks:
            if each.max_load is not None:
                yield f"break {each.id!r} of vehicle {vehicle.id!r}", "max_load", each.max_load


def _locations(problem: Problem) -> Iterator[Fault]:
    size = min((matrix.size for matrix in problem.travel.values()), default=None)
    if size is None:
        return
    located = [
        *((f"stop {s.id!r}", s.location) for s in problem.stops),
        *((f"depot {d.id!r}", d.location) for d in problem.depots),
    ]
    for where, location in located:
        if not 0 <= location < size:
            yield fault(where, "location", location, f"a row of the travel matrix, 0 to {size - 1}")
