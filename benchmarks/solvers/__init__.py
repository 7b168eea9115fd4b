"""Whoever is measured: our own solvers, and the peers that run beside them.

A solver is a module with two names: `version()`, and `prepare(given)`, which reads the file the solver's own
way and returns the search; only the search is timed. Peers are imported when they are asked for.
"""

MODULES = {
    "ours": "benchmarks.solvers.ours",
    "ortools": "benchmarks.solvers.or_tools",
    "pyvrp": "benchmarks.solvers.pyvrp_peer",
    "hgs": "benchmarks.solvers.hgs_peer",
    "vroom": "benchmarks.solvers.vroom_peer",
}
"""The module of each solver by the name it has on the command line."""

PEERS = {"pyvrp": "PyVRP", "hgs": "HGS-CVRP", "ortools": "OR-Tools", "vroom": "VROOM"}
"""What the peers are called in tables."""
