"""The solvers of this room: side by side in one process, and ended when somebody says so."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.sparse import csr_array

from network.solvers.program import Program, solve_program


@pytest.mark.parametrize(
    "order",
    [
        "import highspy, ortools.constraint_solver.pywrapcp",
        "import ortools.constraint_solver.pywrapcp, highspy",
    ],
)
def test_both_libraries_load_into_one_process(order: str) -> None:
    ran = subprocess.run([sys.executable, "-c", order], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def knapsack(items: int, whole: bool = True, room: float | None = None) -> Program:
    rng = np.random.default_rng(1)
    weights = rng.integers(1000, 9999, (5, items)).astype(float)
    row_upper = weights.sum(axis=1) / 2 if room is None else np.full(5, room)
    return Program(
        costs=-weights.mean(axis=0) - rng.integers(0, 9, items),
        lower=np.zeros(items),
        upper=np.ones(items),
        whole=np.full(items, whole),
        rows=csr_array(weights),
        row_lower=np.full(5, -np.inf),
        row_upper=row_upper,
    )


def test_objective_and_bound_meet_where_there_is_time() -> None:
    found = solve_program(knapsack(8), seconds=20, keep_on=lambda best, bound: True)
    assert found.values is not None
    assert found.objective == pytest.approx(found.bound, rel=1e-6)
    assert abs(found.values - np.rint(found.values)).max() < 1e-6


def test_duals_price_the_rows_of_a_program_without_whole_numbers() -> None:
    found = solve_program(knapsack(8, whole=False), seconds=20, keep_on=lambda best, bound: True)
    assert found.duals is not None
    assert (found.duals <= 1e-9).all()


def test_a_program_that_nothing_fits_is_told_so() -> None:
    program = knapsack(4, room=-1.0)
    assert solve_program(program, seconds=20, keep_on=lambda best, bound: True).impossible


def test_whoever_has_enough_ends_it_with_the_best_so_far() -> None:
    found = solve_program(knapsack(200), seconds=1000, keep_on=lambda best, bound: best is None)
    assert found.objective is not None
    assert found.bound < found.objective
