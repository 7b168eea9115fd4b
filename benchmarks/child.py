"""One run in a process of its own: `python -m benchmarks.child TASK FILE`; the record goes to FILE.

The interpreter's start, reading the file and judging the answer are not timed; the search alone is.
"""

import importlib
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from benchmarks.best import Best, best_of
from benchmarks.record import Record, blank, write
from benchmarks.solvers import MODULES
from benchmarks.solvers.given import Answer, Given
from benchmarks.task import Task
from benchmarks.verdict import Verdict, judged
from core.errors import RoundsmanError
from data.formats.published.score import gap


@dataclass(frozen=True, kw_only=True)
class Effort:
    """What the search took: seconds, and the peak of memory in MiB of its process and its largest child."""

    wall_s: float
    cpu_s: float
    peak_mib: int


def main() -> int:
    """Run the task of the command line and write its record."""
    task, file = Task.from_json(sys.argv[1]), Path(sys.argv[2])
    solver = importlib.import_module(MODULES[task.solver])
    try:
        record = run(task, solver)
    except RoundsmanError as refused:
        record = {"note": ": ".join([refused.message, *map(str, refused.faults[:1])])}
    write(file, blank(task, solver.version()) | record)
    return 0


def run(task: Task, solver: ModuleType) -> Record:
    """Search, then judge what was found."""
    given = Given(task=task)
    found, effort = timed(given, solver.prepare(given))
    took: Record = {"wall_s": effort.wall_s, "cpu_s": effort.cpu_s, "peak_mib": effort.peak_mib}
    size = {"stops": len(given.instance.problem.stops)}
    if not found.routes:
        return took | size | {"note": found.note or "no answer"}
    verdict = judged(given.instance, found.routes, found.vehicles)
    return took | size | figures(verdict, best_of(given.instance, task.file), found)


def figures(verdict: Verdict, best: Best | None, found: Answer) -> Record:
    """Return an answer's worth as plain values; there is a gap only where the answer is valid."""
    valid = verdict.complete and not verdict.broken
    return {
        "cost": verdict.cost,
        "best": best.cost if best else None,
        "best_vehicles": best.vehicles if best else None,
        "gap": round(gap(verdict.cost, best.cost), 4) if best and valid else None,
        "used": verdict.vehicles,
        "complete": verdict.complete,
        "broken": list(verdict.broken[:3]),
        "trajectory": found.trajectory,
        "routes": found.routes,
        "vehicles": found.vehicles,
        "note": found.note,
    }


def timed(given: Given, search: Callable[[], Answer]) -> tuple[Answer, Effort]:
    """Return what a search finds and what it took."""
    wall, cpu = time.monotonic(), _processor_seconds()
    given.elapsed()
    found = search()
    return found, Effort(
        wall_s=round(time.monotonic() - wall, 3),
        cpu_s=round(_processor_seconds() - cpu, 3),
        peak_mib=sum(resource.getrusage(who).ru_maxrss for who in _OURS) // 1024,
    )


_OURS = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in _OURS]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    sys.exit(main())
