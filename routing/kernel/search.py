"""Runs the kernel in threads of its own, and tells of every better plan on the way."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from routing.budget import Budget
from routing.kernel import _kernel
from routing.kernel.lowering import Lowered, lowered
from routing.problem import Problem

LISTEN_S = 0.05
"""How often the search is asked how far it is."""

SHARE = 0.05
"""Making plans to show on the way may take this share of the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How far the search is, and its best plan as bare sequences where that is new.

    iterations
        plans looked at by all threads together.
    """

    iterations: int
    sequences: Mapping[str, Sequence[str]] | None


def search(
    problem: Problem,
    *,
    budget: Budget,
    seconds: float | None,
    seed: int,
    threads: int,
    start: Mapping[str, Sequence[str]] | None,
    listener: Callable[[Found], bool],
) -> Found:
    """Search until the budget is used or the listener answers False; return the best plan.

    seconds
        what is left of the budget's seconds for the search itself.
    start
        sequences to begin from; what breaks a rule in them is taken out and put back elsewhere.
    """
    began = time.monotonic()
    given = lowered(problem)
    if seconds is not None:
        seconds -= time.monotonic() - began
    solver = _kernel.Solver(given.kernel, _kernel.Parameters(), seed % 2**64, threads)
    first = None if start is None else given.plan(start)
    solver.start(_limits(budget, seconds), first)
    try:
        _follow(solver, given, listener)
    finally:
        solver.stop()
    solver.wait()
    return Found(iterations=solver.report().iterations, sequences=given.sequences(solver.best()))


def _limits(budget: Budget, seconds: float | None) -> _kernel.Limits:
    return _kernel.Limits(
        seconds=-1.0 if seconds is None else max(0.001, seconds),
        iterations=-1 if budget.iterations is None else budget.iterations,
        no_improvement=-1 if budget.no_improvement is None else budget.no_improvement,
    )


def _follow(solver: _kernel.Solver, given: Lowered, listener: Callable[[Found], bool]) -> None:
    """Tell the listener until the search is over; a better plan at once, unless plans come too often."""
    shown, next_plan = 0, 0.0
    while True:
        report = solver.report()
        sequences = None
        began = time.monotonic()
        if report.version != shown and began >= next_plan and not report.done:
            shown, sequences = report.version, given.sequences(solver.best())
        if not listener(Found(iterations=report.iterations, sequences=sequences)) or report.done:
            return
        if sequences is not None:
            next_plan = time.monotonic() + (time.monotonic() - began) / SHARE
        time.sleep(LISTEN_S)
