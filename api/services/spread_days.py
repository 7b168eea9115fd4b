"""Days of many runs lived side by side: in processes of this machine, or on a Dask cluster."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from api.services.simulated_day import Run, Setup, live
from core.errors import RoundsmanError, fault, refuse
from core.processes import end_with_parent, starting
from network.simulation.day import Day
from network.simulation.order import State

_AHEAD = 2
"""Runs under way for each process, so that none waits for this one."""

_TOLD_EVERY_S = 0.2


class ProcessEnded(RoundsmanError):
    """A process that lived days ended before its time."""

    action = (
        "Run again with the same --output: days that are done are kept. Fewer --processes need less memory."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a simulation is."""

    days: int
    of: int
    seconds: float


Listener = Callable[[Progress], bool]
"""Is told several times a second; answers False to end with the days so far."""

Keep = Callable[[Run, Day, State], None]
"""Is told of each day as it is done."""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Where days are lived.

    processes
        of this machine; 1 is this process itself.
    dask
        address of a scheduler, in place of processes; "" for none.
    """

    processes: int = 1
    dask: str = ""


def live_days(
    setup: Setup, left: Mapping[Run, tuple[State, int]], spread: Spread, keep: Keep, progress: Listener
) -> bool:
    """Live what is left of each run (its state, and how many days); return whether all was lived.

    The days of a run follow each other; runs are side by side. Each day begins its draws from its own seed,
    so it does not matter where it is lived.
    """
    begun, told = time.monotonic(), 0.0
    waiting = deque((run, state, days) for run, (state, days) in left.items() if days)
    total, done, known = sum(days for _, _, days in waiting), 0, 0
    under_way: dict[Future[tuple[State, Day]], tuple[Run, int]] = {}
    stopped = False
    with _executor(setup, spread) as (submit, room):
        while (waiting and not stopped) or under_way:
            while waiting and not stopped and len(under_way) < room:
                run, state, days = waiting.popleft()
                under_way[submit(run, state)] = run, days
            for future in wait(under_way, timeout=_TOLD_EVERY_S, return_when=FIRST_COMPLETED).done:
                run, days = under_way.pop(future)
                state, day = _result(future)
                keep(run, day, state)
                done += 1
                if days > 1:
                    waiting.appendleft((run, state, days - 1))
            # The first day at once: from then on there is something to keep.
            if time.monotonic() - told >= _TOLD_EVERY_S or (done and not known):
                told, known = time.monotonic(), done
                stopped = not progress(Progress(days=done, of=total, seconds=told - begun)) or stopped
    return done == total


def _result(future: Future[tuple[State, Day]]) -> tuple[State, Day]:
    try:
        return future.result()
    except (BrokenProcessPool, CancelledError):
        raise ProcessEnded("A process that simulated days has ended, perhaps for want of memory.") from None
    except Exception as failed:
        if type(failed).__module__.startswith("distributed"):
            raise ProcessEnded(f"The cluster lost a day: {failed}") from None
        raise


Submit = Callable[[Run, State], "Future[tuple[State, Day]]"]


@contextmanager
def _executor(setup: Setup, spread: Spread) -> Iterator[tuple[Submit, int]]:
    """Yield what lives a day somewhere, and how many days may be under way."""
    if spread.dask:
        with _dask(setup, spread.dask) as found:
            yield found
    elif spread.processes == 1:
        yield lambda run, state: _at_once(setup, run, state), 1
    else:
        pool = ProcessPoolExecutor(
            spread.processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(setup,)
        )
        try:
            with starting():
                for _ in range(spread.processes):
                    pool.submit(_nothing)  # each starts one
            yield lambda run, state: pool.submit(_live_here, run, state), _AHEAD * spread.processes
        finally:
            pool.shutdown(cancel_futures=True)


def _at_once(setup: Setup, run: Run, state: State) -> "Future[tuple[State, Day]]":
    future: Future[tuple[State, Day]] = Future()
    future.set_result(live(setup, run, state))
    return future


_given: list[Setup] = []
"""What this process lives days of; filled where it is one of several."""


def _begin(setup: Setup) -> None:
    end_with_parent()
    _given.append(setup)


def _nothing() -> None:
    """Do nothing."""


def _live_here(run: Run, state: State) -> tuple[State, Day]:
    return live(_given[0], run, state)


@contextmanager
def _dask(setup: Setup, address: str) -> Iterator[tuple[Submit, int]]:
    """Yield what lives a day on the workers of a Dask cluster, which have Roundsman installed."""
    client = _client(address)
    try:
        room = _AHEAD * sum(client.nthreads().values())
        refuse(
            "The cluster has no workers.",
            [] if room else [fault("command", "--dask", address, "a scheduler with workers")],
        )
        everywhere = client.scatter(setup, broadcast=True)
        executor: Executor = client.get_executor(pure=False)
        yield lambda run, state: executor.submit(live, everywhere, run, state), room
    finally:
        client.close()


def _client(address: str) -> Any:
    """Return a client of a scheduler; it is loaded only where it is asked for."""
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        expected = "the extra dask installed: pip install 'roundsman[dask]'"
        refuse("Dask is not installed.", [fault("command", "--dask", address, expected)])
        raise
    try:
        client: Any = Client
        return client(address, timeout=10)
    except (OSError, ValueError) as failed:
        expected = f"the address of a scheduler, such as tcp://host:8786 ({failed})"
        refuse("The cluster does not answer.", [fault("command", "--dask", address, expected)])
        raise
