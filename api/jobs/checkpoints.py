"""When the best plan so far is worth writing to disk."""

from collections.abc import Callable
from dataclasses import dataclass

from core.clock import stopwatch
from routing.plan import Plan

_SHARE = 20
_LEAST_S = 2.0


@dataclass(kw_only=True)
class Checkpoints:
    """Saves a better plan at once, then again after twenty times as long as saving took.

    So a search loses at most a twentieth of its time, whatever the size of the plan.
    """

    save: Callable[[], None]
    saved: Plan | None = None
    due_s: float = 0.0

    def offer(self, plan: Plan, now_s: float) -> None:
        """Save `plan` if it is another one and enough time has passed since the last."""
        if plan is self.saved or now_s < self.due_s:
            return
        took = stopwatch()
        self.save()
        self.saved = plan
        self.due_s = now_s + max(_LEAST_S, _SHARE * took())
