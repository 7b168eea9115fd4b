"""Any solver's answer, costed and refereed again from its routes alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.formats.published.instance import Instance
from data.formats.published.score import Routes, published_cost
from routing.assemble import assemble
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import violations
from routing.trips import reload_at


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What an answer is worth.

    cost
        in the convention of the set, by our own count.
    complete
        every stop and group that must be visited is.
    broken
        the rules that it breaks, as sentences; none for a valid answer.
    """

    cost: int
    vehicles: int
    complete: bool
    broken: tuple[str, ...]


def judged(instance: Instance, routes: Routes, vehicles: Sequence[int]) -> Verdict:
    """Return the verdict on routes: locations from 0 in file order, a depot inside a route is a reload."""
    problem = instance.problem
    depots = {depot.location: depot.id for depot in problem.depots}
    plan = assemble(
        problem,
        {
            problem.vehicles[number].id: [_entry(location, depots) for location in route]
            for route, number in zip(routes, vehicles, strict=True)
        },
    )
    return Verdict(
        cost=published_cost(instance, routes, vehicles),
        vehicles=sum(1 for route in routes if route),
        complete=complete(problem, plan),
        broken=tuple(each.text for each in violations(problem, plan)),
    )


def complete(problem: Problem, plan: Plan) -> bool:
    """Whether every stop that must be visited is, and one stop of every group that must be."""
    return not any(_required(problem, each.stop) for each in plan.unserved)


def _required(problem: Problem, stop: str) -> bool:
    group = problem.group_of.get(stop)
    return problem.stop[stop].penalty is None if group is None else group.penalty is None


def _entry(location: int, depots: Mapping[int, str]) -> str:
    return reload_at(depots[location]) if location in depots else str(location)
