"""Holds and stays in lockers that are over are written off within a second, by servers and workers alike."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from api.jobs.beside import Beside
from api.jobs.every import RESTS, ForEvery
from core.clock import Clock, stopwatch
from data.store.store import Store

_EVERY_S: Final = 0.5
_FORGET_EVERY: Final = timedelta(minutes=1)


class Sweep(Beside):
    """Looks for what is over again and again, by the clock at the wall, for every tenant.

    Any number of processes may sweep: what one has written off, the others find so. Nothing is remembered
    between two looks, so that a clock that jumps and a process that is killed do no harm.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__("sweep")
        self._clock = clock
        self._every = ForEvery(store, "writing off holds and stays in lockers")

    def _run(self) -> None:
        forgotten, pause_s = self._clock(), _EVERY_S
        while not self._ended.wait(pause_s):
            took, now = stopwatch(), self._clock()
            forget = abs(now - forgotten) >= _FORGET_EVERY
            self._every(partial(_write_off, now=now, forget=forget))
            forgotten = now if forget else forgotten
            pause_s = max(_EVERY_S, RESTS * took())


def _write_off(store: Store, *, now: datetime, forget: bool) -> None:
    store.let_go(now)
    store.lockers.sweep(now)
    if forget:
        store.offers.forget(now)
