"""Runs the kernel in threads of its own, and tells of every better plan on the way."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
"""As long as this any search may take."""

LAST_VERSION = 2**31 - 1
"""A version that no plan reaches."""


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
    if not hearer(Found(iterations=0, sequences=None)):
        return
    given = lowered(problem)
    first = None if start is None else given.plan(start)
    with _clear_failures():
        solver = _kernel.Solver(given.kernel, _kernel.Parameters(), seed % 2**64, threads)
    teller = _Teller(solver=solver, given=given, start=start, hearer=hearer)
    try:
        with _clear_failures():
            solver.start(_limits(budget, until), first)
        by_itself = teller.follow()
    finally:
        solver.stop()
        with _clear_failures():
            solver.wait()
    if by_itself or teller.shown:
        teller.tell()


@contextmanager
def _clear_failures() -> Iterator[None]:
    """Tell what goes wrong inside the kernel as what it is: a search that ends without an answer."""
    try:
        yield
    except (MemoryError, RuntimeError) as failed:
        raise SearchFailed(f"The search failed: {type(failed).__name__}: {failed}.") from failed


def _limits(budget: Budget, until: float) -> _kernel.Limits:
    return _kernel.Limits(
        seconds=-1.0 if until == inf else max(LEAST_S, until - time.monotonic()),
        iterations=-1 if budget.iterations is None else budget.iterations,
        no_improvement=-1 if budget.no_improvement is None else budget.no_improvement,
    )


@dataclass(kw_only=True)
class _Teller:
    """Tells the hearer how far a search is, and of its better plans.

    shown
        the version of the last plan told; 0 for none.
    next_plan
        moment of `time.monotonic` before which no other plan is told.
    """

    solver: _kernel.Solver
    given: Lowered
    start: Sequences | None
    hearer: Hearer
    shown: int = 0
    next_plan: float = 0.0

    def follow(self) -> bool:
        """Tell until the search is over; return whether it ended by itself, not by the hearer's answer."""
        while not self.solver.report().done:
            began = time.monotonic()
            if not self.tell(plans=began >= self.next_plan):
                return False
            self.solver.wait_for(LISTEN_S, LAST_VERSION if self.shown else 0)
        return True

    def tell(self, *, plans: bool = True) -> bool:
        """Tell how far the search is, and its best plan if that is new; return whether to go on.

        plans
            False: no plan now, as telling of plans has taken its share of the time.
        """
        report, began = self.solver.report(), time.monotonic()
        if report.version == self.shown or not plans:
            return self.hearer(Found(iterations=report.iterations, sequences=None))
        self.shown = report.version
        sequences = self.given.sequences(self.solver.best(), self.start)
        keep_on = self.hearer(Found(iterations=report.iterations, sequences=sequences))
        now = time.monotonic()
        self.next_plan = now + (now - began) / SHARE
        return keep_on
