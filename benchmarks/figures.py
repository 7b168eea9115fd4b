"""One figure out of many runs, as each row of the table counts it."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from benchmarks.record import Record
from benchmarks.rows import Row
from benchmarks.runs import Instances, RowRuns, valid
from benchmarks.tasks import OURS
from data.formats.published.score import gap


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A solver's figure in a row at a time limit.

    value
        percent, as the row measures it; None where no instance has one.
    worst
        the highest of a single instance.
    counted, of
        how many instances have a figure, and how many were tried.
    reached
        for vehicles first: the share of instances with no more vehicles than published.
    """

    value: float | None
    worst: float | None
    counted: int
    of: int
    reached: float | None = None


def figure(runs: RowRuns, solver: str, limit: str, among: Iterable[str] | None = None) -> Figure:
    """Return the figure of a solver, over the instances in `among` only where that is given."""
    mine = runs.of(solver, limit)
    names = [name for name in mine if among is None or name in set(among)]
    theirs = runs.of(runs.row.rivals[0], limit) if runs.row.measure == "peer" else {}
    values = [it for name in names if (it := value(runs.row, mine[name], theirs.get(name))) is not None]
    return Figure(
        value=fmean(values) if values else None,
        worst=max(values, default=None),
        counted=len(values),
        of=len(names),
        reached=_reached([mine[name] for name in names]) if runs.row.measure == "vehicles" else None,
    )


def value(row: Row, record: Record, rival: Record | None) -> float | None:
    """Return the figure of one run, in percent, or None where it has none."""
    if not valid(record):
        return None
    if row.measure == "peer":
        return gap(record["cost"], rival["cost"]) if rival is not None and valid(rival) else None
    if row.measure == "vehicles" and record["used"] != record["best_vehicles"]:
        return None
    return None if record["gap"] is None else float(record["gap"])


def _reached(runs: list[Record]) -> float | None:
    if not runs:
        return None
    return sum(valid(run) and run["used"] <= run["best_vehicles"] for run in runs) / len(runs)


def rival_limit(limit: str) -> str:
    """Return the limit at which peers are compared with ours: in a peer's own time, its own."""
    return "own" if limit.endswith("-own") else limit


def best_rival(runs: RowRuns, limit: str) -> tuple[str, Figure, Figure] | None:
    """Return the best rival, its figure, and ours over the same instances; None where none was measured."""
    found = []
    ours = runs.of(OURS, limit)
    for peer in runs.row.rivals:
        theirs = runs.of(peer, rival_limit(limit))
        both = [name for name in theirs if name in ours]
        its = figure(runs, peer, rival_limit(limit), both)
        if its.value is not None:
            found.append((its.value, peer, its, figure(runs, OURS, limit, both)))
    if not found:
        return None
    _, peer, its, mine = min(found, key=lambda each: each[0])
    return peer, its, mine


def wall_s(instances: Instances) -> float | None:
    """Return the mean of the seconds from call to answer."""
    taken = [run["wall_s"] for run in instances.values() if "wall_s" in run]
    return fmean(taken) if taken else None


def peak_mib(instances: Instances) -> int | None:
    """Return the largest peak of memory."""
    return max((run["peak_mib"] for run in instances.values() if "peak_mib" in run), default=None)
