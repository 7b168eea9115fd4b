"""What is remembered of one operation, beside its files."""

from dataclasses import dataclass, field
from datetime import datetime

from data.store.plan_record import ENDED, PlanFailure, PlanState

OperationState = PlanState
"""An operation is queued, then running, then ends as done, failed or cancelled; so is it with plans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationFigures:
    """How far an operation is, or came.

    phase
        "waiting", "reading network", "improving", "ended" and the like.
    objective, bound
        of the best answer so far, and what none can be better than, in the question's own unit; None until
        there is one.
    done, of
        parts that are done (days, designs, rows, cases), and how many there are; None where it has no parts.
    """

    seconds: float = 0.0
    phase: str = "waiting"
    objective: float | None = None
    bound: float | None = None
    done: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRecord:
    """One operation: what it is and how far; holds no name and no address.

    kind
        what is done: "design", "simulate", "import-orders" and the like.
    about
        the id of what it is done on; "" for none.
    revision
        of what it is done on.
    parent, part
        the operation that this one is a part of, and which; "" and 0 for none.
    key, fingerprint
        SHA-256 of the caller's idempotency key and of what was asked with it; "" without a key.
    answer
        the file that holds the answer; "" until there is one, the best so far included.
    changes
        how often this record has changed; the number of the last event that told so.
    """

    id: str
    kind: str
    state: OperationState
    created: datetime
    about: str = ""
    revision: int = 0
    parent: str = ""
    part: int = 0
    started: datetime | None = None
    ended: datetime | None = None
    figures: OperationFigures = field(default_factory=OperationFigures)
    failure: PlanFailure | None = None
    key: str = ""
    fingerprint: str = ""
    answer: str = ""
    changes: int = 0

    @property
    def over(self) -> bool:
        """Whether the operation has ended, one way or another."""
        return self.state in ENDED
