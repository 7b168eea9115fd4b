"""The solvers of this room: side by side in one process, and ended when somebody says so."""

import subprocess
import sys
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from network.solvers.program import Program, bound_of, solve_program


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
    found = solve_program(knapsack(8), seconds=20, keep_on=lambda best, bound: True, proves=True)
    assert found.values is not None
    assert found.objective == pytest.approx(found.bound, rel=1e-6)
    assert abs(found.values - np.rint(found.values)).max() < 1e-6


def test_duals_price_the_rows_of_a_program_without_whole_numbers() -> None:
    found = solve_program(knapsack(8, whole=False), seconds=20, keep_on=lambda best, bound: True, proves=True)
    assert found.duals is not None
    assert (found.duals <= 1e-9).all()


def test_a_program_that_nothing_fits_is_told_so() -> None:
    program = knapsack(4, room=-1.0)
    assert solve_program(program, seconds=20, keep_on=lambda best, bound: True, proves=True).impossible


def test_whoever_has_enough_ends_it_with_the_best_so_far() -> None:
    found = solve_program(knapsack(200), seconds=1000, keep_on=lambda best, bound: best is None, proves=True)
    assert found.objective is not None
    assert found.bound < found.objective


def a_fraction_and_a_whole() -> Program:
    """Least 2 x + 3 z with x + z >= 4.5 and z whole: 9, all of it x."""
    return Program(
        costs=np.array([2.0, 3.0]),
        lower=np.zeros(2),
        upper=np.full(2, 10.0),
        whole=np.array([False, True]),
        rows=csr_array(np.ones((1, 2))),
        row_lower=np.array([4.5]),
        row_upper=np.array([np.inf]),
    )


@pytest.mark.parametrize("proves", [True, False])
def test_the_best_is_not_lost_by_simplifying_a_program(proves: bool) -> None:
    # HiGHS 1.14.0 calls 15 the best of this one where it may simplify it (issue 3043 of its tracker).
    program = a_fraction_and_a_whole()
    found = solve_program(program, seconds=20, keep_on=lambda best, bound: True, proves=proves)
    assert (found.objective, found.bound) == (pytest.approx(9), pytest.approx(9))


def test_any_prices_of_rows_give_a_bound_and_the_best_ones_the_objective() -> None:
    program = knapsack(12, whole=False)
    found = solve_program(program, seconds=20, keep_on=lambda best, bound: True, proves=True)
    assert found.duals is not None
    assert found.objective is not None
    assert bound_of(program, found.duals) == pytest.approx(found.objective)
    draw = np.random.default_rng(5)
    for _ in range(50):
        other = np.minimum(0, found.duals + draw.normal(0, 0.3, len(found.duals)))
        assert bound_of(program, other) <= found.objective + 1e-9


def test_prices_that_would_pay_for_something_without_end_prove_nothing() -> None:
    program = a_fraction_and_a_whole()
    assert bound_of(program, np.array([2.0])) == pytest.approx(9)
    assert bound_of(program, np.array([-1.0])) == -np.inf


@pytest.mark.parametrize("seed", range(40))
def test_a_small_program_has_the_best_of_all_its_whole_numbers(seed: int) -> None:
    """Two to four gates of different capacity before flows that everybody can take: each choice is tried."""
    draw = np.random.default_rng(seed)
    gates, takers = int(draw.integers(2, 5)), 3
    flows = gates * takers
    entries = np.zeros((takers + gates, flows + gates))
    for taker in range(takers):
        entries[taker, [gate * takers + taker for gate in range(gates)]] = 1
    rooms = draw.integers(5, 25, gates).astype(float)
    for gate in range(gates):
        entries[takers + gate, gate * takers : (gate + 1) * takers] = 1
        entries[takers + gate, flows + gate] = -rooms[gate]
    wanted = draw.integers(1, 6, takers) + draw.choice([0.0, 0.5])
    program = Program(
        costs=np.r_[draw.integers(0, 30, flows), draw.integers(0, 300, gates)].astype(float),
        lower=np.zeros(flows + gates),
        upper=np.r_[np.full(flows, np.inf), np.ones(gates)],
        whole=np.r_[np.zeros(flows, bool), np.ones(gates, bool)],
        rows=csr_array(entries),
        row_lower=np.r_[wanted, np.full(gates, -np.inf)],
        row_upper=np.r_[np.full(takers, np.inf), np.zeros(gates)],
    )
    costs = []
    for choice in product((0.0, 1.0), repeat=gates):
        ends = [(0, None)] * flows + [(each, each) for each in choice]
        below = np.r_[-entries[:takers], entries[takers:]]
        found = linprog(program.costs, A_ub=below, b_ub=np.r_[-wanted, np.zeros(gates)], bounds=ends)
        costs += [found.fun] if found.status == 0 else []
    for proves in (True, False):
        told = solve_program(program, seconds=20, keep_on=lambda best, bound: True, proves=proves)
        assert told.objective == pytest.approx(min(costs))
        assert told.bound == pytest.approx(min(costs))
