"""Plans made in a process of their own: whatever goes wrong there leaves the worker alive."""

import multiprocessing
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from api.jobs.errors import OutOfMemory, TookTooLong
from api.jobs.making import MakerDied, make_plan
from api.jobs.news import Better, Made, News, Searched, Step, Task, Tell
from api.jobs.trouble import log_where, where_of
from api.services.announce import Announce, say_nothing
from api.services.plan_day import plan_day
from api.settings import WorkerSettings
from core.clock import utc_now
from core.errors import RoundsmanError
from core.processes import end_with_parent, limit_memory, start_worker, until_nobody_listens
from routing.travel.source import TravelSource

_LOOK_EVERY_S = 0.1
_PATIENCE_S = 1.0
_A_DAY_S = 86_400.0

OpenSources = Callable[[Announce], Mapping[str, TravelSource]]
"""Opens the travel sources of a worker, by name; can be sent to another process."""


@dataclass(frozen=True)
class _Ready:
    """The process can work."""


@dataclass(frozen=True)
class _Stop:
    """The plan shall end with the best so far."""


@dataclass(frozen=True)
class _Failed:
    """The work ended with an error; `where` is told of one that nobody foresaw."""

    error: RoundsmanError
    where: str = ""


class ChildMaker:
    """Keeps one process at hand, with its maps open, and has it make one plan after another."""

    def __init__(self, open_sources: OpenSources, limits: WorkerSettings | None = None) -> None:
        self._open_sources = open_sources
        self._limits = limits or WorkerSettings()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False

    def open(self, announce: Announce = say_nothing) -> None:
        """Start the process and wait until it can work; raise what keeps it from it."""
        self._start()
        self._await_ready(announce)

    def close(self) -> None:
        """End the process."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if process is not None:
            process.kill()
            process.join()
            process.close()
        if pipe is not None:
            pipe.close()

    def make(self, task: Task, tell: Tell) -> Made:
        """Make a plan there, passing on its news; a process that does not end when told to is killed."""
        try:
            pipe = self._at_hand()
            pipe.send(task)
            return self._followed(pipe, tell, _most_seconds(task) + self._limits.overrun_s)
        except (EOFError, OSError) as broken:
            raise self._died() from broken

    def _followed(self, pipe: Connection, tell: Tell, most_s: float) -> Made:
        until: float | None = None
        latest = time.monotonic() + most_s
        while True:
            news = pipe.recv() if pipe.poll(_LOOK_EVERY_S) else None
            if isinstance(news, Made):
                return news
            if isinstance(news, _Failed):
                log_where("a plan failed", news.where)
                raise news.error
            keep_on = self._told(tell, news if isinstance(news, Step | Searched | Better) else None)
            if not keep_on and until is None:
                until = time.monotonic() + _PATIENCE_S
                pipe.send(_Stop())
            if until is not None and time.monotonic() > until:
                raise self._died()
            if time.monotonic() > latest:
                self._died()
                raise TookTooLong(f"The plan was not ready {round(most_s):,} seconds after it was begun.")

    def _told(self, tell: Tell, news: News | None) -> bool:
        """Pass news on; where that fails, the plan is nobody's business any more and its process ends."""
        try:
            return tell(news)
        except BaseException:
            self._died()
            raise

    def _died(self) -> MakerDied:
        """Let another process take the place of one that is gone or must go, unless this was closed."""
        closed = self._process is None
        self.close()
        if not closed:
            self._start()
        return MakerDied("The process that made the plan is gone.")

    def _at_hand(self) -> Connection:
        if self._process is None or not self._process.is_alive():
            self.close()
            self._start()
        return self._await_ready(say_nothing)

    def _start(self) -> None:
        here, there = multiprocessing.Pipe()
        self._process = start_worker(
            "maker", _work, there, self._open_sources, self._limits.memory_mb, keeps_children=True
        )
        there.close()
        self._pipe, self._ready = here, False

    def _await_ready(self, announce: Announce) -> Connection:
        pipe = self._pipe
        if pipe is None:
            raise EOFError
        while not self._ready:
            told = pipe.recv()
            if isinstance(told, Step):
                announce(told.phase)
            elif isinstance(told, _Failed):
                log_where("travel sources cannot be opened", told.where)
                raise told.error
            elif isinstance(told, _Ready):
                self._ready = True
        return pipe


def _most_seconds(task: Task) -> float:
    """Return how long a search may take by its own budget."""
    seconds = task.request.budget.seconds
    return _A_DAY_S if seconds is None else max(0.0, seconds - task.spent_s)


def _work(pipe: Connection, open_sources: OpenSources, memory_mb: int) -> None:
    """Make plans until the other end is closed; runs in the process of its own."""
    end_with_parent()
    limit_memory(memory_mb * 1_000_000)
    with until_nobody_listens():
        _work_on(pipe, open_sources)


def _work_on(pipe: Connection, open_sources: OpenSources) -> None:
    try:
        sources = open_sources(lambda step: pipe.send(Step(phase=step)))
    except Exception as error:
        pipe.send(_failed(error))
        return
    pipe.send(_Ready())
    while True:
        task = pipe.recv()
        # A plan may have ended by itself while it was told to.
        if isinstance(task, Task):
            pipe.send(_made(task, sources, pipe))


def _made(task: Task, sources: Mapping[str, TravelSource], pipe: Connection) -> Made | _Failed:
    told_to_stop = False

    def tell(news: News | None) -> bool:
        nonlocal told_to_stop
        if news is not None:
            pipe.send(news)
        told_to_stop = told_to_stop or (pipe.poll() and isinstance(pipe.recv(), _Stop))
        return not told_to_stop

    try:
        return make_plan(task, sources=sources, plan_day=plan_day, clock=utc_now, tell=tell)
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> _Failed:
    if isinstance(error, RoundsmanError):
        return _Failed(error)
    if isinstance(error, MemoryError):
        return _Failed(OutOfMemory("The process that made the plan had no memory left."))
    return _Failed(RoundsmanError("Planning failed unexpectedly."), where=where_of(error))
