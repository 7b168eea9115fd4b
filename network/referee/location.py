"""The referee of designs of one stage: counts everything again from the numbers of the question.

It shares no code with the search: what it is given is the question and the answer.
"""

from collections.abc import Iterator

import numpy as np

from network.answer import LocationAnswer
from network.location_problem import LocationProblem

TOLERANCE = 1e-6
"""Relative difference up to which two sums of floats are the same."""


def location_violations(problem: LocationProblem, answer: LocationAnswer) -> list[str]:
    """Return every rule that an answer breaks, as sentences; none where it is sound."""
    assignment = answer.assignment
    customers, sites = problem.size
    numbers = (*assignment.sites.tolist(), *answer.open)
    if any(not 0 <= site < sites for site in numbers) or any(
        not 0 <= customer < customers for customer in assignment.customers.tolist()
    ):
        return ["a number of a site or a customer is none of the question"]
    return [
        *_opened(problem, answer),
        *_served(problem, answer),
        *_room(problem, answer),
        *_costs(problem, answer),
    ]


def _opened(problem: LocationProblem, answer: LocationAnswer) -> Iterator[str]:
    if problem.sites is not None and len(answer.open) != problem.sites:
        yield f"{len(answer.open)} sites are open; {problem.sites} were asked for"
    if len(set(answer.open)) != len(answer.open):
        yield "a site is listed as open twice"
    for site in sorted(set(answer.assignment.sites.tolist()) - set(answer.open)):
        yield f"site {site} serves customers and is not open"


def _served(problem: LocationProblem, answer: LocationAnswer) -> Iterator[str]:
    assignment = answer.assignment
    shares = np.zeros(problem.size[0])
    np.add.at(shares, assignment.customers, assignment.shares)
    for customer in np.flatnonzero(abs(shares - 1) > TOLERANCE):
        yield f"customer {customer} is served by {shares[customer]:.6f} of its demand"
    if (assignment.shares < 0).any():
        yield "a share is below 0"
    if problem.single and len(np.unique(assignment.customers)) != len(assignment.customers):
        yield "a customer that is to have one site has several"


def _room(problem: LocationProblem, answer: LocationAnswer) -> Iterator[str]:
    if problem.capacities is None:
        return
    assignment = answer.assignment
    load = np.zeros(problem.size[1])
    np.add.at(load, assignment.sites, assignment.shares * problem.demands[assignment.customers])
    for site in np.flatnonzero(load > problem.capacities * (1 + TOLERANCE) + TOLERANCE):
        yield f"site {site} serves {load[site]:g}; it has room for {problem.capacities[site]:g}"


def _costs(problem: LocationProblem, answer: LocationAnswer) -> Iterator[str]:
    assignment = answer.assignment
    served = problem.costs[assignment.customers, assignment.sites]
    total = sum((served * assignment.shares).tolist()) + sum(problem.fixed[list(answer.open)].tolist())
    if not abs(total - answer.objective) <= TOLERANCE * max(1.0, abs(total)):
        yield f"the objective is {answer.objective:g}; counted again it is {total:g}"
    if answer.bound > answer.objective * (1 + TOLERANCE) + TOLERANCE:
        yield f"the bound {answer.bound:g} lies above the objective {answer.objective:g}"
