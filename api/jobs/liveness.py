"""Whether a process lives: at once where it runs on this machine, else by whether it gives signs of life."""

import os
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from api.jobs.errors import WorkersAlive
from data.store.address import Address
from data.store.workers import processes_of

GIVEN_UP_AFTER_S: Final = 8.0
"""How long a worker may give no sign of life, by the watcher's clock: clocks of machines differ, and jump."""


def own_process() -> str:
    """Return what names this process on this machine; elsewhere than on Linux, only the machine's name."""
    if sys.platform != "linux":
        return f"{socket.gethostname()} ? ?"
    return f"{_machine()} {os.getpid()} {_begun(os.getpid())}"


def surely_gone(process: str) -> bool:
    """Whether a process of this machine is gone; False where that cannot be seen from here."""
    machine, pid, begun = process.rsplit(" ", 2)
    if sys.platform != "linux" or machine != _machine():
        return False
    return _begun(int(pid)) != begun


def _machine() -> str:
    """Return what names this run of this machine, and the part of it whose processes are seen from here."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return f"{boot}/{Path('/proc/self/ns/pid').readlink()}"


def _begun(pid: int) -> str:
    """Return when a process began, in the kernel's ticks; "" where there is none, or only its remains."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


@dataclass(kw_only=True)
class Watch:
    """Looks at the workers again and again, and gives up those who give no sign of life.

    seen
        by worker, the last count of beats and when it was first seen, by this process's clock.
    """

    seen: dict[str, tuple[int, float]] = field(default_factory=dict)

    def gone(self, workers: Mapping[str, tuple[str, int]]) -> set[str]:
        """Return the workers that are gone.

        workers
            process and beats of each, by id.
        """
        now = time.monotonic()
        for worker, (_, beats) in workers.items():
            if self.seen.get(worker, (None, 0.0))[0] != beats:
                self.seen[worker] = beats, now
        self.seen = {worker: seen for worker, seen in self.seen.items() if worker in workers}
        return {
            worker
            for worker, (process, _) in workers.items()
            if surely_gone(process) or now - self.seen[worker][1] > GIVEN_UP_AFTER_S
        }

    def forget(self) -> None:
        """Begin anew: after a time in which nobody's signs could be seen."""
        self.seen.clear()


def refuse_workers(address: Address) -> None:
    """Raise `WorkersAlive` while somebody works on a database."""
    alive = [each for each in processes_of(address) if not surely_gone(each)]
    if alive:
        raise WorkersAlive(f"{len(alive)} servers or workers use the database now.")
