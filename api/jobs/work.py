"""The work on one plan, from the line to its end."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from api.jobs.attempt import Attempt, ended_damaged, insisting, see_through
from api.jobs.making import Maker
from api.jobs.news import Better, Made, News, Step, Task
from core.clock import Clock
from data.store.plan_record import PlanFailure, PlanRecord
from data.store.plans import Taken
from data.store.store import Store


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a worker works with.

    closing
        whether the worker is about to stop: a plan then goes back in line with its best so far.
    ended
        is told of every plan that has ended here.
    """

    store: Store
    maker: Maker
    clock: Clock
    closing: Callable[[], bool]
    ended: Callable[[PlanRecord], None]


def work_off(plan_id: str, desk: Desk) -> None:
    """Make a plan; whatever goes wrong ends in its record, never here.

    Raises `HandedBack` where somebody else is to go on, or does already.
    """
    plans = desk.store.plans

    def once() -> bool:
        taken = insisting(desk.closing, lambda: plans.take(plan_id))
        return _Work(desk=desk, taken=taken).carry_out(taken)

    def end_damaged(failure: PlanFailure) -> None:
        plans.end(plan_id, ended=ended_damaged(failure, desk.clock))

    see_through(f"plan {plan_id}", once, end_damaged)


class _Work(Attempt[PlanRecord, News, Made]):
    """The work on a plan by one worker."""

    def __init__(self, *, desk: Desk, taken: Taken) -> None:
        super().__init__(
            sort="plan", record=taken.record, number=taken.attempt, clock=desk.clock, closing=desk.closing
        )
        self._desk, self._taken = desk, taken

    def work(self) -> Made:
        record = self.record
        task = Task(
            request=self._taken.request,
            start=self._desk.store.documents.packed(record.id) if record.has_plan else None,
            spent_s=record.figures.seconds,
            spent_iterations=record.figures.iterations,
        )
        return self._desk.maker.make(task, self.hear)

    def keep(self, news: News) -> None:
        figures = replace(self.record.figures, phase=news.phase) if isinstance(news, Step) else news.figures
        record = replace(self.record, figures=figures)
        if isinstance(news, Better):
            self.record = self._desk.store.documents.tell_with_plan(record, self.number, news.packed)
        else:
            self.record = self.tell(record)

    def wants_end(self) -> bool:
        return self._desk.store.plans.stop_of(self.record.id) == "cancelled"

    def finish(self, result: Made) -> None:
        self.record = replace(self.record, figures=result.figures)
        if self.cancelled:
            self.end("cancelled", result)
        elif result.stopped:
            self.hand_back(result)
        else:
            self.end("done", result)

    def tell(self, record: PlanRecord) -> PlanRecord:
        return self._desk.store.plans.tell(record, self.number)

    def tell_with(self, record: PlanRecord, result: Made) -> PlanRecord:
        documents = self._desk.store.documents
        return documents.tell_with_plan(record, self.number, result.packed, streets=result.streets)

    def keep_end(self, ended: PlanRecord, result: Made | None) -> None:
        self.record = self.tell(ended) if result is None else self.tell_with(ended, result)
        self._desk.ended(ended)
