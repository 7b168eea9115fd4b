"""Real servers, each in a process of its own, that can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_PROGRAM = "import sys; sys.argv[0] = 'roundsman'; from api.cli import main; main()"
_ROOT = Path(__file__).parents[2]
_PATIENCE_S = 60.0


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the servers of one trial work: a folder for what they say, a database, and settings."""

    folder: Path
    database: str
    settings: Mapping[str, str]


@dataclass(frozen=True)
class Running:
    """A server that has said where it is."""

    process: "subprocess.Popen[bytes]"
    address: str

    def kill(self) -> None:
        """End it at once, as a power cut would, and wait until it is gone."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(_PATIENCE_S)

    def client(self, timeout_s: float = 30) -> httpx.Client:
        """Return a client of it."""
        return httpx.Client(base_url=self.address, timeout=timeout_s)


@contextmanager
def server(place: Place, *words: str, verb: str = "up") -> Iterator[Running]:
    """Start a server, by `up` with its worker, and hand it out once it answers; what is left ends here."""
    place.folder.mkdir(parents=True, exist_ok=True)
    started = [sys.executable, "-c", _PROGRAM, verb, "--port", "0", "--json", *words]
    with (place.folder / "messages.txt").open("ab") as messages:
        process = subprocess.Popen(  # noqa: S603
            started, stdout=subprocess.PIPE, stderr=messages, env=_environment(place), cwd=place.folder
        )
    with process:
        try:
            yield Running(process, _address(process, place.folder))
        finally:
            process.kill()


def command(place: Place, *words: str, ends: Collection[int] = (0,)) -> str:
    """Return what a command says that works on the database of a place.

    ends
        the exit codes that it may end with.
    """
    place.folder.mkdir(parents=True, exist_ok=True)
    started = [sys.executable, "-c", _PROGRAM, *words]
    done = subprocess.run(  # noqa: S603
        started, capture_output=True, text=True, env=_environment(place), cwd=place.folder, check=False
    )
    if done.returncode not in ends:
        raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr[-2_000:]}")
    return done.stdout


def _environment(place: Place) -> dict[str, str]:
    given = {**os.environ, **place.settings, "ROUNDSMAN_DATABASE_URL": place.database}
    return {**given, "PYTHONPATH": str(_ROOT)}


def _address(process: "subprocess.Popen[bytes]", folder: Path) -> str:
    """Return where a server says that it is."""
    said = b""
    for line in process.stdout or ():
        said += line
        if line == b"}\n":
            return str(json.loads(said)["address"])
    raise RuntimeError(f"The server did not start: see {folder / 'messages.txt'}.")


def below(pid: int) -> set[int]:
    """Return the processes that one has started, at any depth."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout  # noqa: S607
    parents = {int(child): int(parent) for child, parent in map(str.split, listed.splitlines()[1:])}
    found = {pid}
    while fresh := {child for child, parent in parents.items() if parent in found} - found:
        found |= fresh
    return found - {pid}


def orphans(pids: set[int]) -> set[int]:
    """Return those of `pids` that still run."""
    return {pid for pid in pids if _state(pid) not in {"", "Z"}}


def _state(pid: int) -> str:
    try:
        return _told(pid)[0]
    except OSError:
        return ""


def processor_s(pid: int) -> float:
    """Return the seconds of processor time that a process has had, to a hundredth."""
    user, system = _told(pid)[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _told(pid: int) -> list[str]:
    """Return what Linux tells of a process, from its state on: man 5 proc_pid_stat."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()


def seconds_until(met: Callable[[], bool], patience_s: float = _PATIENCE_S) -> float:
    """Return how long it took until something was so; `patience_s` where it never was."""
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < patience_s:
        if met():
            return passed
        time.sleep(0.02)
    return patience_s
