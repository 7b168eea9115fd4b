"""Searches with OR-Tools: alone in this process, or side by side in processes of their own."""

from math import inf

from routing.assemble import Sequences
from routing.budget import Budget
from routing.problem import Problem
from routing.solvers.all_pairs import refuse_too_large
from routing.solvers.ortools_refusals import refuse_unmodelled
from routing.solvers.portfolio import search_side_by_side
from routing.solvers.search import Report, SearchTask, run


def refuse(problem: Problem) -> None:
    """Raise `InvalidInput` where a problem has rules that OR-Tools cannot plan by, or is too large for it."""
    refuse_unmodelled(problem)
    refuse_too_large(problem)


def search_with_ortools(
    problem: Problem,
    *,
    budget: Budget,
    until: float,
    seed: int,
    threads: int,
    start: Sequences | None,
    report: Report,
) -> int:
    """Search until the budget is used or `report` answers False; return how many plans were looked at.

    until
        moment of `time.monotonic` at which the search ends.
    """
    tasks = [
        SearchTask(
            problem=problem,
            number=number,
            seed=seed,
            deadline=None if until == inf else until,
            iterations=budget.iterations,
            no_improvement=budget.no_improvement,
            start=start,
        )
        for number in range(max(1, threads))
    ]
    if len(tasks) == 1 and until == inf:
        return run(tasks[0], report)
    return search_side_by_side(tasks, report)
