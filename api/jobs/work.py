"""The work on one plan: it is taken, made, its news are kept, and it ends in the right state."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from api.jobs.engine import HandedBack
from api.jobs.errors import GaveUp
from api.jobs.making import Maker, MakerDied
from api.jobs.news import Better, Made, News, Searched, Step, Task
from api.jobs.trouble import log_unexpected
from core.clock import Clock
from core.errors import NotFound, RoundsmanError
from data.store.failures import StoreDamaged, StoreFailed
from data.store.plan_record import PlanFailure, PlanRecord, PlanState
from data.store.plan_rows import TakenOver
from data.store.plans import Taken
from data.store.store import Store

_LOG = logging.getLogger(__name__)

MOST_TRIES = 5
"""How often the work on a plan may break off with nothing new kept before it is given up."""

_LOOK_EVERY_S = 0.25
_AGAIN_AFTER_S = 1.0

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a worker works with.

    closing
        whether the worker is about to stop: a plan then goes back in line with its best so far.
    """

    store: Store
    maker: Maker
    clock: Clock
    closing: Callable[[], bool]


def work_off(plan_id: str, desk: Desk) -> None:
    """Make a plan; whatever goes wrong ends in its record, never here.

    Raises `HandedBack` where somebody else is to go on, or does already.
    """
    try:
        while not _worked(desk, _insisting(desk, lambda: desk.store.plans.take(plan_id))):
            pass
    except TakenOver:
        _LOG.warning("plan %s: another worker has taken it", plan_id)
        raise HandedBack from None
    except NotFound:
        _LOG.warning("plan %s is gone", plan_id)
    except StoreDamaged as damaged:
        _LOG.error("plan %s: %s", plan_id, damaged.message)
        _end_damaged(plan_id, damaged, desk)


def failure_of(error: RoundsmanError) -> PlanFailure:
    """Return what the record says of an error."""
    return PlanFailure(code=error.code, message=error.message, action=error.action, faults=error.faults)


def _end_damaged(plan_id: str, damaged: StoreDamaged, desk: Desk) -> None:
    """Let a plan of which something cannot be read end, unless even its record cannot."""

    def ended(record: PlanRecord) -> PlanRecord:
        figures = replace(record.figures, phase="ended")
        failure = failure_of(damaged)
        return replace(record, state="failed", ended=desk.clock(), figures=figures, failure=failure)

    try:
        desk.store.plans.end(plan_id, ended=ended)
    except StoreFailed as failed:
        _LOG.error("plan %s cannot be ended: %s", plan_id, failed.message)


def _worked(desk: Desk, taken: Taken) -> bool:
    """Work on a plan once; return False where the work broke off and should be tried again."""
    if taken.record.over:
        return True
    work = _Work(desk=desk, record=taken.record, attempt=taken.attempt)
    if taken.stop:
        work.end("cancelled")
    elif taken.tries > MOST_TRIES:
        work.fail(GaveUp(f"The work on the plan broke off {MOST_TRIES} times."))
    else:
        return work.make(taken)
    return True


def _insisting(desk: Desk, keep: Callable[[], Answer]) -> Answer:
    """Return what `keep` returns, once the store works: it goes on by itself when there is room again."""
    told = False
    while True:
        try:
            return keep()
        except StoreDamaged:
            raise
        except StoreFailed as failed:
            if not told:
                _LOG.error("waiting for the store: %s", failed.message)
            told = True
            if desk.closing():
                raise HandedBack from failed
            time.sleep(_AGAIN_AFTER_S)


