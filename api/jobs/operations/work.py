"""The work on one operation, from the line to its end."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from api.jobs.attempt import Attempt, ended_damaged, insisting, see_through
from api.jobs.operations.child import Done, Operator, Task, Told
from api.services.operations.kinds import KINDS
from api.services.operations.study_files import files_of
from core.clock import Clock
from data.store.operations.operations import Enqueue, TakenOperation
from data.store.operations.record import OperationRecord
from data.store.plan_record import PlanFailure
from data.store.store import Store


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
    operations = desk.store.operations

    def once() -> bool:
        taken = insisting(desk.closing, lambda: operations.take(operation_id))
        return _Work(desk=desk, taken=taken).carry_out(taken)

    def end_damaged(failure: PlanFailure) -> None:
        operations.end_damaged(operation_id, ended=ended_damaged(failure, desk.clock))

    see_through(f"operation {operation_id}", once, end_damaged)


class _Work(Attempt[OperationRecord, Told, Done]):
    """The work on an operation by one worker."""

    def __init__(self, *, desk: OperationDesk, taken: TakenOperation) -> None:
        super().__init__(
            sort="operation",
            record=taken.record,
            number=taken.attempt,
            clock=desk.clock,
            closing=desk.closing,
        )
        self._desk, self._taken = desk, taken
        self._operations = desk.store.operations

    def work(self) -> Done:
        return self._desk.operator.do(self._task(), self.hear)

    def keep(self, news: Told) -> None:
        now_best = any(piece.name == self._answer for piece in news.pieces)
        answer = self._answer if now_best else self.record.answer
        record = replace(self.record, figures=news.figures, answer=answer)
        self.record = self._operations.tell(record, self.number, news.pieces)

    def wants_end(self) -> bool:
        return self._operations.stop_of(self.record.id) == "cancelled"

    def finish(self, result: Done) -> None:
        self.record = replace(self.record, figures=result.figures)
        if result.error is not None:
            self.stopped_or(result.error, result)
        elif self.cancelled:
            self.end("cancelled", result)
        elif result.stopped:
            self.hand_back(result)
        else:
            self.end("done", result)

    def tell(self, record: OperationRecord) -> OperationRecord:
        return self._operations.tell(record, self.number)

    def tell_with(self, record: OperationRecord, result: Done) -> OperationRecord:  # noqa: ARG002
        return self.tell(record)  # it keeps on its way what it goes on from

    def keep_end(self, ended: OperationRecord, result: Done | None) -> None:
        found = {} if result is None else result.files
        # Work that did not come to its end leaves the best that it kept on the way.
        files = found if ended.state == "done" else {**self._best_so_far(), **found}
        answered = replace(ended, answer=self._answer if self._answer in files else "")
        self._operations.end(answered, self.number, results=files, enqueue=self._desk.enqueue)

    @property
    def _answer(self) -> str:
        """The file that holds the answer."""
        return KINDS[self.record.kind].answer

    def _best_so_far(self) -> Mapping[str, bytes]:
        kept = self._operations.files(self.record.id, "kept")
        return {self._answer: kept[self._answer]} if self._answer in kept else {}

    def _task(self) -> Task:
        operations, record = self._operations, self.record
        given = dict(operations.files(record.id, "given"))
        if record.about:
            given |= tables_of(self._desk.store, record)
        if record.figures.of is not None and record.kind == "sweep":
            given |= parts_of(self._desk.store, record)
        return Task(
            kind=record.kind,
            tenant=self._desk.store.tenant,
            asked=self._taken.asked,
            given=given,
            kept=operations.files(record.id, "kept"),
            spent_s=record.figures.seconds,
            figures=record.figures,
        )


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
