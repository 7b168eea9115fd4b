"""OR-Tools searches in processes of their own: they give one answer, and none is left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from routing.budget import Budget, Progress
from routing.failure import SearchFailed
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import violations
from routing.solve import solve as solve_with
from tests.routing.builders import line, make_problem, make_stop, make_vehicle

REPOSITORY = Path(__file__).parents[2]
LONG = 600.0
"""Seconds that no test waits for: where one ends, something else has ended it."""


def a_round(size: int = 30) -> Problem:
    stops = [make_stop(f"s{k}", 1 + (k * 7) % size, load=3) for k in range(size)]
    return make_problem(*stops, vehicles=[make_vehicle(f"v{k}") for k in range(size)], travel=line(size + 1))


def solve(problem: Problem, **how: Any) -> Plan:
    return solve_with(problem, **how, solver="ortools")


def has_a_plan(step: Progress) -> bool:
    """Listen until there is a plan."""
    return step.plan is None


def test_a_budget_of_seconds_ends_with_a_sound_plan() -> None:
    problem = a_round()
    plan = solve(problem, budget=Budget(seconds=3), threads=2)
    assert plan.unserved == ()
    assert violations(problem, plan) == []
    assert multiprocessing.active_children() == []


def test_a_budget_too_short_for_any_search_still_gives_a_plan() -> None:
    problem = a_round()
    assert violations(problem, solve(problem, budget=Budget(seconds=0.001))) == []


def test_two_searches_of_equal_iterations_give_the_same_plan_again() -> None:
    """Each of them is worth something: together they look at twice as many plans."""
    first, second = (solve(a_round(), budget=Budget(iterations=30), threads=2, seed=4) for _ in range(2))
    assert first.routes == second.routes
    assert first.solver["iterations"] == second.solver["iterations"] == 60


def test_two_searches_are_never_worse_than_the_first_alone() -> None:
    budget = Budget(iterations=30)
    both = solve(a_round(), budget=budget, threads=2)
    assert both.cost.total <= solve(a_round(), budget=budget).cost.total


def test_progress_of_several_searches_is_of_ever_better_plans() -> None:
    told: list[Progress] = []
    solve(
        a_round(),
        budget=Budget(iterations=100),
        threads=2,
        progress=lambda step: told.append(step) is None,
    )
    costs = [step.plan.cost.total for step in told if step.plan]
    assert costs == sorted(costs, reverse=True)
    assert told[0].phase == "first plan"
    assert told[-1].phase == "improving"


def test_a_listener_that_answers_no_ends_all_searches_and_keeps_the_best_plan() -> None:
    plan = solve(a_round(), budget=Budget(seconds=LONG), threads=2, progress=has_a_plan)
    assert plan.unserved == ()
    assert multiprocessing.active_children() == []


def test_a_listener_that_fails_leaves_no_search_behind() -> None:
    def fails(_: Progress) -> bool:
        raise LookupError("the screen is gone")

    with pytest.raises(LookupError):
        solve(a_round(), budget=Budget(seconds=LONG), threads=2, progress=fails)
    assert multiprocessing.active_children() == []


def test_a_search_whose_process_dies_is_a_clear_error() -> None:
    def kill_one(_: Progress) -> bool:
        children = multiprocessing.active_children()
        if children and children[0].is_alive():
            children[0].kill()
        return True

    with pytest.raises(SearchFailed, match="died") as caught:
        solve(a_round(), budget=Budget(seconds=LONG), threads=2, progress=kill_one)
    assert "memory" in caught.value.action
    assert multiprocessing.active_children() == []


def test_searches_run_side_by_side_from_a_thread() -> None:
    plans: list[Plan] = []
    thread = threading.Thread(
        target=lambda: plans.append(
            solve(a_round(), budget=Budget(seconds=LONG), threads=2, progress=has_a_plan)
        )
    )
    thread.start()
    thread.join()
    assert plans[0].unserved == ()


SCRIPT = """
import multiprocessing
from routing.budget import Budget
from tests.routing.test_solve_side_by_side import LONG, a_round, solve

def tell(step):
    if step.plan is not None:
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    return True

solve(a_round(), budget=Budget(seconds=LONG), threads=2, progress=tell)
"""


UNGUARDED = """
from routing.budget import Budget
from tests.routing.test_solve_side_by_side import a_round, solve

print(solve(a_round(), budget=Budget(iterations=5), threads=2).served)
"""


def test_a_script_may_plan_at_its_top_level(tmp_path: Path) -> None:
    script = tmp_path / "plan.py"
    script.write_text(UNGUARDED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "30\n"


def is_running(pid: int) -> bool:
    """Whether a process exists that has not ended; one that nobody has buried yet has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_searches_end_when_whoever_started_them_is_gone(tmp_path: Path, ending: signal.Signals) -> None:
    script = tmp_path / "plan.py"
    script.write_text(SCRIPT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        [sys.executable, script],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        searches = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(searches) == 2
        parent.send_signal(ending)
        parent.wait()
    patience = time.monotonic() + 60
    while any(map(is_running, searches)) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not any(map(is_running, searches))
