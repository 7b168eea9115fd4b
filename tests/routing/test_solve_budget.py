"""When a search stops, what it tells on the way, and what it begins from."""

import gc
import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from ortools.constraint_solver.pywrapcp import RoutingModel

from core.errors import InvalidInput, Stopped
from core.units import Cents
from routing.assemble import assemble
from routing.budget import Budget, Progress
from routing.cost import rank
from routing.plan import Plan
from routing.problem import Problem
from routing.solve import SOLVERS, SolverName, solve
from tests.routing.builders import make_matrix, make_problem, make_stop, make_vehicle, make_window, solved

AT_ONCE = Budget(iterations=1)


def a_round(size: int = 20, **more: Any) -> Problem:
    """Return stops all over a town, each a third of a van's load: no first guess is the best plan."""
    at = np.random.default_rng(1).integers(0, 1000, (size + 1, 2))
    town = make_matrix(np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1)).astype(int).tolist())
    stops = [make_stop(f"s{k}", k + 1, load=3) for k in range(size)]
    fleet = [make_vehicle(f"v{k}") for k in range(size)]
    return make_problem(*stops, **({"vehicles": fleet, "travel": town} | more))


def reversed_plan(problem: Problem) -> Plan:
    """Return a sound plan nobody would drive: one stop a van."""
    pairs = zip(problem.vehicles, reversed(problem.stops), strict=False)
    return assemble(problem, {vehicle.id: [stop.id] for vehicle, stop in pairs})


@pytest.mark.parametrize("limits", [{}, {"seconds": 0}, {"iterations": 0}, {"no_improvement": -1}])
def test_a_budget_that_limits_nothing_or_allows_nothing_is_refused(limits: dict[str, int]) -> None:
    with pytest.raises(InvalidInput):
        Budget(**limits)


def test_a_search_looks_at_no_more_plans_than_its_budget_has_iterations() -> None:
    assert solved(a_round(), iterations=7).solver["iterations"] == 7


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_search_without_improvement_ends(solver: SolverName) -> None:
    plan = solve(a_round(), budget=Budget(no_improvement=30), solver=solver)
    assert int(plan.solver["iterations"]) >= 30


def test_who_waits_longer_for_an_improvement_looks_at_more_plans() -> None:
    counts = [solve(a_round(), budget=Budget(no_improvement=patience)).solver for patience in (10, 1000)]
    assert int(counts[0]["iterations"]) < int(counts[1]["iterations"])


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_search_with_nothing_to_improve_ends_before_its_iterations_are_used(solver: SolverName) -> None:
    plan = solve(make_problem(make_stop("a")), budget=Budget(iterations=10**8), solver=solver)
    assert plan.served == 1


def test_more_iterations_are_never_worse() -> None:
    problem = a_round()
    costs = [solved(problem, iterations=count).cost.total for count in (1, 10, 100)]
    assert costs == sorted(costs, reverse=True)


def test_the_same_seed_gives_the_same_plan() -> None:
    assert solved(a_round(), iterations=40, seed=5).routes == solved(a_round(), iterations=40, seed=5).routes


def test_progress_of_ortools_tells_of_ever_better_plans() -> None:
    told: list[Progress] = []
    problem = a_round()
    plan = solve(
        problem,
        budget=Budget(iterations=60),
        progress=lambda step: told.append(step) is None,
        solver="ortools",
    )
    costs = [step.plan.cost.total for step in told if step.plan]
    assert costs == sorted(costs, reverse=True)
    assert len(set(costs)) > 1
    assert costs[-1] >= plan.cost.total
    assert [step.iterations for step in told] == sorted(step.iterations for step in told)
    assert [step.seconds for step in told] == sorted(step.seconds for step in told)


def test_a_listener_that_answers_no_ends_the_search_and_keeps_the_best_plan() -> None:
    told: list[Progress] = []

    def enough(step: Progress) -> bool:
        told.append(step)
        return len(told) < 3

    plan = solve(a_round(), budget=Budget(iterations=10**6), progress=enough)
    assert len(told) == 3
    assert plan.unserved == ()


def test_a_listener_that_fails_ends_the_search_with_its_own_error() -> None:
    def fails(_: Progress) -> bool:
        raise LookupError("the screen is gone")

    with pytest.raises(LookupError, match="the screen is gone"):
        solve(a_round(), budget=Budget(iterations=10**6), progress=fails)


def test_ctrl_c_during_a_search_is_not_swallowed() -> None:
    def interrupted(_: Progress) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(a_round(), budget=Budget(iterations=10**6), progress=interrupted)


