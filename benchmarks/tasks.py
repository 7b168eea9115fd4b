"""Which runs a measurement consists of, in order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.instances import spread
from benchmarks.record import Record
from benchmarks.rows import Part, Row
from benchmarks.task import Task

OURS: Final = "ours"
ONE_CORE: Final = frozenset({"pyvrp", "hgs"})
"""Solvers that know no second core."""

NO_CHANCE: Final = frozenset({"vroom"})
"""Solvers without a seed: measured once."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is to be measured.

    folders
        the published sets; () means all.
    seconds
        time limits; () means those of each row, up to `longest`.
    instances
        at most so many of each part of a row, evenly spread over their sizes; None means all.
    peers
        who runs beside ours, where it knows the rules.
    """

    bench: Path
    folders: tuple[str, ...] = ()
    seconds: tuple[float, ...] = ()
    longest: float | None = None
    seeds: int = 1
    instances: int | None = None
    peers: tuple[str, ...] = ()
    threads: int = 1


Found = Callable[[Task], Record | None]
"""Returns what a task gave, or None where it gave nothing."""


def tasks(rows: Sequence[Row], choice: Choice, found: Found) -> Iterator[Task]:
    """Yield the runs row by row, the short limits first; `found` is asked while they are carried out."""
    for row in rows:
        for part, file in _chosen(row, choice):
            if row.own_time_of in choice.peers:
                yield from _own_time(row, part, file, choice, found)
        for seconds in _limits(row, choice):
            for part, file in _chosen(row, choice):
                yield from _side_by_side(row, part, file, choice, seconds)


def _limits(row: Row, choice: Choice) -> tuple[float, ...]:
    limits = choice.seconds or row.seconds
    return tuple(each for each in limits if choice.longest is None or each <= choice.longest)


def _chosen(row: Row, choice: Choice) -> Iterator[tuple[Part, Path]]:
    by_part: dict[Part, list[Path]] = {}
    for part, file in row.instances(choice.bench):
        if not choice.folders or part.folder in choice.folders:
            by_part.setdefault(part, []).append(file)
    for part, files in by_part.items():
        for file in spread(files, choice.instances):
            yield part, file


def _side_by_side(row: Row, part: Part, file: Path, choice: Choice, seconds: float | None) -> Iterator[Task]:
    for solver in (OURS, *(peer for peer in row.peers if peer in choice.peers)):
        for seed in _seeds(solver, choice):
            yield _task(row, part, file, choice, solver=solver, seed=seed, seconds=seconds)


def _own_time(row: Row, part: Part, file: Path, choice: Choice, found: Found) -> Iterator[Task]:
    """Yield the peer's run to its own end, then ours in the time it took."""
    peer = _task(row, part, file, choice, solver=row.own_time_of, seed=1, seconds=None)
    yield peer
    if (record := found(peer)) is not None:
        for seed in _seeds(OURS, choice):
            ours = _task(row, part, file, choice, solver=OURS, seed=seed, seconds=record["wall_s"])
            yield replace(ours, beside=row.own_time_of)


def _seeds(solver: str, choice: Choice) -> range:
    return range(1, 2 if solver in NO_CHANCE else 1 + choice.seeds)


def _task(
    row: Row, part: Part, file: Path, choice: Choice, *, solver: str, seed: int, seconds: float | None
) -> Task:
    return Task(
        solver=solver,
        file=file,
        distances=part.distances,
        objective=row.objective,
        seconds=seconds,
        seed=seed,
        threads=1 if solver in ONE_CORE else choice.threads,
    )
