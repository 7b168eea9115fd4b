"""The referee of covering: counts again who is near, from the numbers of the question alone."""

from collections.abc import Iterator

import numpy as np

from network.answer import LocationAnswer
from network.covering_problem import CoveringProblem

TOLERANCE = 1e-9


def covering_violations(problem: CoveringProblem, answer: LocationAnswer) -> list[str]:
    """Return every rule that an answer breaks, as sentences; none where it is sound."""
    _, width = problem.distances.shape
    if not answer.open or any(not 0 <= site < width for site in answer.open):
        return ["a number of a site is none of the question, or no site is open"]
    return [*_sites(problem, answer), *_served(problem, answer), *_counted(problem, answer)]


def _sites(problem: CoveringProblem, answer: LocationAnswer) -> Iterator[str]:
    if len(set(answer.open)) != len(answer.open):
        yield "a site is listed as open twice"
    if problem.sites is not None and len(answer.open) != problem.sites:
        yield f"{len(answer.open)} sites are open; {problem.sites} were asked for"


def _served(problem: CoveringProblem, answer: LocationAnswer) -> Iterator[str]:
    limit = np.inf if problem.radius is None else problem.radius
    served = set()
    for customer, site in zip(
        answer.assignment.customers.tolist(), answer.assignment.sites.tolist(), strict=True
    ):
        served.add(customer)
        if site not in answer.open:
            yield f"site {site} serves customer {customer} and is not open"
        if not problem.distances[customer, site] <= limit:
            yield f"customer {customer} is farther from site {site} than allowed"
    if problem.model != "mclp" and len(served) != len(problem.distances):
        yield f"{len(problem.distances) - len(served)} customers are served by nobody"


def _counted(problem: CoveringProblem, answer: LocationAnswer) -> Iterator[str]:
    nearest = [min(row[site] for site in answer.open) for row in problem.distances.tolist()]
    if problem.model == "lscp":
        counted = float(len(answer.open))
    elif problem.model == "mclp":
        near = zip(nearest, problem.demands.tolist(), strict=True)
        counted = sum(demand for distance, demand in near if distance <= (problem.radius or 0))
    else:
        counted = max(nearest)
    if abs(counted - answer.objective) > TOLERANCE * max(1.0, abs(counted)):
        yield f"the objective is {answer.objective:g}; counted again it is {counted:g}"
    beyond = answer.objective - answer.bound if problem.model == "mclp" else answer.bound - answer.objective
    if beyond > 1e-6 * max(1.0, abs(answer.objective)):
        yield f"the bound {answer.bound:g} is worse than the objective {answer.objective:g}"
