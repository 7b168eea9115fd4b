"""What all trips together take out of each depot."""

from collections.abc import Iterator

from routing.plan import Plan
from routing.problem import Depot, Problem
from routing.referee.violation import Violation
from routing.referee.way import Trip, trips_of


def throughput_violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield depots out of which more is taken than they have, and in which dimension."""
    limited = [depot for depot in problem.depots if depot.throughput is not None]
    trips = [trip for route in plan.routes for trip in trips_of(problem, route)] if limited else []
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
