"""Carries out runs one at a time, each in a process of its own, and keeps what they gave."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.record import Record, blank, measured, place, read, write
from benchmarks.solvers import MODULES
from benchmarks.task import Task

PATIENCE: Final = 4
PATIENCE_S: Final = 1800
"""A run is given up after so many times its limit and so many seconds: reading 20,000 places takes some."""

Say = Callable[[str], object]


@cache
def version_of(solver: str) -> str:
    """Return the version of an installed solver; raises `ImportError` where it is not installed."""
    told: str = importlib.import_module(MODULES[solver]).version()
    return told


@dataclass(kw_only=True)
class Measuring:
    """A measurement that can be ended at any moment and taken up again: nothing is measured twice."""

    store: Path
    say: Say
    one: Callable[[Task, Path], Record]
    count: int = field(default=0)

    def found(self, task: Task) -> Record | None:
        """Return what a task gave, or None."""
        return measured(place(self.store, task, version_of(task.solver)))

    def carry_out(self, runs: Iterable[Task]) -> None:
        """Carry out the runs that have no figure yet."""
        done = set[str]()
        for task in runs:
            file = place(self.store, task, version_of(task.solver))
            if str(file) in done or measured(file) is not None:
                continue
            done.add(str(file))
            self.count += 1
            self.say(f"{self.count:5}  {_line(task)}  {_told(self.one(task, file))}")


def _line(task: Task) -> str:
    return f"{task.folder:10} {task.file.stem:18} {task.solver:8} {task.limit:>10} seed {task.seed}"


def _told(record: Record) -> str:
    if record["cost"] is None:
        return str(record["note"])[:120]
    gap = "" if record["gap"] is None else f"  gap {record['gap']:.2f} %"
    faulty = "" if record["complete"] and not record["broken"] else "  NOT VALID"
    return f"cost {record['cost']:,}{gap}  {record['wall_s']:.1f} s{faulty}"


def _same_code(record: Record, task: Task) -> Record:
    """Return the record, or stop: figures of two states of the code must not stand in one folder."""
    if record["version"] != version_of(task.solver):
        raise SystemExit(f"{task.solver} changed to {record['version']} while it was measured: start again.")
    return record


def in_a_child(task: Task, file: Path) -> Record:
    """Carry out one run and return its record; one that crashes or hangs leaves a note."""
    command = [sys.executable, "-m", "benchmarks.child", task.as_json(), str(file)]
    limit = PATIENCE * (task.seconds or 0) + PATIENCE_S
    note = f"no answer after {limit:.0f} s"
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit)  # noqa: S603
        if ran.returncode == 0 and (record := read(file)):
            return _same_code(record, task)
        note = f"ended with code {ran.returncode}: {(ran.stderr.strip().splitlines() or [''])[-1]}"
    except subprocess.TimeoutExpired:
        pass
    failed = blank(task, version_of(task.solver)) | {"note": note}
    write(file, failed)
    return failed