@pytest.mark.parametrize("solver", SOLVERS)
def test_stopping_before_the_first_plan_is_said_so(solver: SolverName) -> None:
    with pytest.raises(Stopped):
        solve(
            a_round(), budget=Budget(seconds=60), progress=lambda step: step.plan is not None, solver=solver
        )


def test_a_search_begins_from_the_plan_given() -> None:
    """One iteration from the best plan known gives that plan; from nothing it gives another."""
    problem = a_round()
    best = solved(problem, iterations=400)
    again = solve(problem, budget=AT_ONCE, start=best)
    assert again.cost.total == best.cost.total < solved(problem, iterations=1).cost.total


def test_the_answer_is_never_worse_than_a_sound_start() -> None:
    problem = a_round()
    for start in (reversed_plan(problem), solved(problem, iterations=100)):
        assert rank(problem, solve(problem, budget=AT_ONCE, start=start)) <= rank(problem, start)


def test_a_bad_start_is_improved() -> None:
    problem = a_round()
    start = reversed_plan(problem)
    assert solve(problem, budget=Budget(iterations=50), start=start).cost.total < start.cost.total


def test_a_start_that_breaks_a_rule_of_today_is_only_a_hint() -> None:
    problem = a_round()
    start = solved(problem, iterations=50)
    tighter = replace(problem, vehicles=tuple(replace(each, capacity=(3,)) for each in problem.vehicles))
    plan = solve(tighter, budget=Budget(iterations=50), start=start)
    assert len(plan.routes) == 20
    assert plan.unserved == ()


def test_a_start_may_name_stops_and_vehicles_that_are_gone() -> None:
    problem = a_round()
    start = solved(problem, iterations=50)
    smaller = replace(problem, stops=problem.stops[1:], vehicles=problem.vehicles[1:])
    plan = solve(smaller, budget=AT_ONCE, start=start)
    assert plan.unserved == ()
    assert plan.served == 19


def test_a_start_keeps_what_is_left_of_it() -> None:
    """Without its cancelled stop the earlier plan is still sound, so nothing worse may come out."""
    problem = a_round()
    start = solved(problem, iterations=200)
    smaller = replace(problem, stops=problem.stops[1:])
    kept = assemble(smaller, {v: [s for s in stops if s != "s0"] for v, stops in start.sequences.items()})
    assert solve(smaller, budget=AT_ONCE, start=start).cost.total <= kept.cost.total


def test_a_start_may_leave_new_stops_out() -> None:
    problem = a_round()
    start = solved(replace(problem, stops=problem.stops[1:]), iterations=50)
    assert solve(problem, budget=AT_ONCE, start=start).unserved == ()


def test_vehicles_that_are_alike_keep_the_stops_they_had() -> None:
    problem = a_round()
    best = solved(problem, iterations=400)
    routes = dict(zip(("v9", "v4", "v7", "v1", "v2", "v8", "v3"), best.sequences.values(), strict=True))
    start = assemble(problem, routes)
    for seed in range(3):
        plan = solve(problem, budget=Budget(iterations=400), start=start, seed=seed)
        kept = {name: stops for name, stops in plan.sequences.items() if set(stops) == set(routes[name])}
        assert plan.sequences.keys() == routes.keys()
        assert len(kept) >= 4


def test_a_start_that_names_a_stop_twice_is_only_a_hint() -> None:
    problem = a_round()
    start = assemble(problem, {"v0": ["s0", "s1"], "v1": ["s0"]})
    assert solve(problem, budget=Budget(iterations=5), start=start).unserved == ()


def test_a_start_through_a_second_window_is_kept() -> None:
    late = make_window(7200, 9000)
    problem = make_problem(
        make_stop("a", 1, windows=(make_window(0, 100), late)),
        make_stop("b", 2, windows=(make_window(0, 130), late), penalty=Cents(1)),
        vehicles=[make_vehicle(max_stops=2)],
    )
    start = assemble(problem, {"van": ["b", "a"]})
    plan = solve(problem, budget=AT_ONCE, start=start)
    assert rank(problem, plan) <= rank(problem, start)


def test_a_search_leaves_nothing_of_itself_in_memory() -> None:
    """The solver and what watches it hold each other: unless they part, megabytes stay behind each time."""
    solved(a_round(), iterations=5, solver="ortools")
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, RoutingModel)]


def test_a_search_runs_in_a_thread_too() -> None:
    plans: list[Plan] = []
    thread = threading.Thread(target=lambda: plans.append(solved(a_round())))
    thread.start()
    thread.join()
    assert plans[0].routes == solved(a_round()).routes
