"""Runs the kernel in threads of its own, and tells of every better plan on the way."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from routing.assemble import Sequences
from routing.budget import Budget
from routing.failure import SearchFailed
from routing.kernel import _kernel
from routing.kernel.lowering import Lowered, lowered
from routing.problem import Problem

LISTEN_S = 0.05
"""How often at least the search is asked how far it is."""

SHARE = 0.05
"""Making plans to show on the way may take this share of the time."""

LEAST_S = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How far the search is, and its best plan as bare sequences where that is new.

    iterations
        plans looked at by all threads together.
    """

    iterations: int
    sequences: Mapping[str, Sequence[str]] | None


Hearer = Callable[[Found], bool]
"""Is told how far the search is; answers False to end it."""


def search(
    problem: Problem,
    *,
    budget: Budget,
    until: float,
    seed: int,
    threads: int,
    start: Sequences | None,
    hearer: Hearer,
) -> None:
    """Search until the budget is used or the hearer answers False; the best plan is told at the end, too.

    until
        moment of `time.monotonic` at which the search ends.
    start
        sequences to begin from; what breaks a rule in them is taken out and put back elsewhere.
    """
    given = lowered(problem)
    try:
        solver = _kernel.Solver(given.kernel, _kernel.Parameters(), seed, threads)
        first = None if start is None else given.plan(start)
        try:
            solver.start(_limits(budget, until), first)
            shown = _follow(solver, given, start, hearer)
        finally:
            solver.stop()
            solver.wait()
        _tell(solver, given, start, hearer, shown)
    except (MemoryError, RuntimeError) as failed:
        raise SearchFailed(f"The search failed: {type(failed).__name__}: {failed}.") from failed


def _limits(budget: Budget, until: float) -> _kernel.Limits:
    return _kernel.Limits(
        seconds=-1.0 if until == inf else max(LEAST_S, until - time.monotonic()),
        iterations=-1 if budget.iterations is None else budget.iterations,
        no_improvement=-1 if budget.no_improvement is None else budget.no_improvement,
    )


def _follow(solver: _kernel.Solver, given: Lowered, start: Sequences | None, hearer: Hearer) -> int:
    """Tell the hearer of better plans until the search is over, unless they come too often.

    returns
        the version of the last plan told.
    """
    shown, next_plan = 0, 0.0
    while True:
        report = solver.report()
        if report.done:
            return shown
        sequences = None
        began = time.monotonic()
        if report.version != shown and began >= next_plan:
            shown, sequences = report.version, given.sequences(solver.best(), start)
        if not hearer(Found(iterations=report.iterations, sequences=sequences)):
            return shown
        if sequences is not None:
            next_plan = time.monotonic() + (time.monotonic() - began) / SHARE
        solver.wait_for(LISTEN_S, 0 if shown == 0 else NO_VERSION)


NO_VERSION = 2**31 - 1
"""A version that no plan has."""


def _tell(
    solver: _kernel.Solver, given: Lowered, start: Sequences | None, hearer: Hearer, shown: int
) -> None:
    """Tell of the best plan if it is another one than was told last, and of the iterations of all."""
    report = solver.report()
    new = report.version != shown
    sequences = given.sequences(solver.best(), start) if new else None
    hearer(Found(iterations=report.iterations, sequences=sequences))
