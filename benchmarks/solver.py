"""Published instances of a folder: gap to the best known. `python -m benchmarks.solver FOLDER --time S`."""

import argparse
import os
import sys
from pathlib import Path

import pandas as pd

from api.services.solve_instance import solve_instance
from core.errors import RoundsmanError
from data.formats.published.convention import Convention
from routing.budget import Budget

CONVENTIONS: dict[str, Convention] = {
    "solomon": "dimacs",
    "gh": "dimacs",
    "vrptw": "dimacs",
    "lilim": "dimacs",
    "pcvrptw": "dimacs",
    "mdvrptw": "exact",
    "sdvrptw": "exact",
    "hfvrp": "exact",
}
"""How each published set rounds; all others round to the nearest whole number."""


def measured(file: Path, *, seconds: float, seed: int, threads: int) -> dict[str, object]:
    """Solve one instance and return a row of the table; `gap` is percent above the best known."""
    try:
        solved = solve_instance(
            file,
            distances=CONVENTIONS.get(file.parent.name, "round"),
            objective="distance",
            budget=Budget(seconds=seconds),
            seed=seed,
            threads=threads,
        )
    except RoundsmanError as refused:
        return {"instance": file.stem, "note": refused.message}
    told = solved.answer
    return {
        "instance": file.stem,
        "stops": len(solved.instance.problem.stops),
        "vehicles": len(told["routes"]),
        "cost": told["cost"],
        "best": None if solved.best is None else solved.best.cost,
        "gap": None if solved.gap is None else round(solved.gap, 2),
        "left out": len(told["unserved"]),
        "seconds": told["seconds"],
    }


def main() -> int:
    """Print a table of all instances of the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--time", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    files = sorted(file for file in given.folder.iterdir() if file.suffix in (".vrp", ".txt"))
    rows = [measured(f, seconds=given.time, seed=given.seed, threads=given.threads) for f in files]
    table = pd.DataFrame(rows)
    sys.stdout.write(f"{given.folder.name}, {given.time:g} s, {given.threads} threads\n")
    sys.stdout.write(table.to_string(index=False, na_rep="") + "\n")
    if "gap" in table and table["gap"].notna().any():
        sys.stdout.write(f"mean gap {pd.to_numeric(table['gap']).mean():.2f} %\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
