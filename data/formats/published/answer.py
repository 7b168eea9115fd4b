"""A plan as an answer to a published instance, in the numbers its set uses."""

from typing import Any

from data.formats.published.instance import Instance
from data.formats.published.score import published_cost
from data.formats.published.sequences import locations_of
from routing.plan import Plan
from routing.problem import Problem, Stop


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
    left_out = _left_out(problem, {stop for route in driving for stop in route.stops})
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


def _left_out(problem: Problem, served: set[str]) -> list[Stop]:
    """Return the stops that no route serves and that no other stop of their group stands for."""
    groups = {problem.group_of[stop].id for stop in served if stop in problem.group_of}
    return [
        stop
        for stop in problem.stops
        if stop.id not in served
        and (stop.id not in problem.group_of or problem.group_of[stop.id].id not in groups)
    ]
