"""How often each of many clients did something within a while: counted in memory, each server for itself."""

import time
from math import ceil
from threading import Lock
from typing import NamedTuple


class Hit(NamedTuple):
    """What one more time means.

    within
        whether it is among those that are allowed.
    left
        how many more are allowed until the window ends.
    again_s
        whole seconds until it ends, at least 1.
    """

    within: bool
    left: int
    again_s: int


class Windows:
    """A fixed window for each client, from its first hit on; safe to use from several threads.

    most
        hits that are allowed in a window.
    lasts_s
        how long a window is, in seconds.
    """

    def __init__(self, most: int, lasts_s: float) -> None:
        self._most, self._lasts_s = most, lasts_s
        self._lock = Lock()
        self._ends: dict[str, float] = {}
        self._hits: dict[str, int] = {}
        self._tidied = time.monotonic()

    def hit(self, client: str) -> Hit:
        """Count one more time of a client."""
        now = time.monotonic()
        with self._lock:
            self._tidy(now)
            if self._ends.get(client, 0.0) <= now:
                self._ends[client], self._hits[client] = now + self._lasts_s, 0
            self._hits[client] += 1
            hits, left_s = self._hits[client], self._ends[client] - now
        return Hit(hits <= self._most, max(0, self._most - hits), max(1, ceil(left_s)))

    @property
    def clients(self) -> int:
        """How many clients are remembered."""
        return len(self._ends)

    def forget(self, client: str) -> None:
        """Take back all that was counted of a client."""
        with self._lock:
            self._drop(client)

    def _tidy(self, now: float) -> None:
        """Forget clients whose windows are over, once in a window: memory is that of those who come."""
        if now < self._tidied + self._lasts_s:
            return
        self._tidied = now
        for client in [each for each, ends in self._ends.items() if ends <= now]:
            self._drop(client)

    def _drop(self, client: str) -> None:
        self._ends.pop(client, None)
        self._hits.pop(client, None)
