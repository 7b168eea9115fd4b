"""The solver against every rule at once, and against trying everything."""

import pytest
from hypothesis import HealthCheck, given, settings

from routing.cost import rank
from routing.problem import Problem
from routing.referee import violations
from routing.solve import SOLVERS, SolverName
from tests.routing.brute_force import best_rank
from tests.routing.builders import solved
from tests.routing.strategies import problems

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("solver", SOLVERS)
@settings(UNHURRIED, max_examples=150)
@given(problems(most_stops=8, more_rules=False))
def test_every_plan_keeps_every_rule_and_gives_a_reason_for_every_stop_left_out(
    solver: SolverName, problem: Problem
) -> None:
    plan = solved(problem, iterations=30, solver=solver)
    assert violations(problem, plan) == []
    assert all(each.reason.text for each in plan.unserved)


@pytest.mark.parametrize("solver", SOLVERS)
@settings(UNHURRIED, max_examples=100)
@given(problems(most_stops=5, most_vehicles=2, most_slices=1, more_rules=False))
def test_no_plan_is_better_than_the_best_of_all_plans(solver: SolverName, problem: Problem) -> None:
    assert rank(problem, solved(problem, iterations=100, solver=solver)) >= best_rank(problem)


@pytest.mark.parametrize("solver", SOLVERS)
def test_small_problems_are_nearly_always_solved_as_well_as_they_can_be(solver: SolverName) -> None:
    """A hundred problems, the same every time; of five stops the best plan is found in at least 97."""
    missed = []

    @settings(UNHURRIED, max_examples=100, derandomize=True, database=None)
    @given(problems(fewest=1, most_stops=5, most_vehicles=2, most_slices=1, more_rules=False))
    def compare(problem: Problem) -> None:
        if rank(problem, solved(problem, iterations=100, solver=solver)) != best_rank(problem):
            missed.append(problem)

    compare()
    assert len(missed) <= 3
