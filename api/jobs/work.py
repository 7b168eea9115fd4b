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

    def once() -> bool:
        return _worked(desk, insisting(desk.closing, lambda: desk.store.plans.take(plan_id)))

    def end_damaged(failure: PlanFailure) -> None:
        def ended(record: PlanRecord) -> PlanRecord:
            figures = replace(record.figures, phase="ended")
            return replace(record, state="failed", ended=desk.clock(), figures=figures, failure=failure)

        desk.store.plans.end(plan_id, ended=ended)

    see_through(f"plan {plan_id}", once, end_damaged)


def see_through(named: str, once: Callable[[], bool], end_damaged: Callable[[PlanFailure], None]) -> None:
    """Work until there is nothing left to try again; raise `HandedBack` where somebody else has it.

    once
        takes the work and does it; False where it broke off.
    end_damaged
        ends work of which something cannot be read; its record may be what that is.
    """
    try:
        while not once():
            pass
    except TakenOver:
        _LOG.warning("%s: another worker has taken it", named)
        raise HandedBack from None
    except NotFound:
        _LOG.warning("%s is gone", named)
    except StoreDamaged as damaged:
        _LOG.error("%s: %s", named, damaged.message)
        try:
            end_damaged(failure_of(damaged))
        except StoreFailed as failed:
            _LOG.error("%s cannot be ended: %s", named, failed.message)


def failure_of(error: RoundsmanError) -> PlanFailure:
    """Return what the record says of an error."""
    return PlanFailure(code=error.code, message=error.message, action=error.action, faults=error.faults)


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


def insisting(closing: Callable[[], bool], keep: Callable[[], Answer]) -> Answer:
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
            if closing():
                raise HandedBack from failed
            time.sleep(_AGAIN_AFTER_S)


@dataclass(kw_only=True)
class _Work:
    """The work on a plan by one worker.

    outage
        whether the store has failed and not worked since.
    """

    desk: Desk
    record: PlanRecord
    attempt: int
    cancelled: bool = False
    outage: bool = False
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
            if not self.outage:
                _LOG.warning("plan %s: its progress is not kept: %s", self.record.id, failed.message)
            self.outage = True
        else:
            if self.outage and news is not None:
                _LOG.warning("plan %s: its progress is kept again", self.record.id)
                self.outage = False
        return not (self.cancelled or self.desk.closing())

    def end(self, state: PlanState, made: Made | None = None, error: RoundsmanError | None = None) -> None:
        """End the plan, and insist that this is kept: nobody hears of what a power cut would take back."""
        figures = replace(self.record.figures, phase="ended") if made is None else made.figures
        failure = None if error is None else failure_of(error)
        ended = replace(self.record, state=state, ended=self.desk.clock(), figures=figures, failure=failure)
        insisting(self.desk.closing, lambda: self._save(ended, made))
        self.desk.ended(ended)

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
