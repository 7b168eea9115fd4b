"""The one door to every solver: a problem in, a refereed plan with reasons out."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from core.errors import Stopped
from routing.assemble import Sequences, assemble, known_sequences
from routing.best_plan import BestPlan
from routing.budget import Budget, Deadlines, Listener, deadlines, silent
from routing.explain import explained
from routing.failure import SolverBrokeARule
from routing.kernel.search import Found, search
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import violations
from routing.repair import with_stops_that_fit

SolverName = Literal["kernel", "ortools"]

SOLVERS: tuple[SolverName, ...] = get_args(SolverName)

NAMES: Mapping[SolverName, str] = {"kernel": "roundsman", "ortools": "or-tools"}
"""How a plan says who made it."""


def solve(
    problem: Problem,
    *,
    budget: Budget,
    seed: int = 0,
    threads: int = 1,
    start: Plan | None = None,
    progress: Listener = silent,
    solver: SolverName = "kernel",
) -> Plan:
    """Return the best plan found within `budget`; every stop left out carries its reason.

    threads
        of the kernel; with OR-Tools searches side by side, each in a process of its own.
    start
        an earlier plan to begin from, which may break rules by now; the answer is never worse than a start
        that keeps every rule, and vehicles that are alike keep the routes that share most stops with theirs.
    progress
        told several times a second; answering False stops the search and keeps the best plan so far.
    solver
        "kernel" knows every rule; "ortools" is a second opinion, and refuses by name rules it cannot plan by.
    """
    work = _Work(
        best=BestPlan(problem=problem, listener=progress),
        budget=budget,
        until=deadlines(budget, len(problem.stops)),
        seed=seed,
        threads=threads,
        start=None if start is None else known_sequences(problem, start),
    )
    run = {"kernel": _run_kernel, "ortools": _run_ortools}[solver]
    plan = _finished(work, run)
    until = work.until.hurried() if work.best.stopped else work.until
    if solver == "ortools" or _may_have_missed_a_place(work):
        plan = with_stops_that_fit(problem, plan, until.may_change)
    _referee(problem, plan)
    made: dict[str, str | int | float] = {
        "name": NAMES[solver],
        "seconds": round(work.best.elapsed(), 3),
        "iterations": work.best.iterations,
        "seed": seed,
        "threads": threads,
    }
    return replace(explained(problem, plan, until.may_explain), solver=made)


@dataclass(frozen=True, kw_only=True)
class _Work:
    """What a solver is asked, and the best plan that it tells of."""

    best: BestPlan
    budget: Budget
    until: Deadlines
    seed: int
    threads: int
    start: Sequences | None

    @property
    def problem(self) -> Problem:
        return self.best.problem

    @property
    def search_until(self) -> float:
        """The moment at which the search ends: earlier where stops may be left out: reasons take time."""
        stops, groups = self.problem.stops, self.problem.groups
        optional = any(stop.penalty is not None for stop in stops)
        optional |= any(group.penalty is not None for group in groups)
        return self.until.search_with_unserved if optional else self.until.search

    @property
    def reasons_are_due(self) -> bool:
        """Whether stops are left out, and there is just enough time to say why."""
        plan = self.best.plan
        return bool(plan and plan.unserved) and time.monotonic() > self.until.search_with_unserved


def _finished(work: _Work, run: Callable[[_Work], None]) -> Plan:
    """Return the best plan that a solver finds, or that there was."""
    best, problem = work.best, work.problem
    if work.start is not None:
        best.offer_start(work.start)
    if problem.stops and problem.vehicles:
        run(work)
    if best.plan is None and best.stopped:
        raise Stopped("Stopped before there was a first plan.")
    return best.plan or assemble(problem, {})


def _run_kernel(work: _Work) -> None:
    best = work.best

    def heard(found: Found) -> bool:
        return best.hear(found.sequences, iterations=found.iterations) and not work.reasons_are_due

    search(
        work.problem,
        budget=work.budget,
        until=work.search_until,
        seed=work.seed,
        threads=work.threads,
        start=work.start,
        hearer=heard,
    )
    if work.budget.seconds is None and not best.stopped:
        best.take_latest()


def _run_ortools(work: _Work) -> None:
    # Half a second that only this solver needs.
    from routing.solvers.run import refuse, search_with_ortools  # noqa: PLC0415
    from routing.solvers.search import Improvement  # noqa: PLC0415

    best = work.best

    def heard(found: Improvement | None) -> bool:
        if found is None:
            keep_on = best.hear(None, iterations=0)
        else:
            keep_on = best.hear(found.sequences, iterations=found.iterations, number=found.number)
        return keep_on and not work.reasons_are_due

    refuse(work.problem)
    best.iterations = search_with_ortools(
        work.problem,
        budget=work.budget,
        until=work.search_until,
        seed=work.seed,
        threads=work.threads,
        start=work.start,
        report=heard,
    )


def _may_have_missed_a_place(work: _Work) -> bool:
    """Whether the kernel has left stops out that fit: cut short, or by the slowest travel of the day.

    It knows nothing of stops that are served together: what is left of halves is taken out of what it finds.
    """
    problem = work.problem
    timed = any(travel.timed for travel in problem.travel.values())
    return not work.best.iterations or bool(problem.together) or timed


def _referee(problem: Problem, plan: Plan) -> None:
    """Let no plan out that breaks a rule."""
    broken = violations(problem, plan)
    if broken:
        raise SolverBrokeARule(f"The plan found breaks {len(broken)} rules, first: {broken[0].text}")
