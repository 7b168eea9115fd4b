"""The only place where the money of routes and plans is added up."""

from collections.abc import Iterable

from core.units import METRES_PER_KM, SECONDS_PER_HOUR, Cents
from routing.plan import Cost, Plan, Route, Unserved
from routing.problem import Problem, Vehicle


def route_cost(vehicle: Vehicle, *, distance: int, duration: int) -> Cost:
    """Return what one route costs; each item is rounded once, half up, to whole minor units.

    distance
        metres driven.
    duration
        seconds from leaving the start to reaching the end, waiting included.
    """
    return Cost(
        fixed=vehicle.cost_fixed,
        distance=Cents(_rounded(vehicle.cost_per_km * distance, METRES_PER_KM)),
        time=Cents(_rounded(vehicle.cost_per_hour * duration, SECONDS_PER_HOUR)),
    )


def plan_cost(problem: Problem, routes: Iterable[Route], unserved: Iterable[Unserved]) -> Cost:
    """Return the cost of all routes and the penalties of the optional stops left out."""
    penalties = sum(problem.stop[each.stop].penalty or 0 for each in unserved)
    return sum((route.cost for route in routes), start=Cost(penalty=Cents(penalties)))


def rank(problem: Problem, plan: Plan) -> tuple[int, int]:
    """Return what plans are compared by, smaller is better: stops missed that must be served, then cost."""
    missing = sum(problem.stop[each.stop].penalty is None for each in plan.unserved)
    return missing, plan.cost.total


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
