"""Groups, of which at most one stop is visited; and sets of stops that are all visited, or none of them."""

from collections.abc import Iterator

from routing.plan import Plan
from routing.problem import Problem
from routing.referee.violation import Violation


def group_violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield groups of which several stops are visited, or one though others are told to be unserved."""
    visited = {visit.stop for route in plan.routes for visit in route.visits}
    unserved = {each.stop for each in plan.unserved}
    for group in problem.groups:
        found = [stop for stop in group.stops if stop in visited]
        if len(found) > 1:
            text = f"{', '.join(found)} are all visited, one stop of group {group.id!r} is enough"
            yield Violation(rule="group-served-twice", stop=found[1], amount=len(found), text=text)
        told = [stop for stop in group.stops if stop in unserved]
        if found and told:
            text = f"{told[0]!r} is told to be unserved, but {found[0]!r} of group {group.id!r} is visited"
            yield Violation(rule="group-served-twice", stop=told[0], amount=2, text=text)


def together_violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield sets of stops that are served together of which some are visited and others are not."""
    visited = {visit.stop for route in plan.routes for visit in route.visits} if problem.together else set()
    for one in problem.together:
        found = [stop for stop in one if stop in visited]
        if 0 < len(found) < len(one):
            missing = next(stop for stop in one if stop not in visited)
            text = f"{found[0]!r} is visited and {missing!r} is not: they are served together or not at all"
            yield Violation(rule="served-in-part", stop=missing, amount=len(one) - len(found), text=text)
