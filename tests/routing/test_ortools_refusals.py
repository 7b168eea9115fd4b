"""A rule that OR-Tools has no model of is refused by name, never left out of the plan in silence."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from core.errors import InvalidInput
from core.units import Cents, Seconds
from routing.problem import Break, Depot, Group, Lock, Problem
from routing.solvers.ortools_refusals import refuse_unmodelled
from tests.routing.builders import make_problem, make_stop, make_vehicle, make_window, solved
from tests.routing.strategies import problems

PAUSE = Break(id="pause", windows=(make_window(0, 600),))
STOCKED = (Depot(id="depot", location=0, throughput=(9,)),)

REFUSED: dict[str, Callable[[], Problem]] = {
    "reloads": lambda: make_problem(make_stop("a"), vehicles=[make_vehicle(reloads=("depot",))]),
    "breaks": lambda: make_problem(make_stop("a"), vehicles=[make_vehicle(breaks=(PAUSE,))]),
    "releases": lambda: make_problem(make_stop("a", release=Seconds(1))),
    "throughput": lambda: make_problem(make_stop("a"), depots=STOCKED),
    "backhauls": lambda: make_problem(make_stop("a", backhaul=True)),
    "groups": lambda: make_problem(make_stop("a"), groups=(Group(id="g", stops=("a",)),)),
    "locks": lambda: make_problem(make_stop("a"), locks=(Lock(vehicle="van", stops=("a",)),)),
    "priorities": lambda: make_problem(make_stop("a", priority=1), make_stop("b")),
    "setup or service by kind": lambda: make_problem(make_stop("a", setup_by_kind={"bike": Seconds(1)})),
    "speeds": lambda: make_problem(make_stop("a"), vehicles=[make_vehicle(speed_percent=90)]),
    "overtime": lambda: make_problem(
        make_stop("a"),
        vehicles=[make_vehicle(regular_duration=Seconds(1), cost_per_overtime_hour=Cents(1))],
    ),
    "costs of driving hours": lambda: make_problem(
        make_stop("a"), vehicles=[make_vehicle(cost_per_driving_hour=Cents(1))]
    ),
    "costs of work hours": lambda: make_problem(
        make_stop("a"), vehicles=[make_vehicle(cost_per_work_hour=Cents(1))]
    ),
    "limits of driving": lambda: make_problem(
        make_stop("a"), vehicles=[make_vehicle(max_driving=Seconds(900))]
    ),
}


@pytest.mark.parametrize("rule", REFUSED)
def test_each_rule_that_is_not_modelled_is_refused_by_name(rule: str) -> None:
    with pytest.raises(InvalidInput, match=f"OR-Tools cannot plan: {rule};"):
        solved(REFUSED[rule](), solver="ortools")


def test_all_rules_that_are_not_modelled_are_named_at_once() -> None:
    problem = replace(REFUSED["breaks"](), stops=REFUSED["backhauls"]().stops)
    with pytest.raises(InvalidInput, match="OR-Tools cannot plan: breaks, backhauls;"):
        refuse_unmodelled(problem)


def test_equal_priorities_are_as_good_as_none() -> None:
    problem = make_problem(make_stop("a", priority=7), make_stop("b", priority=7))
    assert solved(problem, solver="ortools").unserved == ()


@settings(max_examples=50, deadline=None)
@given(problems(more_rules=False))
def test_a_problem_without_such_rules_is_not_refused(problem: Problem) -> None:
    refuse_unmodelled(problem)
