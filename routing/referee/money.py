"""The money of a plan, added up by a second hand: an auditor does not use the clerk's adding machine."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor

from routing.plan import Cost, Plan
from routing.problem import Problem
from routing.referee.violation import Violation
from routing.referee.way import Way

Items = tuple[int, ...]
"""Fixed cost, and that of distance, time, driving, work and overtime."""


def money_violations(problem: Problem, plan: Plan, ways: Sequence[Way]) -> Iterator[Violation]:
    """Yield items of cost that differ from what the problem's rates give."""
    sums: Items = (0,) * 6
    for way in ways:
        route, due = way.route, _due(problem, way)
        sums = tuple(total + item for total, item in zip(sums, due, strict=True))
        if _stated(route.cost) != due or route.cost.penalty:
            text = f"{route.vehicle!r} states cost {_shown(_stated(route.cost))}; it is {_shown(due)}"
            yield Violation(rule="cost-misstated", vehicle=route.vehicle, text=text)
    whole, due = (*_stated(plan.cost), plan.cost.penalty), (*sums, _penalties(problem, plan))
    if whole != due:
        text = f"the plan states cost {_shown(whole)}; its routes and unserved stops give {_shown(due)}"
        yield Violation(rule="cost-misstated", text=text)


def _stated(cost: Cost) -> Items:
    return cost.fixed, cost.distance, cost.time, cost.driving, cost.work, cost.overtime


def _shown(items: Items) -> str:
    names = ("fixed", "distance", "time", "driving", "work", "overtime", "penalty")
    return ", ".join(f"{name} {item}" for name, item in zip(names, items, strict=False))


def _penalties(problem: Problem, plan: Plan) -> int:
    """Return the penalties of stops of no group, and once of each group of which a stop is unserved."""
    unserved = {each.stop for each in plan.unserved}
    grouped = {stop for group in problem.groups for stop in group.stops}
    groups = (group.penalty or 0 for group in problem.groups if unserved & set(group.stops))
    return sum(problem.stop[stop].penalty or 0 for stop in unserved - grouped) + sum(groups)


def _due(problem: Problem, way: Way) -> Items:
    """Return what a route costs, each item rounded half up."""
    route, legs = way.route, way.points[1:]
    vehicle = problem.vehicle[route.vehicle]
    duration, driving = route.end - route.start, sum(leg.duration for leg in legs)
    regular = duration if vehicle.regular_duration is None else vehicle.regular_duration
    return (
        vehicle.cost_fixed,
        _rounded(Fraction(vehicle.cost_per_km * sum(leg.distance for leg in legs), 1000)),
        _hours(vehicle.cost_per_hour, duration),
        _hours(vehicle.cost_per_driving_hour, driving),
        _hours(vehicle.cost_per_work_hour, _work(problem, way)),
        _hours(vehicle.cost_per_overtime_hour, max(0, duration - regular)),
    )


def _work(problem: Problem, way: Way) -> int:
    """Return the seconds of setup and service that are due at the stops of a route."""
    kind, total = problem.vehicle[way.route.vehicle].kind, 0
    for before, point in pairwise(way.points):
        if point.visit:
            stop = problem.stop[point.visit.stop]
            total += stop.service_by_kind.get(kind, stop.service)
            if stop.location != before.location:
                total += stop.setup_by_kind.get(kind, stop.setup)
    return total


def _hours(rate: int, seconds: int) -> int:
    return _rounded(Fraction(rate * seconds, 3600))


def _rounded(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))
