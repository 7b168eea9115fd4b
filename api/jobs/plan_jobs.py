"""All plans of a database: asked for, looked at, cancelled, handed out.

The five verbs behind which the engine of jobs stands are `submit`, progress (`record`, `changes_after`),
`cancel` and result (`best`, `finished`) here, and recover in `api.jobs.worker`.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from api.jobs.engine import PLANS, JobQueue
from api.jobs.errors import KeyReused, PlanNotReady, QueueFull, ShuttingDown
from api.jobs.store_watch import StoreWatch
from api.jobs.tenant_line import TenantLine
from core.clock import Clock
from core.errors import NotFound, RoundsmanError
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.packed import Packer
from data.store.plan_orders import Carried, keeps
from data.store.plan_record import PlanRecord
from data.store.plan_request import PlanRequest
from data.store.plan_rows import TakenOver
from data.store.plans import Change, TooManyWaiting
from data.store.store import Store


@dataclass
class _State:
    """What all views of the same plans have in common: whether they are open, and about to close."""

    open: bool = False
    closing: bool = False


class PlanJobs:
    """Plans as those who ask for them see them; the work is done by workers, here or elsewhere."""

    def __init__(self, *, store: Store, clock: Clock, new_id: Callable[[], str], queue_size: int) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._queue_size = queue_size
        self._queue = JobQueue(store.database)
        self._watch = StoreWatch(store.check)
        self._state = _State()

    @property
    def closing(self) -> bool:
        """Whether no new plans are taken any more."""
        return self._state.closing

    def on(self, store: Store) -> "PlanJobs":
        """Return the plans on another view of the same store, or of another tenant's."""
        other = copy(self)
        other._store = store
        return other

    @property
    def refusal(self) -> RoundsmanError | None:
        """Why no plans are taken now, by what was last seen of the store; None where they are."""
        if self.closing:
            return ShuttingDown("The server is about to stop.")
        if not self._state.open:
            return ShuttingDown("The server does not work yet.")
        return self._watch.failure

    @property
    def queue(self) -> JobQueue:
        """The lines of jobs, open as long as the plans are."""
        return self._queue

    def open(self) -> None:
        """Open the database and the line of jobs."""
        if not self._state.open:
            self._store.open(self._clock)
            self._queue.open()
            self._watch.open()
            self._state.open = True

    def stop_taking(self) -> None:
        """Take no new plans, and let go of whoever follows one."""
        self._state.closing = True

    def close(self) -> None:
        """Let the database go."""
        self._state.closing = True
        self._watch.close()
        self._queue.close()
        self._store.close()

    def submit(
        self,
        request: PlanRequest,
        *,
        begin: PlanDocument | None = None,
        revises: str = "",
        planned: Sequence[Carried] = (),
    ) -> PlanRecord:
        """Put a request in line and return its record; the same key again returns the same plan.

        begin
            a plan to go on from; it is the best so far until a better one is found.
        revises
            the plan that the new one is made from.
        planned
            the orders that the plan is made for.
        """
        self.refuse_when_closed()
        new = replace(self._new_record(request), revises=revises, has_plan=begin is not None)

        line = TenantLine(self._queue, self._store)

        def enqueue(connection: Any) -> None:
            line.enqueue(connection, new.id, PLANS)
            keeps(planned)(connection, new.id)

        try:
            record = self._store.plans.submit(
                new,
                request,
                most_waiting=self._queue_size,
                enqueue=enqueue,
                begin=None if begin is None else Packer().pack(begin),
            )
        except TooManyWaiting:
            raise QueueFull(
                f"{self._queue_size} plans wait already; more are not taken.", retry_after=self._wait_s()
            ) from None
        line.follow()
        _refuse_other_request(record, new)
        return record

    def keep_edited(self, plan_id: str, document: PlanDocument, *, key: str, fingerprint: str) -> PlanRecord:
        """Keep a plan that a person made from another one, and return its record; it has ended already."""
        self.refuse_when_closed()
        before = self.record(plan_id)
        plan, now = document.plan, self._clock()
        new = replace(
            before,
            id=self._new_id(),
            state="done",
            created=now,
            started=now,
            ended=now,
            figures=replace(
                before.figures,
                phase="ended",
                cost=plan.cost.total,
                routes=len(plan.routes),
                unserved=len(plan.unserved),
            ),
            failure=None,
            key=key,
            fingerprint=fingerprint,
            revises=plan_id,
            changes=0,
        )
        record = self._store.documents.keep(new, document, streets=self._store.documents.streets(plan_id))
        _refuse_other_request(record, new)
        return record

    def record(self, plan_id: str) -> PlanRecord:
        """Return what is known of a plan now."""
        return self._store.plans.record(plan_id)

    def records(self, *, after: tuple[int, str] | None = None, most: int | None = None) -> list[PlanRecord]:
        """Return what is known of plans, newest first, from the one behind `after`."""
        return self._store.plans.records(after=after, most=most)

    def changes_after(self, plan_id: str, number: int) -> list[Change]:
        """Return the changes of a plan after the one of this number; of an ended plan at least the last."""
        return self._store.plans.changes_after(plan_id, number)

    def cancel(self, plan_id: str) -> PlanRecord:
        """Ask a plan to end with what it has; one that has ended stays as it is."""
        while True:
            try:
                return self._store.plans.ask_to_stop(plan_id, ended=self._cancelled)
            except TakenOver:
                # A worker has just taken it: it is told in the next round.
                continue

    def best(self, plan_id: str) -> PlanDocument:
        """Return the best plan so far, or the finished plan."""
        record = self.record(plan_id)
        _refuse_without_plan(record)
        return self._store.documents.plan(plan_id)

    def finished(self, plan_id: str) -> PlanDocument:
        """Return the plan once it has ended, as planned or with the best so far."""
        self.require_ended(plan_id)
        return self._store.documents.plan(plan_id)

    def require_ended(self, plan_id: str) -> None:
        """Refuse a plan that is still being made, or that ended without any."""
        record = self.record(plan_id)
        if not record.over:
            raise PlanNotReady(f"The plan is still {record.state}.")
        _refuse_without_plan(record)

    def _cancelled(self, record: PlanRecord) -> PlanRecord:
        figures = replace(record.figures, phase="ended")
        return replace(record, state="cancelled", ended=self._clock(), figures=figures)

    def refuse_when_closed(self) -> None:
        """Raise `ShuttingDown` where nothing is taken now."""
        if not self._state.open or self.closing:
            raise ShuttingDown("The server takes no new plans now.")

    def _wait_s(self) -> int:
        """Return the seconds until the running plan should end and the first of the line take its place."""
        running = self._store.plans.running()
        if running is None:
            return 1
        return max(1, ceil((running.budget.seconds or 0) - running.figures.seconds))

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


def _refuse_without_plan(record: PlanRecord) -> None:
    if not record.has_plan:
        raise NotFound(
            "This plan ended before there was a first plan." if record.over else "There is no first plan yet."
        )


def _refuse_other_request(record: PlanRecord, new: PlanRecord) -> None:
    if record.fingerprint != new.fingerprint:
        raise KeyReused("This idempotency key was used for another request before.")
