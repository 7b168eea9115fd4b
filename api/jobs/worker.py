"""A worker: takes plans from the line, makes them, and looks after those whose worker is gone."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from api.jobs.engine import OPERATIONS, PLANS, HandedBack, JobQueue, JobRunner, Line
from api.jobs.every import ForEvery
from api.jobs.liveness import Watch, own_process
from api.jobs.making import Maker
from api.jobs.operations.child import ChildOperator, Operator
from api.jobs.operations.work import OperationDesk, do_operation
from api.jobs.tenant_line import TenantLine, put_what_has_no_job, work_of
from api.jobs.work import Desk, work_off
from api.services.announce import Announce, say_nothing
from api.services.worker_travel import WorkerTravel
from core.clock import Clock
from core.errors import NotFound
from data.store.failures import StoreFailed
from data.store.operations.operations import Enqueue
from data.store.plan_record import PlanRecord
from data.store.store import Store

_LOG = logging.getLogger(__name__)
_BEAT_EVERY_S = 1.0
_PATIENCE_S = 20.0


def _unheard(_: PlanRecord) -> None:
    """Take no note of a plan that has ended."""


class PlanWorker:
    """Makes one plan at a time, and does one operation: each has threads of its own for all cores.

    One a process.
    """

    def __init__(
        self,
        *,
        store: Store,
        maker: Maker,
        operator: Operator | None = None,
        clock: Clock,
        ended: Callable[[PlanRecord], None] = _unheard,
    ) -> None:
        self._store = store
        self._maker = maker
        self._id = str(uuid4())
        self._clock = clock
        self._closing = threading.Event()
        self._idle = {line: threading.Event() for line in (PLANS, OPERATIONS)}
        for idle in self._idle.values():
            idle.set()
        self._watch = Watch()
        self._queue = JobQueue(store.database)
        self._runner = JobRunner(
            store.database, self._id, {PLANS: self._make_plan, OPERATIONS: self._do_operation}
        )
        self._desk = Desk(store=store, maker=maker, clock=clock, closing=self._closing.is_set, ended=ended)
        self._every = ForEvery(store, "looking for work that is not in line")
        self._operations = OperationDesk(
            store=store,
            operator=operator or ChildOperator(WorkerTravel()),
            enqueue=self._enqueue(store),
            clock=clock,
            closing=self._closing.is_set,
        )
        self._beats: threading.Thread | None = None

    @property
    def working(self) -> bool:
        """Whether plans are taken from the line."""
        return self._beats is not None and self._beats.is_alive() and not self._closing.is_set()

    def open(self, announce: Announce = say_nothing) -> None:
        """Open the travel sources, let others know, and start to work; the store must be open."""
        self._maker.open(announce)
        # Whoever looks for lost plans must know of this worker before it takes one.
        self._store.workers.enter(self._id, own_process(), self._clock)
        try:
            self._queue.open()
            self._runner.open()
        except BaseException:
            self._queue.close()
            self._sign_off()
            raise
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
        until = time.monotonic() + _PATIENCE_S
        for line, idle in self._idle.items():
            if not idle.wait(max(0.0, until - time.monotonic())):
                _LOG.warning("%s: work still goes on; it is taken up again without its end", line.name)
        self._beats.join()
        self._maker.close()
        self._runner.close()
        self._queue.close()
        self._sign_off()

    def _sign_off(self) -> None:
        try:
            self._store.workers.leave(self._id)
        except StoreFailed as failed:
            _LOG.warning("the worker could not sign off: %s", failed.message)

    def _make_plan(self, job: str) -> None:
        def work(store: Store, plan_id: str) -> None:
            work_off(plan_id, replace(self._desk, store=store))

        self._work(PLANS, job, work)

    def _do_operation(self, job: str) -> None:
        def work(store: Store, operation_id: str) -> None:
            desk = replace(self._operations, store=store, enqueue=self._enqueue(store))
            do_operation(operation_id, desk)

        self._work(OPERATIONS, job, work)

    def _work(self, line: Line, job: str, work: Callable[[Store, str], None]) -> None:
        # Busy first: whoever closes then either waits for this work or keeps it from being begun.
        self._idle[line].clear()
        tenant, work_id = work_of(job)
        try:
            if self._closing.is_set():
                raise HandedBack
            store = self._store.of(tenant)
        except (NotFound, StoreFailed) as failed:
            # Its job ends here: it is in line again as soon as the tenant is open and its database works.
            _LOG.warning("work of tenant %s waits: %s", tenant, failed.message)
        else:
            work(store, work_id)
        finally:
            self._idle[line].set()

    def _enqueue(self, store: Store) -> Enqueue:
        """Return what puts an operation in line; where its job cannot be kept with it, a look finds it."""
        line = TenantLine(self._queue, store)
        return lambda connection, operation_id: line.enqueue(connection, operation_id, OPERATIONS)

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
                if troubled:
                    _LOG.warning("the store works again; the worker goes on")
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
        for tenant in self._every.names()[1:]:
            with self._every.one(tenant):
                put_what_has_no_job(self._queue, self._store.of(tenant))
