"""The best-known value that a cost is compared with."""

import csv
from dataclasses import dataclass
from pathlib import Path

from data.formats.published.instance import Instance
from data.formats.published.score import best_known

TABLE = "best_known.csv"
"""A table beside the instances, for sets whose solutions are not published as routes: costs as in the set."""

VEHICLES_FIRST = frozenset({"gh", "lilim"})
"""Folders whose `.sol` files put fewest vehicles first: no bound for a run that seeks least distance."""


@dataclass(frozen=True, kw_only=True)
class Best:
    """A cost in the convention of the set, and the number of vehicles where it is published."""

    cost: int
    vehicles: int | None


def best_of(instance: Instance, file: Path) -> Best | None:
    """Return the best known of an instance for its objective, or None where there is none to compare with."""
    if instance.objective == "distance" and file.parent.name in VEHICLES_FIRST:
        return None
    if (published := best_known(instance, file)) is not None:
        return Best(cost=published.cost, vehicles=published.vehicles)
    table = file.with_name(TABLE)
    return _row(table, file.stem) if table.is_file() else None


def _row(table: Path, name: str) -> Best | None:
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["instance"] == name:
                return Best(cost=int(row["cost_dimacs"]), vehicles=int(row["routes"] or 0) or None)
    return None
