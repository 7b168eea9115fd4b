"""What somebody asks to be planned."""

from dataclasses import dataclass
from datetime import date

from routing.budget import Budget
from routing.day import DayInput
from routing.solve import SolverName


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
