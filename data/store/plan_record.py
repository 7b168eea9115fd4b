"""What is remembered of the making of one plan, beside the plan itself."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from core.errors import Fault
from core.units import Cents
from routing.budget import Budget

PlanState = Literal["queued", "running", "done", "failed", "cancelled"]
"""A plan is queued, then running, then ends as done, failed or cancelled."""

ENDED: frozenset[PlanState] = frozenset({"done", "failed", "cancelled"})
"""States that a plan never leaves again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """How far the solver is, or came.

    phase
        "waiting", "travel times", "first plan", "improving", "ways on the map", "ended" and the like.
    cost, routes, unserved
        of the best plan so far: minor units, vehicles that drive, stops left out; None until there is one.
    """

    seconds: float = 0.0
    iterations: int = 0
    phase: str = "waiting"
    cost: Cents | None = None
    routes: int | None = None
    unserved: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFailure:
    """Why there is no finished plan: a code of the error tree, what happened, what to do."""

    code: str
    message: str
    action: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """The making of one plan: what was asked for and how far it is; holds no name and no address.

    day
        the day that is planned.
    travel
        the travel source asked for, by its name on this server.
    key, fingerprint
        SHA-256 of the caller's idempotency key and of what was asked with it; "" without a key.
    has_plan
        whether a plan is stored: the finished one, or the best when the work ended early.
    revises
        the plan that this one was made from, by hand or by searching on; "" for none.
    changes
        how often this record has changed; the number of the last event that told so.
    """

    id: str
    state: PlanState
    created: datetime
    day: date
    stops: int
    vehicles: int
    currency: str
    travel: str
    budget: Budget
    seed: int = 0
    threads: int = 1
    started: datetime | None = None
    ended: datetime | None = None
    figures: PlanFigures = field(default_factory=PlanFigures)
    failure: PlanFailure | None = None
    key: str = ""
    fingerprint: str = ""
    has_plan: bool = False
    revises: str = ""
    changes: int = 0

    @property
    def over(self) -> bool:
        """Whether the plan has ended, one way or another."""
        return self.state in ENDED
