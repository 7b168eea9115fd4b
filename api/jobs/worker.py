"""A worker: takes plans from the line, makes them, and looks after those whose worker is gone."""

import logging
import threading
from uuid import uuid4

from api.jobs.engine import HandedBack, JobRunner
from api.jobs.liveness import Watch, own_process
from api.jobs.making import Maker
from api.jobs.work import Desk, work_off
from api.services.announce import Announce, say_nothing
from core.clock import Clock
from data.store.failures import StoreFailed
from data.store.store import Store

_LOG = logging.getLogger(__name__)
_BEAT_EVERY_S = 1.0
_PATIENCE_S = 20.0


class PlanWorker:
    """Makes one plan at a time: the search has threads of its own for all cores. One a process."""

    def __init__(self, *, store: Store, maker: Maker, clock: Clock) -> None:
        self._store = store
        self._maker = maker
        self._id = str(uuid4())
        self._clock = clock
        self._closing = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._watch = Watch()
        self._runner = JobRunner(store.database, self._id, self._work)
        self._desk = Desk(store=store, maker=maker, clock=clock, closing=self._closing.is_set)
        self._beats: threading.Thread | None = None

    @property
    def working(self) -> bool:
        """Whether plans are taken from the line."""
        return self._beats is not None and not self._closing.is_set()

    def open(self, announce: Announce = say_nothing) -> None:
        """Open the travel sources, let others know, and start to work; the store must be open."""
        self._maker.open(announce)
        # Whoever looks for lost plans must know of this worker before it takes one.
        self._store.workers.enter(self._id, own_process(), self._clock)
        self._runner.open()
        self._beats = threading.Thread(target=self._look_after, name="beats", daemon=True)
        self._beats.start()

    def close(self) -> None:
        """Put the plan that is being made in line again, with its best so far, and stop to work."""
        if self._closing.is_set():
            return
        self._closing.set()
        if self._beats is None:
            self._maker.close()
            return
        if not self._idle.wait(_PATIENCE_S):
            _LOG.warning("a plan is still being made; it is taken up again without its last seconds")
        self._beats.join()
        self._maker.close()
        self._runner.close()
        try:
            self._store.workers.leave(self._id)
        except StoreFailed as failed:
            _LOG.warning("the worker could not sign off: %s", failed.message)

    def _work(self, plan_id: str) -> None:
        if self._closing.is_set():
            raise HandedBack
        self._idle.clear()
        try:
            work_off(plan_id, self._desk)
        finally:
            self._idle.set()

    def _look_after(self) -> None:
        """Give signs of life, and put plans in line again whose worker gives none."""
        troubled = False
        while not self._closing.wait(_BEAT_EVERY_S):
            try:
                self._beat()
            except StoreFailed as failed:
                if not troubled:
                    _LOG.error("waiting for the store: %s", failed.message)
                troubled = True
                # Nobody's signs could be seen meanwhile, so nobody's silence counts.
                self._watch.forget()
            except Exception:
                _LOG.exception("looking after other workers failed")
            else:
                troubled = False

    def _beat(self) -> None:
        if not self._store.workers.beat(self._id):
            self._store.workers.enter(self._id, own_process(), self._clock)
        workers = self._store.workers.all()
        gone = self._watch.gone(workers) - {self._id}
        for each in gone:
            _LOG.warning("worker %s is gone", each)
            self._store.workers.leave(each)
        self._runner.recover(set(workers) - gone)
