"""Our solver, through the one door `routing.solve`."""

from benchmarks.computer import commit
from benchmarks.solvers.given import Given, Search
from benchmarks.solvers.house import searched


def version() -> str:
    """Return the commit: that is what a figure of ours belongs to."""
    return commit()


def prepare(given: Given) -> Search:
    """Return the search with what `routing.solve` does by itself."""
    return searched(given, "kernel")
