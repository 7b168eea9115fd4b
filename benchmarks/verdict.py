"""Any solver's answer, costed and refereed again from its routes alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.formats.published.instance import Instance
from data.formats.published.score import Routes, published_cost
from routing.assemble import assemble
from routing.referee import violations


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What an answer is worth.

    cost
        in the convention of the set, by our own count.
    complete
        every stop that must be visited is.
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
            problem.vehicles[number].id: [_name(location, depots) for location in route]
            for route, number in zip(routes, vehicles, strict=True)
        },
    )
    missing = (problem.stop[each.stop] for each in plan.unserved)
    return Verdict(
        cost=published_cost(instance, routes, vehicles),
        vehicles=sum(1 for route in routes if route),
        complete=all(stop.penalty is not None for stop in missing),
        broken=tuple(each.text for each in violations(problem, plan)),
    )


def _name(location: int, depots: dict[int, str]) -> str:
    """Return a location as an entry of a sequence."""
    return f"@{depots[location]}" if location in depots else str(location)
