"""Several searches side by side, each in a process of its own; the best plan of all counts."""

import multiprocessing
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from routing.solvers.search import Improvement, SearchTask, run

HEARTBEAT_S = 0.1
GRACE_S = 0.1
"""How long after the deadline a search may still hand in its last plan."""

Report = Callable[[Improvement | None], bool]
"""Is told every improvement of any search, and None as a heartbeat; answers False to stop."""


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
    context = multiprocessing.get_context("spawn")
    children: dict[Connection, BaseProcess] = {}
    for task in tasks:
        here, there = context.Pipe(duplex=False)
        child: BaseProcess = context.Process(target=_child, args=(task, there), daemon=True)
        child.start()
        there.close()
        children[here] = child
    try:
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
                raise RuntimeError(f"a search failed: {message.failure}")
    return sum(counted.values())


def _received(pipe: Connection) -> Improvement | _Finished:
    """Return the next message; a child that died without a word has finished with a failure."""
    try:
        message: Improvement | _Finished = pipe.recv()
    except EOFError:
        return _Finished(-1, 0, "its process died, perhaps for lack of memory")
    return message


def _child(task: SearchTask, pipe: Connection) -> None:
    """Run one search; Ctrl-C is the parent's to handle, and a parent that is gone ends the search."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def report(improvement: Improvement) -> bool:
        try:
            pipe.send(improvement)
        except OSError:
            return False
        return True

    try:
        finished = _Finished(task.number, run(task, report))
    except Exception as problem:
        finished = _Finished(task.number, 0, f"{type(problem).__name__}: {problem}")
    pipe.send(finished)
