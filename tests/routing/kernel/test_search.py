"""The kernel under every rule at once: sound plans, the same each time, and as good as the best of all."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.assemble import assemble
from routing.budget import Budget
from routing.cost import rank
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import violations
from routing.solve import solve
from tests.routing.brute_force import best_rank
from tests.routing.strategies import problems

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def solved(problem: Problem, *, iterations: int = 100, threads: int = 1, start: Plan | None = None) -> Plan:
    return solve(problem, budget=Budget(iterations=iterations), threads=threads, start=start)


@settings(UNHURRIED, max_examples=300)
@given(problems(most_stops=8), st.integers(1, 2), st.sampled_from([1, 30, 200]))
def test_every_plan_keeps_every_rule_and_gives_a_reason_for_every_stop_left_out(
    problem: Problem, threads: int, iterations: int
) -> None:
    plan = solved(problem, iterations=iterations, threads=threads)
    assert violations(problem, plan) == []
    assert all(each.reason.text for each in plan.unserved)
