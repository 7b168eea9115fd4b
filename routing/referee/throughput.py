"""What all trips together take out of each depot."""

from collections.abc import Iterator, Sequence

from routing.problem import Depot, Problem
from routing.referee.violation import Violation
from routing.referee.way import Trip, Way


def throughput_violations(problem: Problem, ways: Sequence[Way]) -> Iterator[Violation]:
    """Yield depots out of which more is taken than they have, and in which dimension."""
    limited = [depot for depot in problem.depots if depot.throughput is not None]
    trips = [trip for way in ways for trip in way.trips]
    for depot in limited:
        leaving = [trip for trip in trips if trip.depot == depot.id]
        yield from _depot(problem, depot, leaving)


def _depot(problem: Problem, depot: Depot, trips: list[Trip]) -> Iterator[Violation]:
    delivered = [problem.stop[visit.stop].delivery for trip in trips for visit in trip.visits]
    for dimension, most in enumerate(depot.throughput or ()):
        taken = sum(load[dimension] for load in delivered if load)
        if taken > most:
            name = problem.dimensions[dimension] if problem.dimensions else f"load {dimension + 1}"
            text = f"trips take {taken} {name} out of {depot.id!r}, {taken - most} more than it has"
            yield Violation(rule="throughput", amount=taken - most, text=text)
