"""When the best plan so far is worth keeping."""

from collections.abc import Callable
from dataclasses import dataclass

from core.clock import stopwatch
from routing.plan import Plan

_SHARE = 20
_LEAST_S = 2.0


@dataclass(kw_only=True)
class Checkpoints:
    """Has a better plan kept at once, then again after twenty times as long as keeping it took.

    So a search loses at most a twentieth of its time, whatever the size of the plan.
    """

    kept: Plan | None = None
    due_s: float = 0.0

    def due(self, plan: Plan, now_s: float) -> bool:
        """Whether `plan` is another one and enough time has passed since the last."""
        return plan is not self.kept and now_s >= self.due_s

    def keep(self, plan: Plan, now_s: float, save: Callable[[], None]) -> None:
        """Have `plan` kept by `save`, and take note of how long it takes."""
        took = stopwatch()
        save()
        self.kept = plan
        self.due_s = now_s + max(_LEAST_S, _SHARE * took())
