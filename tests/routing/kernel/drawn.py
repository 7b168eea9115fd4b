"""Random problems for the kernel: those of the house, and the same with room for routes of many stops."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from routing.problem import WHOLE_DAY, Problem
from tests.routing.strategies import problems

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def mixed_problems(draw: st.DrawFn, **sizes: int) -> Problem:
    """Draw a problem with any of the rules, narrow or roomy."""
    problem = draw(problems(**sizes))
    return roomy(draw, problem) if draw(st.integers(0, 3)) else problem


def roomy(draw: st.DrawFn, problem: Problem) -> Problem:
    """Return a problem with fewer limits, so that routes of many stops can be driven."""
    windows = draw(st.sampled_from(["all", "some", "none"]))
    stops = tuple(
        replace(stop, skills=frozenset(), windows=(WHOLE_DAY,))
        if windows == "none" or (windows == "some" and k % 2)
        else replace(stop, skills=frozenset())
        for k, stop in enumerate(problem.stops)
    )
    limits: dict[str, Any] = dict.fromkeys(("max_stops", "max_distance", "max_driving", "max_reloads"))
    vehicles = tuple(
        replace(each, **limits, capacity=tuple(amount + 20 for amount in each.capacity), shift=WHOLE_DAY)
        for each in problem.vehicles
    )
    if draw(st.booleans()):
        vehicles = tuple(replace(each, max_duration=None) for each in vehicles)
    depots = tuple(replace(depot, window=WHOLE_DAY) for depot in problem.depots)
    return replace(problem, stops=stops, vehicles=vehicles, depots=depots)
