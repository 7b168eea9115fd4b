"""Published instances of a folder, one after the other: `python -m benchmarks.solver FOLDER --time S`."""

import argparse
import csv
import os
import resource
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Final, get_args

from rich.console import Console
from rich.table import Table

from api.services.solve_instance import Solved, solve_instance
from data.formats.published.convention import Convention
from data.formats.published.score import gap
from routing.budget import Budget, Progress

CONVENTIONS: Final[Mapping[str, Convention]] = {
    "cvrp": "round",
    "cvrp-xxl": "round",
    "solomon": "dimacs",
    "gh": "dimacs",
    "vrptw": "dimacs",
    "pcvrptw": "dimacs",
    "lilim": "dimacs",
    "mdvrptw": "exact",
    "sdvrptw": "exact",
    "hfvrp": "exact",
}
"""How the best known values of each set count distances, by the name of its folder."""

VEHICLES_FIRST: Final = {"gh", "lilim"}
"""Sets whose best known solutions have fewest vehicles first: their distance is not the shortest."""


@dataclass(kw_only=True)
class Watch:
    """Notes when a search has its first plan."""

    first_s: float | None = None

    def listen(self, step: Progress) -> bool:
        """Note the first plan; never stop."""
        if self.first_s is None and step.plan is not None:
            self.first_s = step.seconds
        return True


def listed_values(folder: Path) -> dict[str, int]:
    """Return best known costs by instance from a `best_known.csv`, where a set has one."""
    path = folder / "best_known.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["instance"]: int(row["cost_dimacs"]) for row in csv.DictReader(lines)}


def instances(folder: Path, pattern: str) -> list[Path]:
    """Return the instance files of a folder, smallest first."""
    found = [path for path in folder.glob(pattern) if path.suffix in (".vrp", ".txt")]
    return sorted(found, key=lambda path: (path.stat().st_size, path.name))


def add_row(table: Table, solved: Solved, watch: Watch, best: int | None) -> float | None:
    """Add what came out for one instance; return its gap in percent where there is one."""
    stated, problem = solved.answer, solved.instance.problem
    above = gap(stated["cost"], best) if best is not None and stated["complete"] else None
    table.add_row(
        solved.instance.name,
        f"{len(problem.stops):,}",
        "none" if watch.first_s is None else f"{watch.first_s:.1f}",
        f"{stated['seconds']:.1f}",
        str(len(stated["routes"])),
        str(len(stated["unserved"])),
        f"{stated['cost']:,}",
        "" if best is None else f"{best:,}",
        "" if above is None else f"{above:.2f}",
    )
    return above


def measure(given: argparse.Namespace, console: Console) -> None:
    """Solve every instance and show a table with the mean gap."""
    folder: Path = given.folder
    distances: Convention = given.distances or CONVENTIONS.get(folder.name, "round")
    title = (
        f"{folder.name}, distances {distances}, {given.time:g} s, {given.threads} threads, seed {given.seed}"
    )
    columns = ("instance", "stops", "first s", "s", "routes", "left out", "cost", "known", "gap %")
    table = Table(*columns, title=title)
    listed, gaps = listed_values(folder), list[float]()
    for path in instances(folder, given.only):
        watch = Watch()
        solved = solve_instance(
            path,
            distances=distances,
            objective="distance",
            budget=Budget(seconds=given.time),
            seed=given.seed,
            threads=given.threads,
            progress=watch.listen,
        )
        best = solved.best.cost if solved.best is not None else listed.get(path.stem)
        above = add_row(table, solved, watch, best)
        gaps += [] if above is None else [above]
    console.print(table)
    if gaps:
        console.print(f"mean gap {mean(gaps):.2f} % over {len(gaps)} instances")
    if folder.name in VEHICLES_FIRST:
        console.print("best known here has fewest vehicles first: compare solvers, not with 0 %")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    console.print(f"peak memory of a search {peak:,} MiB")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Published instances of a folder: gap to the best known.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--time", type=float, default=10, help="seconds an instance")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--distances", choices=get_args(Convention), help="default: as the set counts")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="such as 'X-n1*'")
    measure(parser.parse_args(), Console())


if __name__ == "__main__":
    main()
