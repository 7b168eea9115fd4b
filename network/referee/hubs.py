"""The referee of hubs: counts ways and loads again, flow by flow, from the numbers of the question alone."""

import math
from collections.abc import Iterator

from network.answer import LocationAnswer
from network.hub_problem import HubProblem

TOLERANCE = 1e-9


def hub_violations(problem: HubProblem, answer: LocationAnswer) -> list[str]:
    """Return every rule that an answer breaks, as sentences; none where it is sound."""
    size = len(problem.points)
    hub_of = answer.assignment.sites.tolist()
    if answer.assignment.customers.tolist() != list(range(size)) or not answer.assignment.is_whole:
        return ["not every node belongs to one hub"]
    if any(not 0 <= hub < size for hub in (*hub_of, *answer.open)):
        return ["a number of a hub is none of the question"]
    return [
        *_allocated(problem, answer, hub_of),
        *_loads(problem, hub_of),
        *_counted(problem, answer, hub_of),
    ]


def _allocated(problem: HubProblem, answer: LocationAnswer, hub_of: list[int]) -> Iterator[str]:
    if problem.hubs is not None and len(set(answer.open)) != problem.hubs:
        yield f"{len(set(answer.open))} hubs are open; {problem.hubs} were asked for"
    for node, hub in enumerate(hub_of):
        if hub not in answer.open:
            yield f"node {node} belongs to {hub}, which is no hub"
    for hub in answer.open:
        if hub_of[hub] != hub:
            yield f"hub {hub} does not belong to itself"


def _loads(problem: HubProblem, hub_of: list[int]) -> Iterator[str]:
    if problem.capacities is None:
        return
    loads = dict.fromkeys(hub_of, 0.0)
    for hub, row in zip(hub_of, problem.flows.tolist(), strict=True):
        loads[hub] += math.fsum(row)
    for hub, load in loads.items():
        if load > problem.capacities[hub] * (1 + TOLERANCE):
            yield f"hub {hub} takes in {load:g} of at most {problem.capacities[hub]:g}"


def _counted(problem: HubProblem, answer: LocationAnswer, hub_of: list[int]) -> Iterator[str]:
    points = problem.points.tolist()
    parts = [float(problem.fixed[hub]) for hub in set(answer.open)]
    for start, row in enumerate(problem.flows.tolist()):
        for end, flow in enumerate(row):
            first, last = hub_of[start], hub_of[end]
            way = problem.collection * math.dist(points[start], points[first])
            way += problem.transfer * math.dist(points[first], points[last])
            parts.append(flow * (way + problem.distribution * math.dist(points[last], points[end])))
    counted = math.fsum(parts)
    if abs(counted - answer.objective) > TOLERANCE * max(1.0, abs(counted)):
        yield f"the objective is {answer.objective:g}; counted again it is {counted:g}"
    if answer.bound > answer.objective * (1 + 1e-6):
        yield f"the bound {answer.bound:g} is worse than the objective {answer.objective:g}"
