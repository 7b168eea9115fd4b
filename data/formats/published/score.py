"""What routes cost as their published set counts it, worked out from the routes alone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.errors import Fault, fault, refuse
from core.units import METRES_PER_KM
from data.formats.published.instance import PROFILE, Instance
from data.formats.published.sequences import Routes
from data.formats.published.solution import PublishedSolution, read_solution


@dataclass(frozen=True, slots=True, kw_only=True)
class BestKnown:
    """The solution published beside an instance, counted again in the instance's convention.

    cost
        not the printed one, which some sets scale; of solutions with fewest vehicles first it is
        the cost of these routes, not the lowest that is known.
    vehicles
        how many drive.
    """

    cost: int
    vehicles: int
    solution: PublishedSolution


def published_cost(instance: Instance, routes: Routes, vehicles: Sequence[int]) -> int:
    """Return what routes cost in the instance's convention: distance, fixed costs, and prizes not collected.

    routes
        a depot inside a route, where the vehicle reloads, is driven to.
    vehicles
        the number of each route's vehicle, from 0. A vehicle without stops costs nothing.
    """
    refuse(f"These are no routes of {instance.name}.", [*_route_faults(instance, routes, vehicles)])
    problem = instance.problem
    travel = problem.travel[PROFILE]
    cost = 0
    for route, number in zip(routes, vehicles, strict=True):
        if route:
            vehicle = problem.vehicles[number]
            start, end = (
                [] if end is None else [problem.depot[end].location] for end in (vehicle.start, vehicle.end)
            )
            path = np.array([*start, *route, *end])
            length = int(travel.distances_between(path[:-1], path[1:]).sum(dtype=np.int64))
            cost += vehicle.cost_fixed + length * vehicle.cost_per_km // METRES_PER_KM
    served = {location for route in routes for location in route}
    return cost + sum(stop.penalty or 0 for stop in problem.stops if stop.location not in served)


def gap(cost: int, best: int) -> float:
    """Return how far a cost is above the best known one, in percent; negative where it is better."""
    return 100 * (cost - best) / best if best else 0.0


def best_known(instance: Instance, path: Path) -> BestKnown | None:
    """Return the solution in the `.sol` file beside an instance's file, or None where there is none."""
    beside = path.with_suffix(".sol")
    if not beside.is_file():
        return None
    solution = read_solution(beside)
    return BestKnown(
        cost=published_cost(instance, solution.routes, solution.vehicles),
        vehicles=sum(1 for route in solution.routes if route),
        solution=solution,
    )


def _route_faults(instance: Instance, routes: Routes, vehicles: Sequence[int]) -> Iterator[Fault]:
    problem = instance.problem
    if len(routes) != len(vehicles):
        yield fault("routes", "vehicles", len(vehicles), f"one vehicle per route, {len(routes)}")
    for index, number in enumerate(vehicles, start=1):
        if not 0 <= number < len(problem.vehicles):
            yield fault(
                f"route {index}", "vehicle", number, f"a vehicle from 0 to {len(problem.vehicles) - 1}"
            )
    driven = Counter(number for route, number in zip(routes, vehicles, strict=False) if route)
    for number, times in driven.items():
        if times > 1:
            yield fault(f"vehicle {number}", "routes", times, "one route per vehicle")
    yield from _visit_faults(instance, routes)


def _visit_faults(instance: Instance, routes: Routes) -> Iterator[Fault]:
    stops = {stop.location for stop in instance.problem.stops}
    known = stops | {depot.location for depot in instance.problem.depots}
    for location, times in Counter(location for route in routes for location in route).items():
        if location not in known:
            yield fault("routes", "location", location, f"0 to {max(known)}")
        elif location in stops and times > 1:
            yield fault(f"stop {location}", "visits", times, "each stop on one route, once")
