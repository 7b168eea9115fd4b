"""An operation in a process of its own: whatever goes wrong there leaves the worker alive."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Protocol

from api.jobs.errors import NoSuchTravelSource, OutOfMemory, TookTooLong
from api.jobs.making import MakerDied
from api.jobs.trouble import log_where, where_of
from api.services.operations.bench import Bench
from api.services.operations.bench import Tell as TellBench
from api.services.operations.kinds import KINDS
from api.services.tenant_modes import modes_path
from api.services.worker_travel import STRAIGHT_LINE, STREETS, WorkerTravel
from api.settings import WorkerSettings
from core.errors import RoundsmanError
from core.processes import end_with_parent, limit_memory, start_worker, until_nobody_listens
from data.store.address import Address
from data.store.operations.files import Piece
from data.store.operations.record import OperationFigures
from data.store.tenant import DEFAULT_TENANT

DASK: Final = "ROUNDSMAN_DASK"
"""The variable that names a scheduler."""

_LOOK_EVERY_S: Final = 0.1
_PATIENCE_S: Final = 1.2
_NICENESS: Final = 5
_MOST_S: Final = 7 * 86_400.0


@dataclass(frozen=True, kw_only=True)
class Task:
    """An operation to be done.

    tenant
        whose it is.
    given, kept
        files of the question, and what earlier attempts kept, by name.
    spent_s, figures
        how long those worked, and how far they came.
    most_s
        how long all together may take at most.
    """

    kind: str
    asked: dict[str, Any]
    given: Mapping[str, bytes] = field(repr=False)
    kept: Mapping[str, bytes] = field(repr=False)
    tenant: str = DEFAULT_TENANT
    spent_s: float = 0.0
    figures: OperationFigures = field(default_factory=OperationFigures)
    most_s: float = _MOST_S


@dataclass(frozen=True, kw_only=True)
class Means:
    """What a worker lends to operations.

    memory_mb
        the most that a process may reserve; 0 sets no limit.
    dask
        address of a scheduler whose workers live simulated days; "" for processes of this machine.
    address
        of the first tenant's database, for work that changes it.
    modes
        tables of the first tenant's delivery modes; None where there are none.
    """

    travel: WorkerTravel
    memory_mb: int = 0
    dask: str = ""
    address: Address | None = None
    modes: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """How far the work is, and what to keep of it."""

    figures: OperationFigures
    pieces: list[Piece]


@dataclass(frozen=True, kw_only=True)
class Done:
    """The answer; `stopped` where the work was told to end before.

    error
        why there is no answer; files may tell more of that.
    """

    figures: OperationFigures
    files: Mapping[str, bytes]
    stopped: bool
    error: RoundsmanError | None = None


@dataclass(frozen=True, kw_only=True)
class _Failed:
    error: RoundsmanError
    where: str = ""


@dataclass(frozen=True)
class _Stop:
    """The work shall end with the best so far."""


Tell = Callable[[Told | None], bool]
"""Is told what is new, or that nothing is; answers False to end."""


class Operator(Protocol):
    """Does operations, one at a time: in a process of its own, or where a test wants it."""

    def do(self, task: Task, tell: Tell) -> Done:
        """Do one; raise `RoundsmanError` where that cannot be, `MakerDied` where it broke off."""
        ...


class ChildOperator:
    """Starts a process for each operation; it ends with this one, and with the operation."""

    def __init__(
        self,
        travel: WorkerTravel,
        limits: WorkerSettings | None = None,
        *,
        dask: str = "",
        address: Address | None = None,
        modes: Path | None = None,
    ) -> None:
        self._limits = limits or WorkerSettings()
        self._means = Means(
            travel=travel, memory_mb=self._limits.memory_mb, dask=dask, address=address, modes=modes
        )

    def do(self, task: Task, tell: Tell) -> Done:
        """Do an operation there, passing on its news; a process that does not end when told to is killed."""
        here, there = Pipe()
        process = start_worker("operation", _work, there, self._means, keeps_children=True)
        there.close()
        try:
            here.send(task)
            return self._followed(here, task, tell)
        except (EOFError, OSError) as broken:
            raise MakerDied("The process that did the work is gone.") from broken
        finally:
            process.kill()
            process.join()
            process.close()
            here.close()

    def _followed(self, pipe: Connection, task: Task, tell: Tell) -> Done:
        until: float | None = None
        latest = time.monotonic() + task.most_s + self._limits.overrun_s
        while True:
            news = pipe.recv() if pipe.poll(_LOOK_EVERY_S) else None
            if isinstance(news, Done):
                return news
            if isinstance(news, _Failed):
                log_where("an operation failed", news.where)
                raise news.error
            keep_on = tell(news if isinstance(news, Told) else None)
            if not keep_on and until is None:
                until = time.monotonic() + _PATIENCE_S
                pipe.send(_Stop())
            if until is not None and time.monotonic() > until:
                raise MakerDied("The process that did the work was told to end, and did not.")
            if time.monotonic() > latest:
                raise TookTooLong(f"The work had not ended after {round(task.most_s):,} seconds and more.")


def _work(pipe: Connection, means: Means) -> None:
    """Do one operation; runs in the process of its own."""
    end_with_parent()
    limit_memory(means.memory_mb * 1_000_000)
    if sys.platform != "win32":
        # Plans of the day go first where both work on one computer.
        os.nice(_NICENESS)
    with until_nobody_listens(), tempfile.TemporaryDirectory(prefix="roundsman-operation-") as folder:
        task = pipe.recv()
        pipe.send(_done(task, means, Path(folder), pipe))


def _done(task: Task, means: Means, folder: Path, pipe: Connection) -> Done | _Failed:
    told_to_stop = False

    def tell(figures: OperationFigures, pieces: list[Piece]) -> bool:
        nonlocal told_to_stop
        pipe.send(Told(figures=figures, pieces=pieces))
        told_to_stop = told_to_stop or (pipe.poll() and isinstance(pipe.recv(), _Stop))
        return not told_to_stop

    bench: Bench | None = None
    try:
        bench = bench_for(task, means, folder, tell)
        KINDS[task.kind].work(task.asked, bench)
        return Done(figures=bench.figures, files=files_in(bench.out), stopped=bench.stopped)
    except RoundsmanError as error:
        if bench is None:
            return _Failed(error=error)
        return Done(figures=bench.figures, files=files_in(bench.out), stopped=bench.stopped, error=error)
    except MemoryError:
        return _Failed(error=OutOfMemory("The process that did the work had no memory left."))
    except Exception as error:
        return _Failed(error=RoundsmanError("The work failed unexpectedly."), where=where_of(error))


def bench_for(task: Task, means: Means, folder: Path, tell: TellBench) -> Bench:
    """Return a bench in `folder` with the files of a task on it."""
    for place, files in (("given", task.given), ("kept", task.kept)):
        for name, content in files.items():
            path = folder / place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    travel = means.travel
    named = task.asked.get("travel", STRAIGHT_LINE)
    if named not in travel.names and named != STRAIGHT_LINE:
        raise NoSuchTravelSource(f"This worker has no travel source {named!r}.")
    streets = travel.streets if named == STREETS else None
    return Bench(
        folder=folder,
        tell=tell,
        spent_s=task.spent_s,
        figures=task.figures,
        threads=task.asked.get("threads") or max(1, os.cpu_count() or 1),
        map_file=None if streets is None else streets.map_file,
        address_map=None if travel.streets is None else travel.streets.map_file,
        cache=None if travel.streets is None else travel.streets.cache,
        dask=means.dask,
        address=None if means.address is None else means.address.of(task.tenant),
        modes=None if means.modes is None else modes_path(means.modes, task.tenant),
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
