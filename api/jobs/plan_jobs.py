"""All plans of one server: a bounded queue, one worker, and what is known of each plan."""

import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import ceil
from threading import Condition, Thread

from api.jobs.errors import KeyReused, QueueFull, ShuttingDown
from api.jobs.job import Change, Job
from api.jobs.request import PlanDay, PlanRequest
from api.jobs.work import INTERRUPTED, end_early, failure_of, work_off
from core.clock import Clock
from core.errors import NotFound
from data.formats.plan_json.document import PlanDocument
from data.plan_store.record import PlanRecord, newest_first
from data.plan_store.store import PlanStore, PlanStoreFailed
from routing.travel.source import TravelSource

_LOG = logging.getLogger(__name__)
_PATIENCE_S = 20.0


class PlanJobs:
    """Makes one plan at a time, in a thread of its own; the solver below has threads of its own."""

    def __init__(
        self,
        *,
        store: PlanStore,
        sources: Mapping[str, TravelSource],
        plan_day: PlanDay,
        clock: Clock,
        new_id: Callable[[], str],
        queue_size: int,
    ) -> None:
        self._store = store
        self._sources = sources
        self._plan_day = plan_day
        self._clock = clock
        self._new_id = new_id
        self._queue_size = queue_size
        self._queue: deque[Job] = deque()
        self._running: Job | None = None
        self._live: dict[str, Job] = {}
        self._ended: dict[str, PlanRecord] = {}
        self._keys: dict[str, str] = {}
        self._changed = Condition()
        self._worker: Thread | None = None
        self._closing = False

    @property
    def working(self) -> bool:
        """Whether the worker is there and takes new plans."""
        return self._worker is not None and self._worker.is_alive() and not self._closing

    def open(self) -> None:
        """Take the plans of the store, end those left unfinished by an earlier server, start to work."""
        if self._worker is not None:
            return
        self._store.open()
        for record in self._store.records():
            self._ended[record.id] = self._recovered(record)
            if record.key:
                self._keys[record.key] = record.id
        self._worker = Thread(target=self._work, name="plans", daemon=True)
        self._worker.start()

    def close(self) -> None:
        """Stop the search and end every unfinished plan as interrupted, with the best plan so far."""
        with self._changed:
            self._closing = True
            waiting, self._queue = list(self._queue), deque()
            if self._running is not None:
                self._running.stop = self._running.stop or "interrupted"
            self._changed.notify_all()
        for job in waiting:
            job.stop = "interrupted"
            end_early(job, self._store, self._clock, INTERRUPTED)
            self._retire(job)
        if self._worker is not None:
            self._worker.join(_PATIENCE_S)
            if self._worker.is_alive():
                _LOG.warning("a plan is still being made; it will say `interrupted` at the next start")
        self._store.close()

    def submit(self, request: PlanRequest) -> PlanRecord:
        """Put a request in the queue and return its record; the same key again returns the same plan."""
        with self._changed:
            if request.key in self._keys:
                return self._repeated(request)
            self._refuse_if_full()
            job = Job(request, self._new_record(request), self._sources[request.travel])
            self._store.save(job.record)
            self._live[job.record.id] = job
            if request.key:
                self._keys[request.key] = job.record.id
            self._queue.append(job)
            self._changed.notify_all()
            return job.record

    def record(self, plan_id: str) -> PlanRecord:
        """Return what is known of a plan now."""
        job = self._live.get(plan_id)
        record = self._ended.get(plan_id) if job is None else job.record
        if record is None:
            raise NotFound("There is no plan with this id.")
        return record

    def records(self) -> list[PlanRecord]:
        """Return what is known of every plan, newest first."""
        known = {**self._ended, **{plan_id: job.record for plan_id, job in self._live.copy().items()}}
        return sorted(known.values(), key=newest_first)

    def changes_after(self, plan_id: str, number: int) -> list[Change]:
        """Return the changes of a plan after the one of this number; of an ended plan the last is known."""
        job = self._live.get(plan_id)
        if job is not None:
            return job.changes_after(number)
        record = self.record(plan_id)
        return [Change(number=record.changes, record=record)] if record.changes > number else []

    def cancel(self, plan_id: str) -> PlanRecord:
        """Ask a plan to end with what it has; one that has ended stays as it is."""
        with self._changed:
            job = self._live.get(plan_id)
            if job is None:
                return self.record(plan_id)
            job.stop = job.stop or "cancelled"
            waiting = job in self._queue
            if waiting:
                self._queue.remove(job)
        if waiting:
            end_early(job, self._store, self._clock, INTERRUPTED)
            self._retire(job)
        return job.record

    def best(self, plan_id: str) -> PlanDocument:
        """Return the best plan so far, or the finished plan."""
        record, job = self.record(plan_id), self._live.get(plan_id)
        document = None if job is None else job.best(self._clock())
        if document is not None:
            return document
        if record.over and not record.has_plan:
            raise NotFound("This plan ended before there was a first plan.")
        return self._store.plan(plan_id)

    def _work(self) -> None:
        while (job := self._next()) is not None:
            work_off(job, plan_day=self._plan_day, store=self._store, clock=self._clock)
            self._retire(job)

    def _next(self) -> Job | None:
        with self._changed:
            self._running = None
            self._changed.wait_for(lambda: self._queue or self._closing)
            if self._closing:
                return None
            self._running = self._queue.popleft()
            return self._running

    def _retire(self, job: Job) -> None:
        """Move a job that has ended to the records: its day and its search are let go."""
        with self._changed:
            self._ended[job.record.id] = job.record
            del self._live[job.record.id]

    def _repeated(self, request: PlanRequest) -> PlanRecord:
        record = self.record(self._keys[request.key])
        if record.fingerprint != request.fingerprint:
            raise KeyReused("This idempotency key was used for another request before.")
        return record

    def _refuse_if_full(self) -> None:
        if not self.working:
            raise ShuttingDown("The server takes no new plans now.")
        if len(self._queue) >= self._queue_size:
            raise QueueFull(
                f"{len(self._queue)} plans wait already; more are not taken.", retry_after=self._wait_s()
            )

    def _wait_s(self) -> int:
        """Return the seconds until the running plan should end and the first of the queue take its place."""
        if self._running is None:
            return 1
        record = self._running.record
        return max(1, ceil((record.budget.seconds or 0) - record.figures.seconds))

    def _new_record(self, request: PlanRequest) -> PlanRecord:
        return PlanRecord(
            id=self._new_id(),
            state="queued",
            created=self._clock(),
            day=request.on,
            stops=len(request.day.stops),
            vehicles=len(request.day.vehicles),
            currency=request.day.currency,
            travel=request.travel,
            budget=request.budget,
            seed=request.seed,
            threads=request.threads,
            key=request.key,
            fingerprint=request.fingerprint,
        )

    def _recovered(self, record: PlanRecord) -> PlanRecord:
        """Return the record of a plan of an earlier server, ended as interrupted if it was not over."""
        if record.over:
            return record
        ended = replace(
            record,
            state="failed",
            ended=self._clock(),
            failure=failure_of(INTERRUPTED),
            has_plan=self._store.has_plan(record.id),
            # Events are not saved each: the next number must be above any that was told.
            changes=record.changes + 1_000_000,
        )
        try:
            self._store.save(ended)
        except PlanStoreFailed as failed:
            _LOG.warning("plan %s: its end was not saved: %s", record.id, failed.message)
        return ended
