"""What passes between whoever keeps a plan and whoever makes it."""

from collections.abc import Callable
from dataclasses import dataclass

from data.formats.plan_json.packed import PackedPlan
from data.store.plan_record import PlanFigures
from data.store.plan_request import PlanRequest


@dataclass(frozen=True, kw_only=True)
class Task:
    """A plan to be made.

    start
        the best plan of earlier attempts, to go on from.
    spent_s, spent_iterations
        what they used of the budget.
    """

    request: PlanRequest
    start: PackedPlan | None = None
    spent_s: float = 0.0
    spent_iterations: int = 0


@dataclass(frozen=True, kw_only=True)
class Step:
    """Which step of the work begins."""

    phase: str


@dataclass(frozen=True, kw_only=True)
class Searched:
    """How far the search is."""

    figures: PlanFigures


@dataclass(frozen=True, kw_only=True)
class Better:
    """A better plan, worth to be kept."""

    figures: PlanFigures
    packed: PackedPlan


@dataclass(frozen=True, kw_only=True)
class Made:
    """The plan at the end of the search.

    streets
        what is drawn behind it, as JSON; None where the travel source has no streets.
    stopped
        whether it was told to end before its budget was used.
    """

    figures: PlanFigures
    packed: PackedPlan
    streets: str | None
    stopped: bool


News = Step | Searched | Better

Tell = Callable[[News | None], bool]
"""Is told what is new, or that nothing is; answers False to end with the best plan so far."""
