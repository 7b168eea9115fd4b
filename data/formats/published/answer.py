"""A plan as an answer to a published instance, in the numbers its set uses."""

from typing import Any

from data.formats.published.instance import Instance
from data.formats.published.score import published_cost
from data.formats.published.sequences import locations_of
from routing.plan import Plan


def answer(instance: Instance, plan: Plan, seconds: float) -> dict[str, Any]:
    """Return a plan as plain values for a JSON file.

    cost
        in the convention.
    routes, vehicles
        locations counted from 0 in file order, a depot where the vehicle reloads, and beside each route its
        vehicle's number from 0.
    unserved
        locations left out, but not the others of a group that has been served; `complete` says whether all
        that must be visited are.
    """
    problem = instance.problem
    numbers = {vehicle.id: number for number, vehicle in enumerate(problem.vehicles)}
    driving = sorted(
        (route for route in plan.routes if route.visits), key=lambda route: numbers[route.vehicle]
    )
    routes = [locations_of(instance, route.sequence) for route in driving]
    vehicles = [numbers[route.vehicle] for route in driving]
    return {
        "instance": instance.name,
        "distances": instance.distances,
        "objective": instance.objective,
        "cost": published_cost(instance, routes, vehicles),
        "routes": routes,
        "vehicles": vehicles,
        "seconds": round(seconds, 3),
        "complete": all(problem.needed(each.stop).penalty is not None for each in plan.unserved),
        "unserved": [problem.stop[each.stop].location for each in plan.unserved],
    }
