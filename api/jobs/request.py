"""What somebody asks to be planned."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from api.services.announce import Announce
from core.clock import Clock
from data.formats.plan_json.document import PlanDocument
from routing.budget import Budget, Listener
from routing.day import DayInput
from routing.solve import SolverName
from routing.travel.source import TravelSource


@dataclass(frozen=True, kw_only=True)
class PlanRequest:
    """A day to be planned, and how.

    on
        the day planned for.
    travel
        name of the travel source.
    key, fingerprint
        SHA-256 of the caller's idempotency key and of the request; both "" without a key.
    """

    day: DayInput
    on: date
    budget: Budget
    travel: str
    seed: int = 0
    threads: int = 1
    solver: SolverName = "kernel"
    key: str = ""
    fingerprint: str = ""


class PlanDay(Protocol):
    """The use case `api.services.plan_day.plan_day`, or what a test puts in its place."""

    def __call__(
        self,
        day: DayInput,
        *,
        source: TravelSource,
        budget: Budget,
        clock: Clock,
        on: date | None = None,
        seed: int = 0,
        threads: int = 1,
        solver: SolverName = "kernel",
        progress: Listener = ...,
        announce: Announce = ...,
    ) -> PlanDocument:
        """Plan `day` and draw its routes."""
        ...
