"""One search for a design: how long it may take, the best so far, the bound, and who listens."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np

from core.errors import InvalidInput, Stopped, fault

WHOLE_TOLERANCE = 1e-6
"""How far a bound on a whole objective may lie above a whole number and still not be rounded up past it."""

CLOSED = 1e-9
"""Relative distance of objective and bound below which the objective is proven."""

CONTRADICTED = 1e-5
"""Relative distance by which a bound beyond a known design is no rounding of a solver but wrong."""

Solution = TypeVar("Solution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a search is.

    objective
        of the best so far, in the unit of the problem; None until there is one.
    bound
        what no design can be better than; None until one is known.
    gap
        percent between the two; None where one is missing.
    """

    seconds: float
    phase: str
    objective: float | None
    bound: float | None

    @property
    def gap(self) -> float | None:
        """How far the best may be from the best possible, in percent of the best."""
        if self.objective is None or self.bound is None:
            return None
        return gap_percent(self.objective, self.bound)


Listener = Callable[[Progress], bool]
"""Is told about progress several times a second; answers False to stop and keep the best so far."""


def silent(_: Progress) -> bool:
    """Listen to nothing and never stop."""
    return True


def gap_percent(objective: float, bound: float) -> float:
    """Return how far an objective may be from the best possible, in percent of the objective; 0 is proven."""
    apart = abs(objective - bound)
    if apart <= CLOSED * max(1.0, abs(objective)):
        return 0.0
    return 100 * apart / max(abs(objective), 1e-12) if math.isfinite(bound) else math.inf


@dataclass(kw_only=True)
class Search(Generic[Solution]):
    """The best design so far and what limits the search for it; safe to share between threads.

    seconds
        wall clock from the making of this object.
    whole
        whether every objective is a whole number, so that a bound may be rounded up.
    sense
        1 where less is better, -1 where more is.
    """

    seconds: float
    seed: int = 0
    threads: int = 1
    listener: Listener = silent
    whole: bool = False
    sense: int = 1
    phase: str = "first design"
    objective: float | None = None
    solution: Solution | None = None
    bound: float | None = None
    stopped: bool = False
    began: float = field(default_factory=time.monotonic)
    _told: float = 0.0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        if not 0 < self.seconds < 10**9:
            wrong = fault("search", "seconds", self.seconds, "seconds, more than 0 and below 10^9")
            raise InvalidInput("No search can end so.", faults=[wrong])

    @property
    def elapsed(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds until the search must end; 0 once it is stopped."""
        return 0.0 if self.stopped else max(0.0, self.seconds - self.elapsed)

    @property
    def proven(self) -> bool:
        """Whether nothing better than the best so far is possible."""
        if self.objective is None or self.bound is None:
            return False
        short = self.sense * (self.objective - self.bound)
        return short <= CLOSED * max(1.0, abs(self.objective))

    @property
    def known(self) -> float:
        """The best objective so far; until there is one infinite, minus infinite where more is better."""
        return self.sense * math.inf if self.objective is None else self.objective

    @property
    def cutoff(self) -> float:
        """What an objective must be below to be an improvement (above, where more is better)."""
        if self.objective is None:
            return self.sense * math.inf
        step = 1 - WHOLE_TOLERANCE if self.whole else CLOSED * max(1.0, abs(self.objective))
        return self.objective - self.sense * step

    def rng(self, number: int = 0) -> np.random.Generator:
        """Return a source of chance; each number has its own."""
        return np.random.default_rng([self.seed, number])

    def offer(self, objective: float, solution: Solution) -> bool:
        """Take a design if it is better than the best so far, and say whether it was."""
        with self._lock:
            if self.objective is not None and self.sense * (self.objective - objective) <= 0:
                return False
            self.objective, self.solution = float(objective), solution
            return True

    def prove(self, bound: float) -> None:
        """Take a bound if it is tighter than the one known; never beyond the best so far.

        A bound that a known design contradicts is no bound, and nothing is proven by it: a solver
        that simplifies a program wrongly cuts good designs off (decision 19).
        """
        if not math.isfinite(bound):
            return
        with self._lock:
            if self._contradicted(bound):
                return
            if self.whole:
                bound = self.sense * math.ceil(self.sense * bound - WHOLE_TOLERANCE)
            if self.objective is not None and self.sense * (bound - self.objective) > 0:
                bound = self.objective
            if self.bound is None or self.sense * (bound - self.bound) > 0:
                self.bound = float(bound)

    def _contradicted(self, bound: float) -> bool:
        if self.objective is None:
            return False
        return self.sense * (bound - self.objective) > CONTRADICTED * max(1.0, abs(self.objective))

    def on(self, phase: str | None = None) -> bool:
        """Tell the listener where its turn has come, and return whether to go on."""
        self.phase = phase or self.phase
        now = time.monotonic()
        if now - self._told > 0.2:
            self._told = now
            self.tell()
        return not self.stopped and not self.proven and self.elapsed < self.seconds

    def tell(self) -> None:
        """Tell the listener how far the search is."""
        told = Progress(seconds=self.elapsed, phase=self.phase, objective=self.objective, bound=self.bound)
        self.stopped = not self.listener(told) or self.stopped

    def found(self) -> tuple[float, Solution]:
        """Return the best objective and its design; refuse where there was no time to find one."""
        if self.objective is None or self.solution is None:
            raise Stopped("The time was over before there was a first design; give more seconds.")
        return self.objective, self.solution
