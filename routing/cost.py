"""The only place where the money of routes and plans is added up."""

from collections.abc import Iterable

from core.units import METRES_PER_KM, SECONDS_PER_HOUR, Cents
from routing.plan import Cost, Plan, Route, Unserved
from routing.problem import Group, Problem, Stop, Vehicle


def route_cost(vehicle: Vehicle, *, distance: int, duration: int, driving: int, work: int) -> Cost:
    """Return what one route costs; each item is rounded once, half up, to whole minor units.

    distance
        metres driven.
    duration
        seconds from leaving the start to reaching the end, waiting and breaks included.
    driving, work
        seconds on the way, and of setup and service at stops.
    """
    overtime = 0 if vehicle.regular_duration is None else max(0, duration - vehicle.regular_duration)
    return Cost(
        fixed=vehicle.cost_fixed,
        distance=Cents(_rounded(vehicle.cost_per_km * distance, METRES_PER_KM)),
        time=_hours(vehicle.cost_per_hour, duration),
        driving=_hours(vehicle.cost_per_driving_hour, driving),
        work=_hours(vehicle.cost_per_work_hour, work),
        overtime=_hours(vehicle.cost_per_overtime_hour, overtime),
    )


def plan_cost(problem: Problem, routes: Iterable[Route], unserved: Iterable[Unserved]) -> Cost:
    """Return the cost of all routes and the penalties of the optional stops and groups left out."""
    penalties = sum(each.penalty or 0 for each in left_out(problem, unserved))
    return sum((route.cost for route in routes), start=Cost(penalty=Cents(penalties)))


def left_out(problem: Problem, unserved: Iterable[Unserved]) -> list[Stop | Group]:
    """Return the stops of no group that are left out, and once each group that is."""
    needed = (problem.needed(each.stop) for each in unserved)
    return list({(isinstance(each, Group), each.id): each for each in needed}.values())


Rank = tuple[int, int, int, int]


def rank(problem: Problem, plan: Plan) -> Rank:
    """Return what plans are compared by, smaller is better.

    returns
        the priorities of the stops and groups missed that must be served, and their number; then the vehicles
        that drive, where fewer of them count for more than cost, else 0; then the cost.
    """
    missed = [each for each in left_out(problem, plan.unserved) if each.penalty is None]
    vehicles = len(plan.routes) if problem.fewest_vehicles else 0
    return sum(each.priority for each in missed), len(missed), vehicles, plan.cost.total


def _hours(rate: int, seconds: int) -> Cents:
    return Cents(_rounded(rate * seconds, SECONDS_PER_HOUR))


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
