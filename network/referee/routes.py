"""The referee of sites with routes: counts ways, loads and costs again, way by way."""

import math
from collections import Counter
from collections.abc import Iterator

from network.route_problem import RouteAnswer, RoutedQuestion, RouteProblem

TOLERANCE = 1e-9


def route_violations(question: RoutedQuestion, answer: RouteAnswer) -> list[str]:
    """Return every rule that an answer breaks, as sentences; none where it is sound."""
    problem = question.problem
    sites, customers = len(problem.fixed), len(problem.demands)
    if any(not 0 <= site < sites for site in (*answer.open, *(site for site, _ in answer.routes))) or any(
        not 0 <= customer < customers for _, visited in answer.routes for customer in visited
    ):
        return ["a number of a site or a customer is none of the question"]
    return [*_visited(problem, answer), *_loads(problem, answer), *_counted(problem, answer)]


def _visited(problem: RouteProblem, answer: RouteAnswer) -> Iterator[str]:
    times = Counter(customer for _, visited in answer.routes for customer in visited)
    for customer in range(len(problem.demands)):
        if times[customer] != 1:
            yield f"customer {customer} is visited {times[customer]} times"
    started = {site for site, _ in answer.routes}
    for site in sorted(started - set(answer.open)):
        yield f"site {site} has routes and is not open"
    if len(set(answer.open)) != len(answer.open):
        yield "a site is listed as open twice"


def _loads(problem: RouteProblem, answer: RouteAnswer) -> Iterator[str]:
    carried: dict[int, float] = {}
    for number, (site, visited) in enumerate(answer.routes):
        load = math.fsum(float(problem.demands[customer]) for customer in visited)
        carried[site] = carried.get(site, 0.0) + load
        if load > problem.vehicle_room * (1 + TOLERANCE):
            yield f"route {number} carries {load:g} of at most {problem.vehicle_room:g}"
    for site, load in carried.items():
        if load > float(problem.rooms[site]) * (1 + TOLERANCE):
            yield f"site {site} sends out {load:g}; it has room for {problem.rooms[site]:g}"


def _counted(problem: RouteProblem, answer: RouteAnswer) -> Iterator[str]:
    ways, sites = problem.travel.tolist(), len(problem.fixed)
    parts = [float(problem.fixed[site]) for site in answer.open]
    for site, visited in answer.routes:
        parts.append(problem.vehicle_cost)
        here = site
        for customer in visited:
            parts.append(ways[here][sites + customer])
            here = sites + customer
        parts.append(ways[here][site])
    counted = math.fsum(parts)
    if not abs(counted - answer.objective) <= TOLERANCE * max(1.0, abs(counted)):
        yield f"the objective is {answer.objective:g}; counted again it is {counted:g}"
    if answer.bound > answer.objective * (1 + 1e-9):
        yield f"the bound {answer.bound:g} lies above the objective {answer.objective:g}"
