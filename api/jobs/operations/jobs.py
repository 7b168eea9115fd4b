"""All operations of a database: asked for, looked at, cancelled, their files handed out."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from api.jobs.engine import OPERATIONS
from api.jobs.errors import KeyReused, OperationNotReady, QueueFull
from api.jobs.plan_jobs import PlanJobs
from api.jobs.tenant_line import TenantLine
from api.services.operations.kinds import KINDS
from core.clock import Clock
from core.errors import NotFound
from data.store.operations.operations import New, OperationChange
from data.store.operations.record import OperationFigures, OperationRecord
from data.store.plan_rows import TakenOver
from data.store.plans import TooManyWaiting
from data.store.store import Store

_RETRY_AFTER_S = 10


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an operation is asked for.

    about, revision
        the study that it is done on; "" and 0 for none.
    given
        files that belong to the question.
    key, fingerprint
        digests of the caller's idempotency key and of the request; "" without a key.
    """

    kind: str
    asked: Mapping[str, Any]
    about: str = ""
    revision: int = 0
    given: Mapping[str, bytes] = field(default_factory=dict)
    key: str = ""
    fingerprint: str = ""


class OperationJobs:
    """Operations as those who ask for them see them; the work is done by workers, here or elsewhere."""

    def __init__(
        self, *, plans: PlanJobs, store: Store, clock: Clock, new_id: Callable[[], str], queue_size: int
    ) -> None:
        self._plans, self._store, self._clock, self._new_id = plans, store, clock, new_id
        self._queue_size = queue_size

    def on(self, store: Store) -> "OperationJobs":
        """Return the operations on another view of the same store, or of another tenant's."""
        other = copy(self)
        other._store = store
        return other

    @property
    def closing(self) -> bool:
        """Whether the server is about to stop."""
        return self._plans.closing

    def submit(self, asked: Asked, parts: Sequence[Asked] = ()) -> OperationRecord:
        """Put an operation in line and return its record; the same key again returns the same operation.

        parts
            operations that are done first, by any number of workers; it is in line once they have ended.
        """
        self._plans.refuse_when_closed()
        whole = self._new(asked)
        if parts:
            figures = OperationFigures(phase=f"0 of {len(parts)} parts", done=0, of=len(parts))
            whole = replace(whole, record=replace(whole.record, figures=figures))
        own = [self._new(each, parent=whole.record.id, part=k) for k, each in enumerate(parts)]
        line = TenantLine(self._plans.queue, self._store)
        try:
            record = self._store.operations.submit(
                [whole, *own],
                most_waiting=self._queue_size,
                enqueue=lambda connection, job: line.enqueue(connection, job, OPERATIONS),
            )
        except TooManyWaiting:
            told = f"{self._queue_size} operations wait already; more are not taken."
            raise QueueFull(told, retry_after=_RETRY_AFTER_S) from None
        line.follow()
        if record.fingerprint != asked.fingerprint:
            raise KeyReused("This idempotency key was used for another request before.")
        return record

    def record(self, operation_id: str) -> OperationRecord:
        """Return what is known of an operation now."""
        return self._store.operations.record(operation_id)

    def changes_after(self, operation_id: str, number: int) -> list[OperationChange]:
        """Return the changes of an operation after the one of this number."""
        return self._store.operations.changes_after(operation_id, number)

    def cancel(self, operation_id: str) -> OperationRecord:
        """Ask an operation and its parts to end with what they have; one that has ended stays as it is."""
        while True:
            try:
                return self._store.operations.ask_to_stop(operation_id, ended=self._cancelled)
            except TakenOver:
                # A worker has just taken it: it is told in the next round.
                continue

    def answer(self, operation_id: str) -> tuple[str, bytes]:
        """Return the answer of an operation, or the best so far, and the name of its file."""
        record = self.record(operation_id)
        if not record.answer:
            if record.over:
                raise NotFound("This operation ended before there was an answer.")
            raise OperationNotReady("There is no answer yet.")
        return record.answer, self._store.operations.file(operation_id, record.answer)

    def file(self, operation_id: str, name: str) -> bytes:
        """Return a file of an operation that has ended."""
        record = self.record(operation_id)
        if not record.over:
            raise OperationNotReady(f"The operation is still {record.state}.")
        return self._store.operations.file(operation_id, name)

    def sizes(self, operation_id: str) -> dict[str, int]:
        """Return names and bytes of the files of an operation that has ended."""
        return self._store.operations.sizes(operation_id)

    def _cancelled(self, record: OperationRecord) -> OperationRecord:
        figures = replace(record.figures, phase="ended")
        return replace(record, state="cancelled", ended=self._clock(), figures=figures)

    def _new(self, asked: Asked, *, parent: str = "", part: int = 0) -> New:
        if asked.kind not in KINDS:
            raise ValueError(f"no operation is called {asked.kind}")
        record = OperationRecord(
            id=self._new_id(),
            kind=asked.kind,
            state="queued",
            created=self._clock(),
            about=asked.about,
            revision=asked.revision,
            parent=parent,
            part=part,
            key=asked.key,
            fingerprint=asked.fingerprint,
        )
        return New(record=record, asked=asked.asked, given=asked.given)
