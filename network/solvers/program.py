"""Linear and mixed-integer programs as arrays, solved by HiGHS; what runs long can be followed and ended."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

POLL_S = 0.1
"""How often whoever waits for a program is asked whether it may go on."""

DUAL_TOLERANCE = 1e-6
"""What is no price but a rounding; that of HiGHS is 1e-7."""

AS_IT_IS = 2_000
"""Entries up to which a program that proves something is not simplified first."""

_ROWWISE = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Program:
    """Least `costs @ x` with `lower <= x <= upper` and `row_lower <= rows @ x <= row_upper`.

    whole
        (columns,) which x must be whole numbers.
    """

    costs: Floats
    lower: Floats
    upper: Floats
    whole: Flags
    rows: csr_array
    row_lower: Floats
    row_upper: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """What a program ended with.

    values, objective
        the best x found and its costs, or None.
    bound
        what no x costs less than; infinite where no x keeps every row.
    duals
        of the rows, for a program without whole numbers.
    """

    values: Floats | None
    objective: float | None
    bound: float
    duals: Floats | None = None

    @property
    def impossible(self) -> bool:
        """Whether it was proven that nothing keeps every row."""
        return self.bound == math.inf


KeepOn = Callable[[float | None, float], bool]
"""Is told the best objective and the bound; answers False to end."""

Hearer = Callable[[Floats], None]
"""Is told each better x, in the thread of the solver."""


def highs_of(program: Program, *, threads: int = 1, seed: int = 0) -> Any:
    """Return HiGHS, silent, with a program loaded."""
    solver: Any = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", threads)
    solver.setOptionValue("random_seed", seed % 2**31)
    if threads == 1:
        solver.setOptionValue("parallel", "off")
    rows = program.rows
    solver.passModel(
        len(program.costs),
        rows.shape[0],
        rows.nnz,
        _ROWWISE,
        1,
        0.0,
        np.ascontiguousarray(program.costs, np.float64),
        np.ascontiguousarray(program.lower, np.float64),
        np.ascontiguousarray(program.upper, np.float64),
        np.ascontiguousarray(program.row_lower, np.float64),
        np.ascontiguousarray(program.row_upper, np.float64),
        rows.indptr.astype(np.int32),
        rows.indices.astype(np.int32),
        rows.data.astype(np.float64),
        program.whole.astype(np.int32),
    )
    return solver


def solve_program(
    program: Program,
    *,
    seconds: float,
    keep_on: KeepOn,
    proves: bool,
    hearer: Hearer | None = None,
    start: Floats | None = None,
    seed: int = 0,
    threads: int = 1,
    gap: float = 1e-7,
    below: float = math.inf,
) -> Found:
    """Solve a program in a thread of its own, asking `keep_on` meanwhile.

    proves
        whether anybody relies on its bound, or on nothing keeping every row. A mixed program of no more than
        `AS_IT_IS` entries is then solved as it is: faults of solvers were mostly faults of how they
        simplify a program first (decision 19).
    start
        an x to begin with.
    gap
        relative distance of objective and bound at which it ends.
    below
        only x that cost less are of interest.
    """
    solver = highs_of(program, threads=threads, seed=seed)
    solver.setOptionValue("time_limit", max(0.01, seconds))
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_abs_gap", 1e-9)
    if proves and program.whole.any() and program.rows.nnz <= AS_IT_IS:
        solver.setOptionValue("presolve", "off")
    if math.isfinite(below):
        solver.setOptionValue("objective_bound", below)
    if start is not None:
        indices = np.arange(len(start), dtype=np.int32)
        solver.setSolution(len(start), indices, np.ascontiguousarray(start, np.float64))
    _Run(solver, hearer).wait(keep_on)
    return _found(solver, program)


class _Run:
    """HiGHS at work in a thread."""

    def __init__(self, solver: Any, hearer: Hearer | None) -> None:
        self.solver, self.hearer = solver, hearer
        self.ended = threading.Event()
        self.best: float | None = None
        self.bound = -math.inf
        self._end = False
        solver.cbSimplexInterrupt.subscribe(self._interrupt)
        solver.cbIpmInterrupt.subscribe(self._interrupt)
        solver.cbMipInterrupt.subscribe(self._interrupt)
        solver.cbMipImprovingSolution.subscribe(self._improved)

    def wait(self, keep_on: KeepOn) -> None:
        """Run until it ends or `keep_on` has had enough; whatever is raised meanwhile ends it too."""
        thread = threading.Thread(target=self._work, daemon=True)
        thread.start()
        try:
            while not self.ended.wait(POLL_S):
                self._end = self._end or not keep_on(self.best, self.bound)
        finally:
            self._end = True
            thread.join()

    def _work(self) -> None:
        try:
            self.solver.run()
        finally:
            self.ended.set()

    def _interrupt(self, event: Any) -> None:
        self.bound = max(self.bound, event.data_out.mip_dual_bound)
        if self._end:
            event.interrupt()

    def _improved(self, event: Any) -> None:
        self.best = event.data_out.objective_function_value
        if self.hearer is not None:
            self.hearer(np.array(event.data_out.mip_solution))


def _found(solver: Any, program: Program) -> Found:
    mixed = bool(program.whole.any())
    status = solver.getModelStatus()
    information = solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Found(values=None, objective=None, bound=math.inf)
    feasible = information.primal_solution_status == highspy.kSolutionStatusFeasible
    optimal = status == highspy.HighsModelStatus.kOptimal
    solution = solver.getSolution()
    objective = information.objective_function_value if feasible else None
    duals = np.array(solution.row_dual) if optimal and not mixed else None
    proven = -math.inf if duals is None else bound_of(program, duals)
    return Found(
        values=np.array(solution.col_value) if feasible else None,
        objective=objective,
        bound=float(information.mip_dual_bound if mixed else proven),
        duals=duals,
    )


def bound_of(program: Program, duals: Floats) -> float:
    """Return what no x of a program costs less than, by some prices of its rows, however they were found.

    Each row is paid for at its bound, each x at what it costs beyond its rows (weak duality of linear
    programs). Where an x without an end would earn more than a rounding of the solver, nothing is proven.
    """
    left = program.costs - program.rows.T @ duals
    ends = [(duals, program.row_lower, program.row_upper), (left, program.lower, program.upper)]
    total = 0.0
    for price, lower, upper in ends:
        end = np.where(price > 0, lower, upper)
        endless = ~np.isfinite(end)
        if (np.abs(price[endless]) > DUAL_TOLERANCE).any():
            return -math.inf
        total += float(price[~endless] @ end[~endless])
    return total
