"""A published question about a network, solved and stated in its set's own convention."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.services.route_sites import kernel_routes
from core.clock import stopwatch
from data.formats.network_sets.answer import answer_document
from data.formats.network_sets.question import Question
from data.formats.network_sets.registry import network_set
from network.answer import Answer
from network.route_problem import RoutedQuestion, RouteProblem
from network.search import Listener, silent
from network.solve import solve

LEAST_SECONDS = 0.1


@dataclass(frozen=True, kw_only=True)
class Designed:
    """An answer, and as plain values for the output file."""

    answer: Answer
    document: dict[str, Any]


def solve_network(
    path: Path,
    set_name: str,
    question: Question,
    *,
    seconds: float,
    seed: int = 0,
    threads: int = 1,
    progress: Listener = silent,
) -> Designed:
    """Read, solve and state a published file, or a folder of files, of the set called `set_name`."""
    elapsed = stopwatch()
    asked = network_set(set_name).ask(path, question)
    answer = solve(
        _with_router(asked.problem),
        seconds=max(LEAST_SECONDS, seconds - elapsed()),
        seed=seed,
        threads=threads,
        progress=progress,
    )
    document = answer_document(asked, answer) | {
        "set": set_name,
        "seed": seed,
        "seconds": round(elapsed(), 3),
    }
    return Designed(answer=answer, document=document)


def _with_router(problem: object) -> object:
    """Return a question as it is, but one of routes with the routing kernel."""
    if isinstance(problem, RouteProblem):
        return RoutedQuestion(problem=problem, router=kernel_routes)
    return problem
