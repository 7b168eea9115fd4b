"""Plans whose server is killed go on where they were; plans that are cancelled end soon.

One round: a long plan is asked for; once it has its first checkpoint the server is killed. Measured: until
the next server has improved on what was kept (its start included), how many processes were left over, and
until the plan says that it is cancelled.
"""

import time
from typing import Any, Final

import httpx

from benchmarks.soak.bodies import a_day
from benchmarks.soak.programs import Place, below, orphans, seconds_until, server
from benchmarks.soak.tally import Tally

STOPS: Final = 60
RESUMED_WITHIN_S: Final = 15.0
CANCELLED_WITHIN_S: Final = 2.0
_ENDED_WITHIN_S: Final = 5.0


def resume_rounds(place: Place, tally: Tally, rounds: int) -> None:
    """Kill servers with a plan in hand until `tally` has so many rounds."""
    while tally.rounds < rounds:
        path, before, left_over, killed = _killed_at_work(place)
        with server(place) as running, running.client() as client:
            resumed_s, cancelled_s = _gone_on_and_ended(client, path, before, killed)
        faults = [f"{path}: processes left over: {left_over}"] if left_over else []
        if resumed_s > RESUMED_WITHIN_S:
            faults.append(f"{path}: went on after {resumed_s:.1f} s")
        if cancelled_s > CANCELLED_WITHIN_S:
            faults.append(f"{path}: cancelled after {cancelled_s:.1f} s")
        tally.add(
            sums={"left over": left_over},
            measured={"resumed after s": resumed_s, "cancelled after s": cancelled_s},
            faults=faults,
        )


def _gone_on_and_ended(client: httpx.Client, path: str, before: float, killed: float) -> tuple[float, float]:
    """Return the seconds from the kill to the next progress, and from asking it to end to its end."""
    seconds_until(lambda: _searched_s(client, path) > before)
    resumed_s = time.monotonic() - killed
    client.post(f"{path}:cancel")
    return resumed_s, seconds_until(lambda: _told(client, path)["state"] == "cancelled")


def _killed_at_work(place: Place) -> tuple[str, float, int, float]:
    """Return the plan, the seconds it was searched for, the processes left over, and when it was killed."""
    with server(place) as running:
        with running.client() as client:
            asked = client.post("/v1/plans", json=a_day(STOPS, 600))
            path = asked.raise_for_status().headers["Location"]
            seconds_until(lambda: _told(client, path)["links"]["best"] is not None)
            before = _searched_s(client, path)
        started = below(running.process.pid)
        running.kill()
        killed = time.monotonic()
        seconds_until(lambda: not orphans(started), _ENDED_WITHIN_S)
    return path, before, len(orphans(started)), killed


def _told(client: httpx.Client, path: str) -> dict[str, Any]:
    told: dict[str, Any] = client.get(path).raise_for_status().json()
    return told


def _searched_s(client: httpx.Client, path: str) -> float:
    progress = _told(client, path)["progress"]
    return float(progress["seconds"]) if progress else 0.0
