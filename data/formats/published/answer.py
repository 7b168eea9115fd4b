"""A plan as an answer to a published instance, in the numbers its set uses."""

from typing import Any

from data.formats.published.instance import Instance
from data.formats.published.score import published_cost
from routing.plan import Plan


def answer(instance: Instance, plan: Plan, seconds: float) -> dict[str, Any]:
    """Return a plan as plain values for a JSON file.

    cost
        in the convention; for the objective "vehicles" too it is distance, without the weight of a vehicle.
    routes, vehicles
        locations counted from 0 in file order, and beside each route its vehicle's number from 0.
    unserved
        locations left out; `complete` says whether all that must be visited are.
    """
    problem = instance.problem
    numbers = {vehicle.id: number for number, vehicle in enumerate(problem.vehicles)}
    driving = sorted(
        (route for route in plan.routes if route.visits), key=lambda route: numbers[route.vehicle]
    )
    routes = [[problem.stop[stop].location for stop in route.stops] for route in driving]
    vehicles = [numbers[route.vehicle] for route in driving]
    served = {location for route in routes for location in route}
    left_out = [stop for stop in problem.stops if stop.location not in served]
    return {
        "instance": instance.name,
        "distances": instance.distances,
        "objective": instance.objective,
        "cost": published_cost(instance, routes, vehicles),
        "routes": routes,
        "vehicles": vehicles,
        "seconds": round(seconds, 3),
        "complete": all(stop.penalty is not None for stop in left_out),
        "unserved": [stop.location for stop in left_out],
    }
