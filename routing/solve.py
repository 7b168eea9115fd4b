"""The one door to every solver: a problem in, a refereed plan with reasons out."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.clock import stopwatch
from core.errors import RoundsmanError, Stopped
from routing.assemble import assemble, known_sequences
from routing.budget import Budget, KeepOn, Listener, Progress, always, silent
from routing.cost import rank
from routing.explain import explained
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import violations
from routing.repair import with_stops_that_fit
from routing.solvers.all_pairs import refuse_too_large
from routing.solvers.ortools_refusals import refuse_unmodelled
from routing.solvers.portfolio import search_side_by_side
from routing.solvers.search import Improvement, SearchTask, run


class SolverBrokeARule(RoundsmanError):
    """The referee found a fault in a plan of ours; the plan is withheld."""

    code = "solver-broke-a-rule"
    action = "Report the message with the problem file; other budgets or seeds may give a plan."


AFTERWARDS = 0.05
A_MOMENT_S = 0.3
"""How long stops may be put where they fit, and explained: this share of the budget each, and a moment."""


def solve(
    problem: Problem,
    *,
    budget: Budget,
    seed: int = 0,
    threads: int = 1,
    start: Plan | None = None,
    progress: Listener = silent,
) -> Plan:
    """Return the best plan found within `budget`; every stop left out carries its reason.

    Rules that the solver cannot plan by are refused by name.

    threads
        searches side by side, each in a process of its own; a single search without a limit of seconds
        runs in this process.
    start
        an earlier plan to begin from; the answer is never worse than a start that keeps every rule.
    progress
        told several times a second; answering False stops the search and keeps the best plan so far.
    """
    refuse_unmodelled(problem)
    refuse_too_large(problem)
    best = _Best(problem=problem, listener=progress)
    if start is not None:
        best.offer_start(start)
    if problem.stops and problem.vehicles:
        tasks = _tasks(problem, budget=budget, seed=seed, threads=threads, start=start)
        best.iterations = _run(tasks, best)
    if best.plan is None:
        if best.stopped:
            raise Stopped("Stopped before there was a first plan.")
        best.plan = assemble(problem, {})
    plan = with_stops_that_fit(problem, best.plan, _until(budget, best, AFTERWARDS))
    _referee(problem, plan)
    made: dict[str, str | int | float] = {
        "name": "or-tools",
        "seconds": round(best.elapsed(), 3),
        "iterations": best.iterations,
        "seed": seed,
        "threads": threads,
    }
    return replace(explained(problem, plan, _until(budget, best, 2 * AFTERWARDS)), solver=made)


def _until(budget: Budget, best: "_Best", share: float) -> KeepOn:
    """Return what answers whether work after the search may go on: a share of the budget, or a moment."""
    if budget.seconds is None:
        return always
    last = budget.seconds * (1 + share) + A_MOMENT_S
    return lambda: best.elapsed() < last


@dataclass(kw_only=True)
class _Best:
    """The best plan so far, and the listener who is told of it."""

    problem: Problem
    listener: Listener
    plan: Plan | None = None
    rank: tuple[int, ...] | None = None
    iterations: int = 0
    stopped: bool = False
    elapsed: Callable[[], float] = field(default_factory=stopwatch)

    def offer_start(self, start: Plan) -> None:
        """Begin with an earlier plan if what is left of it keeps every rule of this problem."""
        plan = assemble(self.problem, known_sequences(self.problem, start))
        if not violations(self.problem, plan):
            self.plan, self.rank = plan, (*rank(self.problem, plan), -1)

    def __call__(self, improvement: Improvement | None) -> bool:
        """Take what a search found if it is better; a tie goes to the search with the smaller number."""
        if improvement is not None:
            self.iterations = max(self.iterations, improvement.iterations)
            plan = assemble(self.problem, improvement.sequences)
            found = (*rank(self.problem, plan), improvement.number)
            if self.rank is None or found < self.rank:
                self.plan, self.rank = plan, found
        told = Progress(
            seconds=self.elapsed(),
            iterations=self.iterations,
            phase="first plan" if self.plan is None else "improving",
            plan=self.plan,
        )
        self.stopped = self.stopped or not self.listener(told)
        return not self.stopped


def _tasks(
    problem: Problem, *, budget: Budget, seed: int, threads: int, start: Plan | None
) -> list[SearchTask]:
    deadline = None if budget.seconds is None else time.monotonic() + budget.seconds
    return [
        SearchTask(
            problem=problem,
            number=number,
            seed=seed,
            deadline=deadline,
            iterations=budget.iterations,
            no_improvement=budget.no_improvement,
            start=None if start is None else dict(start.sequences),
        )
        for number in range(max(1, threads))
    ]


def _run(tasks: list[SearchTask], best: _Best) -> int:
    """Run the searches and return how many plans they looked at."""
    if len(tasks) == 1 and tasks[0].deadline is None:
        return run(tasks[0], best)
    return search_side_by_side(tasks, best)


def _referee(problem: Problem, plan: Plan) -> None:
    """Let no plan out that breaks a rule."""
    broken = violations(problem, plan)
    if broken:
        raise SolverBrokeARule(f"The plan found breaks {len(broken)} rules, first: {broken[0].text}")
