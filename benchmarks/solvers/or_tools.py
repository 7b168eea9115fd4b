"""OR-Tools, driven by our own `routing.solvers`."""

from importlib import metadata

from benchmarks.solvers.given import Given, Search
from benchmarks.solvers.house import searched


def version() -> str:
    """Return the installed version."""
    return metadata.version("ortools")


def prepare(given: Given) -> Search:
    """Return the search with OR-Tools."""
    return searched(given, "ortools")
