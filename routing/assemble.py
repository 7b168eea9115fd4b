"""From bare sequences of stops to a plan with times, loads, costs and reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from routing.cost import plan_cost
from routing.plan import Plan, Reason, Route, Unserved
from routing.problem import Problem
from routing.schedule import timed_route
from routing.trips import reload_at, stops_in, without_empty_trips

Sequences = Mapping[str, Sequence[str]]
"""Stop ids in order, by vehicle id; vehicles that stay at home may be left out.

A reload stands between two stops as `routing.trips` says: "@" and the id of its depot.
"""

KnownRoutes = Mapping[tuple[str, tuple[str, ...]], Route]
"""Routes that were timed before, by the vehicle's first twin and the sequence."""

UNEXPLAINED = Reason(code="not-found-in-time", text="not yet explained")


def assemble(problem: Problem, sequences: Sequences, known: KnownRoutes | None = None) -> Plan:
    """Return the plan that drives `sequences`; stops on no route are unserved, their reason still open.

    Of a group that is served, the stops that are not visited are not unserved.

    known
        what `known_routes` returned of an earlier plan for the same problem: nothing of it is timed again.
    """
    routes = tuple(
        _route(problem, vehicle.id, tuple(sequences[vehicle.id]), known or {})
        for vehicle in problem.vehicles
        if stops_in(sequences.get(vehicle.id, ()), problem.stop)
    )
    served = {stop for route in routes for stop in route.stops}
    served |= {other for stop in served & problem.group_of.keys() for other in problem.group_of[stop].stops}
    unserved = tuple(
        Unserved(stop=stop.id, reason=UNEXPLAINED) for stop in problem.stops if stop.id not in served
    )
    return Plan(
        routes=routes, unserved=unserved, cost=plan_cost(problem, routes, unserved), notes=problem.notes
    )


def _route(problem: Problem, vehicle_id: str, sequence: tuple[str, ...], known: KnownRoutes) -> Route:
    """Return the route of one vehicle, timed anew unless one of its twins drove the same before."""
    route = known.get((problem.twins[vehicle_id], sequence)) if known else None
    if route is None:
        return timed_route(problem, vehicle_id, sequence)
    return route if route.vehicle == vehicle_id else replace(route, vehicle=vehicle_id)


def known_routes(problem: Problem, plan: Plan) -> KnownRoutes:
    """Return the routes of a plan for `assemble`, which may make other plans of some of them."""
    return {(problem.twins[route.vehicle], route.sequence): route for route in plan.routes}


def known_sequences(problem: Problem, plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return what is left of an earlier plan where vehicles, stops or depots are no longer in the problem."""
    known = problem.stop.keys() | {reload_at(depot.id) for depot in problem.depots}
    return {
        vehicle: without_empty_trips([each for each in sequence if each in known], problem.stop)
        for vehicle, sequence in plan.sequences.items()
        if vehicle in problem.vehicle
    }