@dataclass(kw_only=True)
class _Work:
    """The work on a plan by one worker."""

    desk: Desk
    record: PlanRecord
    attempt: int
    cancelled: bool = False
    looked_at: float = field(default=-1.0)

    def make(self, taken: Taken) -> bool:
        """Make the plan; return False where the work broke off."""
        started = self.record.started or self.desk.clock()
        self._tell(replace(self.record, state="running", started=started))
        try:
            made = self.desk.maker.make(self._task(taken), self.hear)
        except MakerDied as died:
            return self._broken_off(died)
        except RoundsmanError as error:
            self._stopped_or(error)
        except Exception as error:
            log_unexpected("plan %s failed", error, self.record.id)
            self._stopped_or(RoundsmanError("Planning failed unexpectedly."))
        else:
            self._finish(made)
        return True

    def hear(self, news: News | None) -> bool:
        """Keep what is new; return whether to go on."""
        try:
            self._keep(news)
            self._look()
        except StoreDamaged:
            raise
        except StoreFailed as failed:
            # A search goes on although the disk is full: the next plan may find room.
            _LOG.warning("plan %s: its progress was not kept: %s", self.record.id, failed.message)
        return not (self.cancelled or self.desk.closing())

    def end(self, state: PlanState, made: Made | None = None, error: RoundsmanError | None = None) -> None:
        """End the plan, and insist that this is kept: nobody hears of what a power cut would take back."""
        figures = replace(self.record.figures, phase="ended") if made is None else made.figures
        failure = None if error is None else failure_of(error)
        ended = replace(self.record, state=state, ended=self.desk.clock(), figures=figures, failure=failure)
        _insisting(self.desk, lambda: self._save(ended, made))

    def fail(self, error: RoundsmanError) -> None:
        """End the plan with an error; the best so far is kept."""
        self.end("failed", error=error)

    def _task(self, taken: Taken) -> Task:
        record = self.record
        return Task(
            request=taken.request,
            start=self.desk.store.documents.packed(record.id) if record.has_plan else None,
            spent_s=record.figures.seconds,
            spent_iterations=record.figures.iterations,
        )

    def _keep(self, news: News | None) -> None:
        if isinstance(news, Step):
            self._tell(replace(self.record, figures=replace(self.record.figures, phase=news.phase)))
        elif isinstance(news, Searched):
            self._tell(replace(self.record, figures=news.figures))
        elif isinstance(news, Better):
            better = replace(self.record, figures=news.figures)
            self.record = self.desk.store.documents.tell_with_plan(better, self.attempt, news.packed)

    def _look(self) -> None:
        """Look whether the caller wants the plan to end."""
        if time.monotonic() >= self.looked_at + _LOOK_EVERY_S:
            self.looked_at = time.monotonic()
            self.cancelled = self.desk.store.plans.stop_of(self.record.id) == "cancelled"

    def _finish(self, made: Made) -> None:
        if self.cancelled:
            self.end("cancelled", made)
        elif made.stopped:
            self._hand_back(made)
        else:
            self.end("done", made)

    def _stopped_or(self, error: RoundsmanError) -> None:
        """End with an error, unless it came of being told to stop."""
        if self.cancelled:
            self.end("cancelled")
        elif self.desk.closing():
            self._hand_back()
        else:
            self.fail(error)

    def _broken_off(self, died: MakerDied) -> bool:
        if not (self.cancelled or self.desk.closing()):
            _LOG.warning("plan %s: %s", self.record.id, died)
            return False
        self._stopped_or(RoundsmanError("The work broke off."))
        return True

    def _hand_back(self, made: Made | None = None) -> None:
        """Put the plan in line again, with its best so far, for whoever works when this worker is gone."""
        figures = self.record.figures if made is None else made.figures
        waiting = replace(self.record, state="queued", figures=replace(figures, phase="waiting"))
        try:
            self._save(waiting, made)
        except StoreFailed as failed:
            _LOG.warning("plan %s: its best so far was not kept: %s", self.record.id, failed.message)
        raise HandedBack

    def _save(self, record: PlanRecord, made: Made | None) -> None:
        if made is None:
            self._tell(record)
        else:
            documents = self.desk.store.documents
            self.record = documents.tell_with_plan(record, self.attempt, made.packed, streets=made.streets)

    def _tell(self, record: PlanRecord) -> None:
        self.record = self.desk.store.plans.tell(record, self.attempt)
