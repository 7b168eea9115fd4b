"""What one run gave, as a JSON file: written whole or not at all, and not measured twice."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.computer import commit, computer
from benchmarks.instances import locations
from benchmarks.task import Task

Record = dict[str, Any]
"""One run as plain values; `benchmarks/README.md` lists the keys."""


def place(store: Path, task: Task, version: str) -> Path:
    """Return where the record of a task stands.

    store
        the folder of one kind of computer.
    version
        of the solver: of a peer its own, of ours the commit; so a peer is measured once for many of ours.
    """
    return store / f"{task.solver}-{version}" / f"{task.name}.json"


def blank(task: Task, version: str) -> Record:
    """Return what is known of a run before it begins."""
    return {
        "set": task.folder,
        "instance": task.file.stem,
        "locations": locations(task.file),
        "solver": task.solver,
        "version": version,
        "distances": task.distances,
        "objective": task.objective,
        "seconds": task.seconds,
        "limit": task.limit,
        "seed": task.seed,
        "threads": task.threads,
        "commit": commit(),
        "computer": computer(),
        "cost": None,
        "note": "",
    }


def read(file: Path) -> Record | None:
    """Return a record, or None where there is none."""
    if not file.is_file():
        return None
    record: Record = json.loads(file.read_text(encoding="utf-8"))
    return record


def measured(file: Path) -> Record | None:
    """Return a record that holds a figure; None where there is none, or where the run failed."""
    record = read(file)
    return record if record is not None and record["cost"] is not None else None


def write(file: Path, record: Record) -> None:
    """Write a record; whoever interrupts finds the old file or the new one, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.{os.getpid()}")
    half.write_text(json.dumps(record), encoding="utf-8")
    half.replace(file)


def records(folder: Path) -> Iterator[Record]:
    """Yield every record below a folder."""
    for file in sorted(folder.rglob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))
