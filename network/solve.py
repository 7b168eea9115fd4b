"""The one door to every search for sites: a question in, a refereed answer out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from network.answer import Answer
from network.covering.cover import cover
from network.covering_problem import CoveringProblem
from network.design.search.locate import design_study
from network.design.study import Study
from network.failure import DesignBrokeARule
from network.hub_problem import HubProblem
from network.hubs.search import place_hubs
from network.location.locate import locate
from network.location_problem import LocationProblem
from network.referee.covering import covering_violations
from network.referee.design import design_violations
from network.referee.hubs import hub_violations
from network.referee.location import location_violations
from network.referee.routes import route_violations
from network.referee.two_stage import two_stage_violations
from network.route_problem import RoutedQuestion
from network.routes.search import locate_and_route
from network.search import Listener, Search, silent
from network.two_stage.search import locate_two_stage
from network.two_stage_problem import TwoStageProblem

Judged = TypeVar("Judged", bound=Answer)


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """How questions of one type are searched, and who judges the answer."""

    search: Callable[[Any, Search[Any]], Any]
    violations: Callable[[Any, Any], list[str]]


_KINDS: dict[type, _Kind] = {
    LocationProblem: _Kind(search=locate, violations=location_violations),
    CoveringProblem: _Kind(search=cover, violations=covering_violations),
    HubProblem: _Kind(search=place_hubs, violations=hub_violations),
    RoutedQuestion: _Kind(search=locate_and_route, violations=route_violations),
    Study: _Kind(search=design_study, violations=design_violations),
    TwoStageProblem: _Kind(search=locate_two_stage, violations=two_stage_violations),
}


def solve(
    problem: object, *, seconds: float, seed: int = 0, threads: int = 1, progress: Listener = silent
) -> Answer:
    """Return the best design found in time; the referee has counted it again.

    seconds
        wall clock; the search ends earlier where the design is proven to be the best.
    seed
        what chance begins with.
    threads
        searches side by side.
    progress
        told several times a second; answering False ends the search with the best so far.
    """
    return searched(problem, Search(seconds=seconds, seed=seed, threads=threads, listener=progress))


def searched(problem: object, search: Search[Any]) -> Answer:
    """Return the best design that a search finds, which may have begun with a known one; refereed as well."""
    answer: Answer = _KINDS[type(problem)].search(problem, search)
    return judged(problem, answer)


def judged(problem: object, answer: Judged) -> Judged:
    """Return an answer that the referee finds nothing wrong with; raise `DesignBrokeARule` otherwise."""
    broken = _KINDS[type(problem)].violations(problem, answer)
    if broken:
        raise DesignBrokeARule(f"The design found breaks {len(broken)} rules, first: {broken[0]}.")
    return answer
