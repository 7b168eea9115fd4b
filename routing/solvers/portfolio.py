"""Several searches side by side, each in a process of its own; the best plan of all counts."""

import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from core.processes import end_with_parent, start_worker
from routing.failure import SearchFailed
from routing.solvers.search import HEARTBEAT_S, Improvement, Report, SearchTask, run

GRACE_S = 0.5
"""How long after the deadline a search may still hand in its last plan."""

BETWEEN_PLANS_S = 0.2
"""A search bound by time hands in no more than its best plan of this time: reading them takes time too."""


@dataclass(frozen=True, slots=True)
class _Finished:
    number: int
    iterations: int
    failure: str = ""


def search_side_by_side(tasks: list[SearchTask], report: Report) -> int:
    """Run `tasks` in parallel until all are done, time is up or `report` answers False.

    returns
        plans looked at, all searches together.
    """
    children: dict[Connection, BaseProcess] = {}
    try:
        for task in tasks:
            here, there = multiprocessing.Pipe(duplex=False)
            child = start_worker("search", _child, task, there)
            there.close()
            children[here] = child
        return _listen(children, tasks[0].deadline, report)
    finally:
        for pipe, child in children.items():
            child.kill()
            child.join()
            child.close()
            pipe.close()


def _listen(children: dict[Connection, BaseProcess], deadline: float | None, report: Report) -> int:
    """Pass messages on until every search has finished or it is time to stop."""
    counted: dict[int, int] = {}
    running = set(children)
    keep_on = True
    while running and keep_on and not (deadline and time.monotonic() > deadline + GRACE_S):
        ready = [each for each in wait(list(running), HEARTBEAT_S) if isinstance(each, Connection)]
        if not ready:
            keep_on = report(None)
        for pipe in ready:
            message = _received(pipe)
            counted[message.number] = max(message.iterations, counted.get(message.number, 0))
            if isinstance(message, Improvement):
                keep_on = report(message) and keep_on
                continue
            running.discard(pipe)
            if message.failure:
                raise SearchFailed(f"A search failed: {message.failure}.")
    return sum(counted.values())


def _received(pipe: Connection) -> Improvement | _Finished:
    """Return the next message; a child that died without a word has finished with a failure."""
    try:
        message: Improvement | _Finished = pipe.recv()
    except (EOFError, OSError):
        return _Finished(-1, 0, "its process died, perhaps for lack of memory")
    return message


def _child(task: SearchTask, pipe: Connection) -> None:
    """Run one search; Ctrl-C is the parent's to handle."""
    end_with_parent()
    outbox = _Outbox(pipe=pipe, patient=task.iterations is None and task.no_improvement is None)
    try:
        finished = _Finished(task.number, run(task, outbox))
    except Exception as problem:
        finished = _Finished(task.number, 0, f"{type(problem).__name__}: {problem}")
    outbox.send(finished)


@dataclass(kw_only=True)
class _Outbox:
    """Hands in what a search finds.

    patient
        whether plans that are soon bettered may be skipped; not so where equal budgets must give equal plans.
    """

    pipe: Connection
    patient: bool
    waiting: Improvement | None = None
    sent_at: float = 0.0

    def __call__(self, improvement: Improvement | None) -> bool:
        """Take an improvement or a heartbeat; answer False, which ends the search, if the parent is gone."""
        self.waiting = improvement or self.waiting
        if self.waiting is not None and not (
            self.patient and time.monotonic() - self.sent_at < BETWEEN_PLANS_S
        ):
            return self._hand_in()
        parent = multiprocessing.parent_process()
        return parent is None or parent.is_alive()

    def send(self, finished: _Finished) -> None:
        """Hand in the last plan and say how the search ended."""
        if self._hand_in():
            self.pipe.send(finished)

    def _hand_in(self) -> bool:
        improvement, self.waiting, self.sent_at = self.waiting, None, time.monotonic()
        try:
            if improvement is not None:
                self.pipe.send(improvement)
        except OSError:
            return False
        return True
