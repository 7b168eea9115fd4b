"""One attempt at a job, whatever it makes: its news are kept, and it ends in the right state.

A record is queued, then running, then ends as done, failed or cancelled; work whose worker is about to stop
is queued again with its best so far.
"""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Generic, Literal, Protocol, TypeVar

from api.jobs.engine import HandedBack
from api.jobs.errors import GaveUp
from api.jobs.making import MakerDied
from api.jobs.trouble import log_unexpected
from core.clock import Clock
from core.errors import NotFound, RoundsmanError
from data.store.failures import StoreDamaged, StoreFailed
from data.store.operations.record import OperationRecord
from data.store.plan_record import PlanFailure, PlanRecord
from data.store.plan_rows import TakenOver

_LOG = logging.getLogger(__name__)

MOST_TRIES: Final = 5
"""How often work may break off with nothing new kept before it is given up."""

_LOOK_EVERY_S: Final = 0.25
_AGAIN_AFTER_S: Final = 1.0

Record = TypeVar("Record", PlanRecord, OperationRecord)
News = TypeVar("News")
Result = TypeVar("Result")
Answer = TypeVar("Answer")
End = Literal["done", "failed", "cancelled"]


class Taken(Protocol):
    """What a worker has taken to work on: how often before, and whether its caller wants it to end."""

    @property
    def tries(self) -> int:
        """How often it was taken since something new was kept of it, this time included."""
        ...

    @property
    def stop(self) -> str:
        """Empty as long as its caller does not want it to end."""
        ...


@dataclass(kw_only=True)
class Attempt(ABC, Generic[Record, News, Result]):
    """An attempt of one worker at one job.

    sort
        what is made, for messages: "plan" or "operation".
    number
        of the attempt; goes with everything that is written of it.
    closing
        whether the worker is about to stop.
    outage
        whether the store has failed and not worked since.
    """

    sort: str
    record: Record
    number: int
    clock: Clock
    closing: Callable[[], bool]
    cancelled: bool = False
    outage: bool = False
    looked_at: float = field(default=-1.0)

    @abstractmethod
    def work(self) -> Result:
        """Do the work, telling `hear` of its news; raise `MakerDied` where it broke off."""

    @abstractmethod
    def keep(self, news: News) -> None:
        """Keep what is new."""

    @abstractmethod
    def wants_end(self) -> bool:
        """Whether the caller wants the work to end with what it has."""

    @abstractmethod
    def finish(self, result: Result) -> None:
        """End, or hand back, with what the work brought."""

    @abstractmethod
    def tell(self, record: Record) -> Record:
        """Keep the record of work that goes on."""

    @abstractmethod
    def tell_with(self, record: Record, result: Result) -> Record:
        """Keep the record of work that goes on elsewhere, and what can be used there of the best so far."""

    @abstractmethod
    def keep_end(self, ended: Record, result: Result | None) -> None:
        """Keep the record of work that has ended, with what it brought."""

    def carry_out(self, taken: Taken) -> bool:
        """Do the work, unless it is over; return False where it broke off and should be tried again."""
        if self.record.over:
            return True
        if taken.stop:
            self.end("cancelled")
        elif taken.tries > MOST_TRIES:
            self.end("failed", error=GaveUp(f"The work on the {self.sort} broke off {MOST_TRIES} times."))
        else:
            return self._worked()
        return True

    def hear(self, news: News | None) -> bool:
        """Keep what is new; return whether to go on."""
        try:
            if news is not None:
                self.keep(news)
            self._look()
        except StoreDamaged:
            raise
        except StoreFailed as failed:
            # Work goes on although the disk is full: its next news may find room.
            if not self.outage:
                self._warn("its progress is not kept: %s", failed.message)
            self.outage = True
        else:
            if self.outage and news is not None:
                self._warn("its progress is kept again")
                self.outage = False
        return not (self.cancelled or self.closing())

    def end(self, state: End, result: Result | None = None, error: RoundsmanError | None = None) -> None:
        """End, and insist that this is kept: nobody hears of what a power cut would take back."""
        failure = None if error is None else failure_of(error)
        ended = _ended(replace(self.record, state=state, failure=failure), self.clock)
        insisting(self.closing, lambda: self.keep_end(ended, result))

    def stopped_or(self, error: RoundsmanError, result: Result | None = None) -> None:
        """End with an error, unless it came of being told to stop."""
        if self.cancelled:
            self.end("cancelled")
        elif self.closing():
            self.hand_back()
        else:
            self.end("failed", result, error)

    def hand_back(self, result: Result | None = None) -> None:
        """Put the work in line again, with its best so far, for whoever works when this worker is gone."""
        try:
            waiting = _waiting(self.record)
            self.record = self.tell(waiting) if result is None else self.tell_with(waiting, result)
        except StoreFailed as failed:
            self._warn("its best so far was not kept: %s", failed.message)
        raise HandedBack

    def _worked(self) -> bool:
        started = self.record.started or self.clock()
        self.record = self.tell(replace(self.record, state="running", started=started))
        try:
            result = self.work()
        except MakerDied as died:
            return self._broken_off(died)
        except RoundsmanError as error:
            self.stopped_or(error)
        except TakenOver:
            raise
        except Exception as error:
            log_unexpected(f"{self.sort} %s failed", error, self.record.id)
            self.stopped_or(RoundsmanError("The work failed unexpectedly."))
        else:
            self.finish(result)
        return True

    def _broken_off(self, died: MakerDied) -> bool:
        if not (self.cancelled or self.closing()):
            self._warn("%s", died)
            return False
        self.stopped_or(RoundsmanError("The work broke off."))
        return True

    def _look(self) -> None:
        """Look whether the caller wants the work to end."""
        if time.monotonic() >= self.looked_at + _LOOK_EVERY_S:
            self.looked_at = time.monotonic()
            self.cancelled = self.wants_end()

    def _warn(self, text: str, *given: object) -> None:
        _LOG.warning(f"%s %s: {text}", self.sort, self.record.id, *given)


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


def ended_damaged(failure: PlanFailure, clock: Clock) -> Callable[[Record], Record]:
    """Return what ends a record of which something cannot be read."""
    return lambda record: _ended(replace(record, state="failed", failure=failure), clock)


def failure_of(error: RoundsmanError) -> PlanFailure:
    """Return what the record says of an error."""
    return PlanFailure(code=error.code, message=error.message, action=error.action, faults=error.faults)


def _ended(record: Record, clock: Clock) -> Record:
    return replace(record, ended=clock(), figures=replace(record.figures, phase="ended"))


def _waiting(record: Record) -> Record:
    return replace(record, state="queued", figures=replace(record.figures, phase="waiting"))
