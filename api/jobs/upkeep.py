"""What workers do about everything that is kept, now and then: seal it anew, forget what is over."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from api.jobs.beside import Beside
from api.jobs.every import ForEvery
from core.clock import Clock
from data.store.store import Store

_LOG = logging.getLogger(__name__)
_FIRST_S: Final = 2.0
_EVERY_S: Final = 60.0
_FORGET_EVERY: Final = timedelta(hours=1)


class Upkeep(Beside):
    """Looks after the databases of all tenants again and again.

    Any number of workers may do so: each finds what is left, and what one of them has done is done.

    days
        how many days things are kept, by kind.
    forgotten
        is told kind and number of what was forgotten.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        days: Mapping[str, int],
        forgotten: Callable[[str, int], None] | None = None,
    ) -> None:
        super().__init__("upkeep")
        self._store, self._clock, self._days, self._forgotten = store, clock, days, forgotten
        self._every = ForEvery(store, "looking after what is kept")

    def _run(self) -> None:
        wait_s, last = _FIRST_S, None
        while not self._ended.wait(wait_s):
            wait_s = _EVERY_S
            self._every(self._look)
            now = self._clock()
            # By the clock at the wall, which may jump either way.
            if last is None or abs(now - last) >= _FORGET_EVERY:
                last = now
                self._every(self._forget)

    def _look(self, store: Store) -> None:
        newest = self._store.data_keys.last()
        if store.data_keys.last() != newest:
            store.data_keys.follow(newest, self._clock())
        if store.data_keys.left():
            done = store.data_keys.reseal(self._clock(), goes_on=self._goes_on)
            if done.values:
                _LOG.info("sealed %d values anew, %d of them for the first time", done.values, done.plain)

    def _forget(self, store: Store) -> None:
        now = self._clock()
        store.events.forget_private(now)
        done = store.retention.forget(self._days, now, goes_on=self._goes_on)
        if "events" in done:
            store.deliveries.forget()
        for kind, number in done.items():
            if self._forgotten is not None:
                self._forgotten(kind, number)
            _LOG.info("forgot %d %s that were over", number, kind)

    def _goes_on(self) -> bool:
        # The day's work goes first: a moment for it between any two pieces.
        return not self._ended.wait(0.02)
