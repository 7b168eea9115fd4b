"""HGS-CVRP (Vidal 2022, doi:10.1016/j.cor.2021.105643) through `hygese`, on one core: capacity alone."""

import ctypes
import os
import re
import tempfile
from collections.abc import Callable
from importlib import metadata
from typing import Any, Final

import hygese
import vrplib

from benchmarks.solvers.given import Answer, Given, Search, Trajectory

_TRACE: Final = re.compile(r"\| T\(s\) ([\d.]+) \| Feas \d+ ([\d.]+)")
"""A line of its progress: processor seconds, and the cost of the best answer that keeps capacity."""

_AS_LONG_AS_THERE_IS_TIME: Final = 2**31 - 1


def version() -> str:
    """Return the installed version."""
    return metadata.version("hygese")


def prepare(given: Given) -> Search:
    """Return the search with the defaults of HGS, until the time is over."""
    read = vrplib.read_instance(given.task.file, compute_edge_weights=False)
    asked = {
        "x_coordinates": read["node_coord"][:, 0],
        "y_coordinates": read["node_coord"][:, 1],
        "demands": read["demand"],
        "vehicle_capacity": int(read["capacity"]),
    }
    chosen = hygese.AlgorithmParameters(timeLimit=given.task.seconds, seed=given.task.seed, nbIterTraces=100)
    solver = hygese.Solver(parameters=chosen, verbose=True)

    def search() -> Answer:
        found, said = _listened(lambda: solver.solve_cvrp(asked, rounding=True))
        routes = [list(map(int, route)) for route in found.routes if route]
        return Answer(routes=routes, vehicles=list(range(len(routes))), trajectory=trajectory(said))

    return search


def trajectory(said: str) -> Trajectory:
    """Return the costs that HGS told of on its way."""
    told = [(float(seconds), int(float(cost))) for seconds, cost in _TRACE.findall(said)]
    best: Trajectory = []
    for seconds, cost in told:
        if not best or cost < best[-1][1]:
            best.append((seconds, cost))
    return best


def _listened(work: Callable[[], Any]) -> tuple[Any, str]:
    """Do `work` and return its result and what it printed: HGS tells of its progress there alone."""
    kept = os.dup(1)
    with tempfile.TemporaryFile() as heard:
        os.dup2(heard.fileno(), 1)
        try:
            result = work()
        finally:
            ctypes.CDLL(None).fflush(None)
            os.dup2(kept, 1)
            os.close(kept)
        heard.seek(0)
        return result, heard.read().decode()
