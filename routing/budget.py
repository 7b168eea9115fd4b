"""When the solver stops, and what it tells on the way."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from core.errors import InvalidInput
from routing.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The solver stops at whichever comes first; at least one must be given.

    seconds
        wall clock from the call to the answer.
    iterations
        plans looked at by each thread; the same number of threads and iterations gives the same plan.
    no_improvement
        plans looked at by each thread since the last better one.
    """

    seconds: float | None = None
    iterations: int | None = None
    no_improvement: int | None = None

    def __post_init__(self) -> None:
        limits = (self.seconds, self.iterations, self.no_improvement)
        if all(limit is None for limit in limits):
            raise InvalidInput("a budget needs seconds, iterations or no_improvement")
        if any(limit is not None and not 0 < limit < 10**9 for limit in limits):
            raise InvalidInput(f"budget {self} has a limit that is not above 0 and below 10^9")


AFTER_SEARCH_S = 0.01
PER_STOP_S = 50e-6
"""Set aside at the end for times and the referee: this, and this for each stop."""

REASONS_SHARE = 0.04
REASONS_S = 1.0
"""Set aside for reasons where stops are left out: this share of the seconds, and no more than this."""

REASONS_WHEN_STOPPED_S = 0.3
"""How long reasons may still take where somebody has said that it is enough."""

GRACE_S = 0.1
"""How long after the last second one more reason may be sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Moments of `time.monotonic` at which work ends; infinitely far where seconds are no limit.

    search
        the search, where it has served every stop; and whatever else changes the plan.
    search_with_unserved
        the search, where stops are left out: trying their places and finding reasons take time as well.
    reasons
        the last reason.
    """

    search: float
    search_with_unserved: float
    reasons: float

    def hurried(self) -> "Deadlines":
        """Return the deadlines of somebody who has just heard that it is enough."""
        now = time.monotonic()
        return Deadlines(
            search=now, search_with_unserved=now, reasons=min(self.reasons, now + REASONS_WHEN_STOPPED_S)
        )

    def may_change(self) -> bool:
        """Whether there is time to change the plan."""
        return time.monotonic() < self.search

    def may_explain(self) -> bool:
        """Whether there is time for one more reason."""
        return time.monotonic() < self.reasons


def deadlines(budget: Budget, stops: int) -> Deadlines:
    """Return the moments at which work on so many stops ends if it begins now."""
    if budget.seconds is None:
        return Deadlines(search=inf, search_with_unserved=inf, reasons=inf)
    now, seconds = time.monotonic(), budget.seconds
    afterwards = min(seconds / 2, AFTER_SEARCH_S + PER_STOP_S * stops)
    reasons = min(REASONS_S, REASONS_SHARE * seconds)
    return Deadlines(
        search=now + seconds - afterwards,
        search_with_unserved=now + seconds - afterwards - reasons,
        reasons=now + seconds + GRACE_S,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the solver is.

    plan
        the best so far, not yet refereed; None until there is one.
    phase
        "first plan", then "improving".
    gap
        percent that the plan costs more than the least that is known to be possible; None where none is.
    """

    seconds: float
    iterations: int
    phase: str
    plan: Plan | None
    gap: float | None = None


Listener = Callable[[Progress], bool]
"""Is told about progress several times a second; answers False to stop and keep the best plan so far."""


KeepOn = Callable[[], bool]
"""Answers whether there is time to go on."""


def always() -> bool:
    """Go on, however long it takes."""
    return True


def silent(_: Progress) -> bool:
    """Listen to nothing and never stop."""
    return True
