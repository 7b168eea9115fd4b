"""A plan while it is being made: its record, the changes told so far, and the best plan."""

from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any, Literal

from api.jobs.best_so_far import BestSoFar, RememberingSource
from api.jobs.request import PlanRequest
from data.formats.plan_json.document import PlanDocument
from data.plan_store.record import PlanFigures, PlanRecord
from routing.budget import Progress
from routing.plan import Plan
from routing.travel.source import TravelSource

_KEPT_CHANGES = 2_000
_BETWEEN_CHANGES_S = 0.5

Stop = Literal["", "cancelled", "interrupted"]
"""Why a job shall end early: its caller cancelled it, or the server is shutting down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The record after its nth change; changes of one plan count from 1 without gaps."""

    number: int
    record: PlanRecord


class Job:
    """The making of one plan, from the queue to its end; one thread works on it, others watch."""

    def __init__(self, request: PlanRequest, record: PlanRecord, source: TravelSource) -> None:
        self.request = request
        self.stop: Stop = ""
        self.source = RememberingSource(source=source)
        self.plan: Plan | None = None
        self._best = BestSoFar(day=request.day, on=request.on, source=self.source)
        self._record = record
        self._told_s = 0.0
        self._changes: deque[Change] = deque(maxlen=_KEPT_CHANGES)
        self._guard = Lock()
        self.change()

    @property
    def record(self) -> PlanRecord:
        """What is known of the plan now."""
        return self._record

    def change(self, **fields: Any) -> PlanRecord:
        """Change fields of the record and tell whoever watches."""
        with self._guard:
            number = self._record.changes + 1
            self._record = replace(self._record, **fields, changes=number)
            self._changes.append(Change(number=number, record=self._record))
            return self._record

    def changes_after(self, number: int) -> list[Change]:
        """Return the changes after the one of this number; the oldest of very many are forgotten."""
        with self._guard:
            return [change for change in self._changes if change.number > number]

    def step(self, phase: str) -> None:
        """Tell which step of the work begins."""
        self.change(figures=replace(self._record.figures, phase=phase))

    def progress(self, progress: Progress) -> None:
        """Tell how far the search is: at once when its phase changes, else every now and then."""
        self.plan = progress.plan
        same_phase = progress.phase == self._record.figures.phase
        if same_phase and progress.seconds < self._told_s + _BETWEEN_CHANGES_S:
            return
        self._told_s = progress.seconds
        self.change(figures=_figures(progress))

    def best(self, now: datetime) -> PlanDocument | None:
        """Return the best plan so far, if there is one and it keeps every rule."""
        plan = self.plan
        return None if plan is None else self._best.document(plan, now)


def _figures(progress: Progress) -> PlanFigures:
    plan = progress.plan
    return PlanFigures(
        seconds=round(progress.seconds, 3),
        iterations=progress.iterations,
        phase=progress.phase,
        cost=None if plan is None else plan.cost.total,
        routes=None if plan is None else len(plan.routes),
        unserved=None if plan is None else len(plan.unserved),
    )
