"""The money of a plan, added up by a second hand: an auditor does not use the clerk's adding machine."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from routing.plan import Plan, Route
from routing.problem import Problem
from routing.referee.violation import Violation


def money_violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield items of cost that differ from what the problem's rates give."""
    sums = [0, 0, 0]
    for route in plan.routes:
        due = _due(problem, route)
        stated = (route.cost.fixed, route.cost.distance, route.cost.time)
        sums = [total + item for total, item in zip(sums, due, strict=True)]
        if stated != due or route.cost.penalty:
            text = f"{route.vehicle!r} states fixed, distance and time cost {stated}; it is {due}"
            yield Violation(rule="cost-misstated", vehicle=route.vehicle, text=text)
    penalties = sum(problem.stop[each.stop].penalty or 0 for each in plan.unserved)
    whole = (plan.cost.fixed, plan.cost.distance, plan.cost.time, plan.cost.penalty)
    if whole != (*sums, penalties):
        text = f"the plan states cost {whole}; its routes and unserved stops give {(*sums, penalties)}"
        yield Violation(rule="cost-misstated", text=text)


def _due(problem: Problem, route: Route) -> tuple[int, int, int]:
    """Return fixed, distance and time cost of a route, each rounded half up."""
    vehicle = problem.vehicle[route.vehicle]
    metres = sum(visit.distance for visit in route.visits) + route.distance_back
    half = Fraction(1, 2)
    by_distance = floor(Fraction(vehicle.cost_per_km * metres, 1000) + half)
    by_time = floor(Fraction(vehicle.cost_per_hour * (route.end - route.start), 3600) + half)
    return vehicle.cost_fixed, by_distance, by_time
