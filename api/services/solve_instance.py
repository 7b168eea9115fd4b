"""A published instance, solved and compared with the best known."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.clock import stopwatch
from data.formats.published.answer import answer
from data.formats.published.convention import Convention
from data.formats.published.instance import Instance, Objective
from data.formats.published.read import read_instance
from data.formats.published.score import BestKnown, best_known, gap
from routing.budget import Budget, Listener, silent
from routing.solve import solve


@dataclass(frozen=True, kw_only=True)
class Solved:
    """An instance's answer.

    answer
        plain values for the output file: cost, routes, vehicles, seconds and more.
    best, gap
        the best known solution where its file lies beside the instance, and percent above it; no gap where
        locations that must be visited are left out.
    """

    instance: Instance
    answer: dict[str, Any]
    best: BestKnown | None
    gap: float | None


def solve_instance(
    path: Path,
    *,
    distances: Convention,
    objective: Objective,
    budget: Budget,
    seed: int = 0,
    threads: int = 1,
    progress: Listener = silent,
) -> Solved:
    """Read, solve and state a published instance in its own convention."""
    elapsed = stopwatch()
    instance = read_instance(path, distances=distances, objective=objective)
    best = best_known(instance, path)
    left = None if budget.seconds is None else max(0.1, budget.seconds - elapsed())
    within = Budget(seconds=left, iterations=budget.iterations, no_improvement=budget.no_improvement)
    plan = solve(instance.problem, budget=within, seed=seed, threads=threads, progress=progress)
    stated = answer(instance, plan, elapsed())
    return Solved(
        instance=instance,
        answer=stated,
        best=best,
        gap=gap(stated["cost"], best.cost) if best is not None and stated["complete"] else None,
    )
