"""Runs gathered for the table: of each instance, solver and time limit the run in the middle of its seeds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.record import Record
from benchmarks.rows import Row

Instances = Mapping[str, Record]
"""The middle run of each instance, by "folder/name"."""


def valid(record: Record) -> bool:
    """Whether a run gave an answer that serves all it must and breaks no rule."""
    return record["cost"] is not None and record["complete"] and not record["broken"]


def middle(seeds: Iterable[Record]) -> Record:
    """Return the run in the middle of its seeds, of an even number the worse; invalid answers are worst."""
    ordered = sorted(seeds, key=_worth)
    return ordered[len(ordered) // 2]


def _worth(record: Record) -> tuple[bool, int, int]:
    if not valid(record):
        return True, 0, 0
    return False, record["used"] if record["objective"] == "vehicles" else 0, record["cost"]


@dataclass(kw_only=True)
class RowRuns:
    """The middle runs of one row, by solver and time limit."""

    row: Row
    by_limit: dict[tuple[str, str], dict[str, Record]] = field(default_factory=dict)
    seeds: dict[tuple[str, str], int] = field(default_factory=dict)

    def of(self, solver: str, limit: str) -> Instances:
        """Return the middle run of each instance."""
        return self.by_limit.get((solver, limit), {})

    def limits(self, solver: str) -> list[str]:
        """Return the time limits a solver was measured at, the shortest first; a peer's own time last."""
        return sorted((limit for who, limit in self.by_limit if who == solver), key=order)


def order(limit: str) -> tuple[bool, float]:
    """Return the place of a time limit among others."""
    timed = limit.removesuffix("s").replace(".", "", 1).isdigit()
    return not timed, float(limit.removesuffix("s")) if timed else 0.0


def seconds_of(limit: str) -> float | None:
    """Return the seconds of a time limit, None for a peer's own time."""
    untimed, seconds = order(limit)
    return None if untimed else seconds


def gathered(row: Row, found: Iterable[Record]) -> RowRuns:
    """Return the runs that stand in a row."""
    groups: dict[tuple[str, str], dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in found:
        if row.holds(record["set"], record["locations"], record["objective"]):
            name = f"{record['set']}/{record['instance']}"
            groups[record["solver"], record["limit"]][name].append(record)
    return RowRuns(
        row=row,
        by_limit={
            key: {name: middle(each) for name, each in by_name.items()} for key, by_name in groups.items()
        },
        seeds={key: min(map(len, by_name.values())) for key, by_name in groups.items()},
    )
