"""A published instance, solved and compared with the best known."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.clock import stopwatch
from core.errors import InvalidInput, fault
from data.formats.published.answer import answer
from data.formats.published.convention import Convention
from data.formats.published.instance import Instance, Objective
from data.formats.published.read import instance_in, read_instance
from data.formats.published.score import BestKnown, best_known, gap
from data.formats.published.text import decoded_text
from routing.budget import Budget, Listener, Progress, silent
from routing.cost import rank
from routing.problem import Problem
from routing.solve import SolverName, solve


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
    solver: SolverName = "kernel",
    progress: Listener = silent,
) -> Solved:
    """Read, solve and state a published instance in its own convention."""
    elapsed = stopwatch()
    instance = read_instance(path, distances=distances, objective=objective)
    best = best_known(instance, path)
    left = None if budget.seconds is None else max(0.1, budget.seconds - elapsed())
    within = Budget(seconds=left, iterations=budget.iterations, no_improvement=budget.no_improvement)
    plan = solve(
        instance.problem,
        budget=within,
        seed=seed,
        threads=threads,
        solver=solver,
        progress=progress if best is None else _beside(instance.problem, best, progress),
    )
    stated = answer(instance, plan, elapsed())
    return Solved(
        instance=instance,
        answer=stated,
        best=best,
        gap=gap(stated["cost"], best.cost) if best is not None and stated["complete"] else None,
    )


def solve_text(
    text: str,
    *,
    name: str,
    distances: Convention,
    objective: Objective,
    budget: Budget,
    most_stops: int,
    seed: int = 0,
    threads: int = 1,
    progress: Listener = silent,
) -> dict[str, Any]:
    """Solve the instance in the text of a published file and return its answer as `Solved` has it.

    most_stops
        an instance with more is refused.
    """
    elapsed = stopwatch()
    content = decoded_text(text.encode("utf-8", "replace"), name)
    instance = instance_in(content, name=name, file=name, distances=distances, objective=objective)
    stops = len(instance.problem.stops)
    if stops > most_stops:
        wrong = fault(name, "stops", stops, f"at most {most_stops:,}")
        raise InvalidInput("The instance is larger than what is solved here.", faults=[wrong])
    plan = solve(instance.problem, budget=budget, seed=seed, threads=threads, progress=progress)
    return answer(instance, plan, elapsed())


def _beside(problem: Problem, best: BestKnown, listener: Listener) -> Listener:
    """Return a listener that tells another one how far each plan is above the best known solution."""

    def listen(told: Progress) -> bool:
        plan = told.plan
        complete = plan is not None and not rank(problem, plan)[1]
        return listener(replace(told, gap=gap(plan.cost.total, best.cost)) if plan and complete else told)

    return listen
