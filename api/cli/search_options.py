"""Options by which every command that searches is told how long and how."""

import os
from typing import Annotated

import typer

from core.errors import fault, refuse
from routing.budget import Budget
from routing.solve import SolverName

MOST_SECONDS = 1_000_000

Time = Annotated[float, typer.Option(help="Seconds to search; Ctrl-C ends the search earlier.")]
Threads = Annotated[
    int | None, typer.Option(min=1, max=256, help="Threads of the search; all cores by default.")
]
Solver = Annotated[
    SolverName,
    typer.Option(help="kernel: our own, knows every rule; ortools: Google's OR-Tools, to compare with."),
]
NoImprovement = Annotated[
    int | None, typer.Option(help="Stop when so many plans in a row were looked at and none was better.")
]


def budget_of(seconds: float, iterations: int | None = None, no_improvement: int | None = None) -> Budget:
    """Return the budget asked for; refuse one that no search can keep to."""
    faults = []
    if not 0 < seconds <= MOST_SECONDS:
        expected = f"seconds, more than 0 and at most {MOST_SECONDS:,}"
        faults.append(fault("command", "--time", f"{seconds:g}", expected))
    for option, number in (("--iterations", iterations), ("--no-improvement", no_improvement)):
        if number is not None and not 0 < number < 10**9:
            faults.append(fault("command", option, number, "a whole number, 1 or more"))
    refuse("No search can end so.", faults)
    return Budget(seconds=seconds, iterations=iterations, no_improvement=no_improvement)


def cores() -> int:
    """Return how many threads run well side by side here: cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
