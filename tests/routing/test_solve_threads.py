"""The kernel in threads: it gives one answer, and no thread is left behind."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.plane import PlaneTravel
from routing.budget import Budget, Progress
from routing.failure import SearchFailed
from routing.kernel import _kernel
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import violations
from routing.solve import solve
from tests.routing.builders import make_problem, make_stop, make_vehicle

REPOSITORY = Path(__file__).parents[2]
LONG = 600.0
"""Seconds that no test waits for: where one ends, something else has ended it."""


def a_town(size: int = 60) -> Problem:
    """Return stops all over a town, each a third of a van's load, told by coordinates."""
    points = np.random.default_rng(1).integers(0, 1000, (size + 1, 2)).astype(np.float64)
    stops = [make_stop(f"s{k}", k + 1, load=3) for k in range(size)]
    fleet = [make_vehicle(f"v{k}") for k in range(size)]
    return make_problem(*stops, vehicles=fleet, travel={"van": PlaneTravel(points=points)})


def has_a_plan(step: Progress) -> bool:
    """Listen until there is a plan."""
    return step.plan is None


def threads_now() -> int:
    """Return how many threads this process has, those that Python knows nothing of among them."""
    return (
        len(list(Path("/proc/self/task").iterdir())) if sys.platform == "linux" else threading.active_count()
    )


def test_a_budget_of_seconds_ends_with_a_sound_plan() -> None:
    problem, before = a_town(), threads_now()
    plan = solve(problem, budget=Budget(seconds=0.5), threads=2)
    assert plan.unserved == ()
    assert violations(problem, plan) == []
    assert threads_now() == before


@pytest.mark.parametrize("seconds", [0.001, 0.02, 0.1])
def test_a_budget_too_short_for_any_search_still_gives_a_sound_plan(seconds: float) -> None:
    problem = a_town(4000)
    plan = solve(problem, budget=Budget(seconds=seconds), threads=2)
    assert violations(problem, plan) == []
    assert all(each.reason.text for each in plan.unserved)


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("limits", [{"iterations": 500}, {"no_improvement": 100}])
def test_equal_budgets_seeds_and_threads_give_equal_plans(threads: int, limits: dict[str, int]) -> None:
    told: list[Progress] = []
    how: dict[str, Any] = {"budget": Budget(**limits), "threads": threads, "seed": 4}
    alone = solve(a_town(), **how)
    watched = solve(a_town(), **how, progress=lambda step: told.append(step) is None)
    assert alone.routes == watched.routes
    assert alone.solver["iterations"] == watched.solver["iterations"]


@pytest.mark.parametrize("threads", [1, 2])
def test_equal_budgets_give_equal_plans_where_fewest_vehicles_are_sought(threads: int) -> None:
    problem = replace(a_town(), fewest_vehicles=True)
    how: dict[str, Any] = {"budget": Budget(iterations=3000), "threads": threads}
    first, second = (solve(problem, **how) for _ in range(2))
    assert first.routes == second.routes
    assert len(first.routes) == 20


def test_another_seed_is_another_search() -> None:
    plans = [solve(a_town(), budget=Budget(iterations=50), seed=seed) for seed in range(3)]
    assert len({str(plan.routes) for plan in plans}) > 1


def test_progress_tells_of_ever_better_plans() -> None:
    told: list[Progress] = []
    plan = solve(
        a_town(), budget=Budget(seconds=1), threads=2, progress=lambda step: told.append(step) is None
    )
    costs = [step.plan.cost.total for step in told if step.plan]
    assert costs == sorted(costs, reverse=True)
    assert len(set(costs)) > 1
    assert costs[-1] == plan.cost.total
    assert {step.phase for step in told} >= {"improving"}
    assert [step.iterations for step in told] == sorted(step.iterations for step in told)
    assert [step.seconds for step in told] == sorted(step.seconds for step in told)


def test_a_listener_that_answers_no_ends_all_threads_and_keeps_the_best_plan() -> None:
    before = threads_now()
    plan = solve(a_town(), budget=Budget(seconds=LONG), threads=2, progress=has_a_plan)
    assert plan.unserved == ()
    assert threads_now() == before


def test_a_listener_that_answers_no_is_asked_no_more() -> None:
    told: list[Progress] = []

    def enough(step: Progress) -> bool:
        told.append(step)
        return len(told) < 4

    solve(a_town(), budget=Budget(seconds=LONG), threads=2, progress=enough)
    assert len(told) == 4


@pytest.mark.parametrize("failure", [LookupError, RuntimeError, KeyboardInterrupt])
def test_a_listener_that_fails_leaves_no_thread_behind(failure: type[BaseException]) -> None:
    before = threads_now()

    def fails(step: Progress) -> bool:
        if step.plan is None:
            return True
        raise failure

    with pytest.raises(failure):
        solve(a_town(), budget=Budget(seconds=LONG), threads=2, progress=fails)
    assert threads_now() == before


def test_a_search_that_breaks_off_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise MemoryError("no more")

    monkeypatch.setattr(_kernel, "Solver", broken)
    with pytest.raises(SearchFailed, match="MemoryError: no more"):
        solve(a_town(), budget=Budget(iterations=1))


def test_a_start_is_never_made_worse_by_several_threads() -> None:
    problem = a_town()
    start = solve(problem, budget=Budget(iterations=300), threads=2)
    again = solve(problem, budget=Budget(iterations=1), threads=2, start=start)
    assert again.cost.total <= start.cost.total
    fewer = replace(problem, vehicles=problem.vehicles[:25])
    assert solve(fewer, budget=Budget(iterations=100), threads=2, start=start).unserved == ()


def test_a_search_runs_in_a_thread_of_its_caller() -> None:
    plans: list[Plan] = []
    thread = threading.Thread(
        target=lambda: plans.append(
            solve(a_town(), budget=Budget(seconds=LONG), threads=2, progress=has_a_plan)
        )
    )
    thread.start()
    thread.join()
    assert plans[0].unserved == ()


SCRIPT = """
from routing.budget import Budget
from routing.solve import solve
from tests.routing.test_solve_threads import LONG, a_town

def tell(step):
    print(step.phase, flush=True)
    return True

try:
    solve(a_town(), budget=Budget(seconds=LONG), threads=2, progress=tell)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def test_ctrl_c_ends_a_search_whose_caller_does_nothing_about_it(tmp_path: Path) -> None:
    script = tmp_path / "plan.py"
    script.write_text(SCRIPT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        [sys.executable, script], env=environment, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert "plan" in program.stdout.readline() or program.stdout.readline()
        program.send_signal(signal.SIGINT)
        *_, last = program.stdout
    assert last == "interrupted\n"
    assert program.returncode == 0
