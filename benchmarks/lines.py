"""Every middle run as one line of a CSV file."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from benchmarks.runs import RowRuns

COLUMNS: Final = (
    "set",
    "instance",
    "stops",
    "solver",
    "version",
    "objective",
    "distances",
    "limit",
    "threads",
    "cost",
    "best",
    "gap",
    "used",
    "best_vehicles",
    "complete",
    "wall_s",
    "cpu_s",
    "peak_mib",
    "commit",
    "note",
)


def write_lines(rows: Iterable[RowRuns], file: Path) -> None:
    """Write a line for each row, instance, solver and time limit."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["row", "seeds", *COLUMNS], extrasaction="ignore", restval="")
        writer.writeheader()
        for runs in rows:
            for key in sorted(runs.by_limit):
                for name in sorted(runs.by_limit[key]):
                    record = runs.by_limit[key][name]
                    writer.writerow({"row": runs.row.name, "seeds": runs.seeds[key], **record})
