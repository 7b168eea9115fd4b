"""How near to a proven bound large questions of location come: `python -m benchmarks.sites`.

Random demand points and candidates in the plane, most demand in towns; costs are demand times distance.
Asked are a p-median, and facility location with capacities, customers split and whole.
"""

import argparse
import resource
import time
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from network.answer import LocationAnswer
from network.facility import facility_location
from network.median import p_median

Floats = NDArray[np.float64]

SIDE_KM = 100.0
TOWNS = 20
IN_TOWNS = 0.6
"""Share of the demand points that lie in towns."""


class Region:
    """Demand points and candidate sites: costs (n, m) of serving all of a point's demand, in demand x km."""

    def __init__(self, customers: int, candidates: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        towns = rng.uniform(0, SIDE_KM, (TOWNS, 2))
        points = rng.uniform(0, SIDE_KM, (customers, 2))
        inside = rng.random(customers) < IN_TOWNS
        points[inside] = rng.normal(towns[rng.integers(0, TOWNS, int(inside.sum()))], SIDE_KM / 40)
        sites = rng.uniform(0, SIDE_KM, (candidates, 2))
        apart = np.hypot(*(points[:, None, axis] - sites[None, :, axis] for axis in (0, 1)))
        self.demands: Floats = rng.integers(1, 100, customers).astype(np.float64)
        self.costs: Floats = self.demands[:, None] * apart
        typical = self.demands.sum() * SIDE_KM / np.sqrt(candidates)
        self.fixed: Floats = rng.uniform(0.5, 1.5, candidates) * typical / 20
        self.capacities: Floats = rng.uniform(0.5, 1.5, candidates) * self.demands.sum() / 40


Question = Callable[[Region, float, int], LocationAnswer]

QUESTIONS: Final[dict[str, Question]] = {
    "p-median": lambda at, seconds, threads: p_median(at.costs, 50, seconds=seconds, threads=threads),
    "cflp": lambda at, seconds, threads: facility_location(
        at.costs, at.fixed, demands=at.demands, capacities=at.capacities, seconds=seconds, threads=threads
    ),
    "sscflp": lambda at, seconds, threads: facility_location(
        at.costs,
        at.fixed,
        demands=at.demands,
        capacities=at.capacities,
        single=True,
        seconds=seconds,
        threads=threads,
    ),
}


def main() -> None:
    """Ask what the command line says and show a table."""
    parser = argparse.ArgumentParser(
        description="How near to a proven bound large questions of location come."
    )
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--candidates", type=int, default=1_000)
    parser.add_argument("--time", type=float, default=300.0, metavar="S")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--question", nargs="+", choices=[*QUESTIONS], default=[*QUESTIONS])
    given = parser.parse_args()
    region = Region(given.customers, given.candidates, given.seed)
    table = Table("question", "objective", "bound", "gap %", "open", "s", "peak MiB")
    for name in given.question:
        began = time.monotonic()
        answer = QUESTIONS[name](region, given.time, given.threads)
        seconds, peak = time.monotonic() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        figures = (f"{answer.objective:,.0f}", f"{answer.bound:,.0f}", f"{answer.gap:.3f}")
        table.add_row(name, *figures, str(len(answer.open)), f"{seconds:.1f}", str(peak))
    console = Console()
    console.print(f"{given.customers:,} demand points, {given.candidates:,} candidates, seed {given.seed}")
    console.print(table)


if __name__ == "__main__":
    main()
