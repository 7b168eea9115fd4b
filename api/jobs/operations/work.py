"""The work on one operation: it is taken, done, its news are kept, and it ends in the right state."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from api.jobs.engine import HandedBack
from api.jobs.errors import GaveUp
from api.jobs.making import MakerDied
from api.jobs.operations.child import Done, Operator, Task, Told
from api.jobs.trouble import log_unexpected
from api.jobs.work import MOST_TRIES, failure_of, insisting, see_through
from api.services.operations.kinds import KINDS
from api.services.operations.study_files import files_of
from core.clock import Clock
from core.errors import RoundsmanError
from data.store.failures import StoreDamaged, StoreFailed
from data.store.operations.operations import Enqueue, TakenOperation
from data.store.operations.record import OperationRecord, OperationState
from data.store.plan_record import PlanFailure
from data.store.plan_rows import TakenOver
from data.store.store import Store

_LOG = logging.getLogger(__name__)
_LOOK_EVERY_S = 0.25


@dataclass(frozen=True, kw_only=True)
class OperationDesk:
    """What a worker works with; `closing` says whether it is about to stop."""

    store: Store
    operator: Operator
    enqueue: Enqueue
    clock: Clock
    closing: Callable[[], bool]


def do_operation(operation_id: str, desk: OperationDesk) -> None:
    """Do an operation; whatever goes wrong ends in its record, never here.

    Raises `HandedBack` where somebody else is to go on, or does already.
    """

    def once() -> bool:
        return _worked(desk, insisting(desk.closing, lambda: desk.store.operations.take(operation_id)))

    def end_damaged(failure: PlanFailure) -> None:
        def ended(record: OperationRecord) -> OperationRecord:
            figures = replace(record.figures, phase="ended")
            return replace(record, state="failed", ended=desk.clock(), figures=figures, failure=failure)

        desk.store.operations.end_damaged(operation_id, ended=ended)

    see_through(f"operation {operation_id}", once, end_damaged)


def _worked(desk: OperationDesk, taken: TakenOperation) -> bool:
    """Work on an operation once; return False where the work broke off and should be tried again."""
    if taken.record.over:
        return True
    work = _Work(desk=desk, record=taken.record, attempt=taken.attempt)
    if taken.stop:
        work.end("cancelled", work.best_so_far())
    elif taken.tries > MOST_TRIES:
        work.end("failed", error=GaveUp(f"The work broke off {MOST_TRIES} times."))
    else:
        return work.do(taken)
    return True


@dataclass(kw_only=True)
class _Work:
    """The work on an operation by one worker."""

    desk: OperationDesk
    record: OperationRecord
    attempt: int
    cancelled: bool = False
    outage: bool = False
    looked_at: float = field(default=-1.0)

    @property
    def _operations(self) -> Any:
        return self.desk.store.operations

    def do(self, taken: TakenOperation) -> bool:
        """Do the work; return False where it broke off."""
        started = self.record.started or self.desk.clock()
        self.record = self._operations.tell(
            replace(self.record, state="running", started=started), self.attempt
        )
        try:
            done = self.desk.operator.do(self._task(taken), self.hear)
        except MakerDied as died:
            return self._broken_off(died)
        except RoundsmanError as error:
            self._stopped_or(error)
        except TakenOver:
            raise
        except Exception as error:
            log_unexpected("operation %s failed", error, self.record.id)
            self._stopped_or(RoundsmanError("The work failed unexpectedly."))
        else:
            self._finish(done)
        return True

    def hear(self, told: Told | None) -> bool:
        """Keep what is new; return whether to go on."""
        try:
            if told is not None:
                self._keep(told)
            self._look()
        except StoreDamaged:
            raise
        except StoreFailed as failed:
            if not self.outage:
                _LOG.warning("operation %s: its progress is not kept: %s", self.record.id, failed.message)
            self.outage = True
        else:
            self.outage = self.outage and told is None
        return not (self.cancelled or self.desk.closing())

    def end(
        self,
        state: OperationState,
        files: Mapping[str, bytes] | None = None,
        error: RoundsmanError | None = None,
    ) -> None:
        """End the operation, and insist that this is kept."""
        results = files or {}
        answer = KINDS[self.record.kind].answer
        ended = replace(
            self.record,
            state=state,
            ended=self.desk.clock(),
            figures=replace(self.record.figures, phase="ended"),
            failure=None if error is None else failure_of(error),
            answer=answer if answer in results else "",
        )
        insisting(
            self.desk.closing,
            lambda: self._operations.end(ended, self.attempt, results=results, enqueue=self.desk.enqueue),
        )

    def best_so_far(self) -> dict[str, bytes]:
        """Return the best answer that was kept on the way, if the work keeps any."""
        answer = KINDS[self.record.kind].answer
        kept = self._operations.files(self.record.id, "kept")
        return {answer: kept[answer]} if answer in kept else {}

    def _task(self, taken: TakenOperation) -> Task:
        operations, record = self._operations, self.record
        given = dict(operations.files(record.id, "given"))
        if record.about:
            given |= tables_of(self.desk.store, record)
        if record.figures.of is not None and record.kind == "sweep":
            given |= parts_of(self.desk.store, record)
        return Task(
            kind=record.kind,
            tenant=self.desk.store.tenant,
            asked=taken.asked,
            given=given,
            kept=operations.files(record.id, "kept"),
            spent_s=record.figures.seconds,
            figures=record.figures,
        )

    def _keep(self, told: Told) -> None:
        answer = KINDS[self.record.kind].answer
        now_best = any(piece.name == answer for piece in told.pieces)
        record = replace(self.record, figures=told.figures, answer=answer if now_best else self.record.answer)
        self.record = self._operations.tell(record, self.attempt, told.pieces)

    def _look(self) -> None:
        if time.monotonic() >= self.looked_at + _LOOK_EVERY_S:
            self.looked_at = time.monotonic()
            self.cancelled = self._operations.stop_of(self.record.id) == "cancelled"

    def _finish(self, done: Done) -> None:
        self.record = replace(self.record, figures=done.figures)
        if done.error is not None:
            self._stopped_or(done.error, done.files)
        elif self.cancelled:
            self.end("cancelled", done.files)
        elif done.stopped:
            self._hand_back()
        else:
            self.end("done", done.files)

    def _stopped_or(self, error: RoundsmanError, files: Mapping[str, bytes] | None = None) -> None:
        """End with an error, unless it came of being told to stop."""
        if self.cancelled:
            self.end("cancelled", self.best_so_far())
        elif self.desk.closing():
            self._hand_back()
        else:
            self.end("failed", {**self.best_so_far(), **(files or {})}, error)

    def _broken_off(self, died: MakerDied) -> bool:
        if not (self.cancelled or self.desk.closing()):
            _LOG.warning("operation %s: %s", self.record.id, died)
            return False
        self._stopped_or(RoundsmanError("The work broke off."))
        return True

    def _hand_back(self) -> None:
        """Put the operation in line again for whoever works when this worker is gone."""
        figures = replace(self.record.figures, phase="waiting")
        try:
            self._operations.tell(replace(self.record, state="queued", figures=figures), self.attempt)
        except StoreFailed as failed:
            _LOG.warning("operation %s: its state was not kept: %s", self.record.id, failed.message)
        raise HandedBack


def tables_of(store: Store, record: OperationRecord) -> dict[str, bytes]:
    """Return the tables of the study that an operation is about, as files."""
    return files_of(store.studies.tables(record.about, record.revision))


def parts_of(store: Store, record: OperationRecord) -> dict[str, bytes]:
    """Return what the parts of an operation have brought, as files by their number."""
    found = {}
    for each, _ in store.operations.parts(record.id):
        answer = store.operations.file(each.id, each.answer) if each.answer else None
        told = {
            "state": each.state,
            "answer": None if answer is None else json.loads(answer),
            "why_not": "" if each.failure is None else each.failure.message,
        }
        found[f"parts/{each.part}.json"] = json.dumps(told).encode()
    return found
