"""Processes that work for this one: deaf to Ctrl-C, and gone when this one is, however it ends."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Final

_SET_PARENT_DEATH_SIGNAL: Final = 1
_ONE_AT_A_TIME: Final = threading.Lock()


def start_worker(
    name: str, work: Callable[..., None], *given: Any, keeps_children: bool = False
) -> BaseProcess:
    """Start a process of this program that calls `work` with what is `given`.

    keeps_children
        whether it may start processes itself; such a one must be ended by whoever started it.
    """
    context = multiprocessing.get_context("spawn")
    process: BaseProcess = context.Process(target=work, args=given, name=name, daemon=not keeps_children)
    with starting():
        process.start()
    return process


@contextmanager
def starting() -> Iterator[None]:
    """Let processes that are started meanwhile load in peace: deaf to Ctrl-C and without the script."""
    with _deaf_to_ctrl_c(), _without_script():
        yield


def end_with_parent() -> None:
    """Have this process end as soon as the one that started it does; and leave Ctrl-C to that one.

    The kernel sees to it on Linux, whatever this process does meanwhile; elsewhere a thread watches.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    threading.Thread(target=_watch, args=(parent.sentinel,), name="parent", daemon=True).start()
    # The parent may have died before the kernel was asked.
    if os.getppid() != parent.pid:
        os._exit(1)


@contextmanager
def until_nobody_listens() -> Iterator[None]:
    """End quietly where whoever is at the other end of a pipe is gone.

    A process that ends closes its pipes a moment before the kernel ends those that work for it.
    """
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        yield


def limit_memory(most_bytes: int) -> None:
    """Let this process and its children reserve at most so much memory each; 0 sets no limit.

    Beyond it memory is refused (`MemoryError`), where otherwise the system would kill some process of its
    choice. Does nothing on Windows, which has no such limit.
    """
    if most_bytes and sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


def _watch(parent: Any) -> None:
    wait([parent])
    os._exit(1)


@contextmanager
def _without_script() -> Iterator[None]:
    """Start processes that do not import the script that runs here, as new processes otherwise do.

    Work needs nothing of it; a command line takes seconds to import, and a script that plans at its top
    level would plan again.
    """
    with _ONE_AT_A_TIME:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach while they are loading; the parent hears of it after."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # else it starts with the first process and ends the deafness early
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
