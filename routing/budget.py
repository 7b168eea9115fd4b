"""When the solver stops, and what it tells on the way."""

from collections.abc import Callable
from dataclasses import dataclass

from core.errors import InvalidInput
from routing.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The solver stops at whichever comes first; at least one must be given.

    seconds
        wall clock from the call to the answer.
    iterations
        plans looked at by each search; the same number gives the same plan.
    no_improvement
        plans looked at by each search since its last better one.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the solver is.

    plan
        the best so far, not yet refereed; None until there is one.
    phase
        "first plan", then "improving".
    """

    seconds: float
    iterations: int
    phase: str
    plan: Plan | None


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
