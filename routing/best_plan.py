"""The best plan of a search so far, and the listener who is told of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.clock import stopwatch
from routing.assemble import KnownRoutes, Sequences, assemble, known_routes
from routing.budget import Listener, Progress
from routing.cost import rank
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import violations
from routing.together import without_halves


@dataclass(kw_only=True)
class BestPlan:
    """The best plan so far.

    iterations
        plans looked at, as far as is known.
    stopped
        whether the listener has answered that it is enough.
    latest
        the last plan that is no worse than the one to start from. A search tells of plans when there is time,
        and knows costs more finely than in cents: which of equally dear plans it tells of is chance, but for
        the last.
    elapsed
        seconds since the beginning.
    """

    problem: Problem
    listener: Listener
    plan: Plan | None = None
    latest: Plan | None = None
    iterations: int = 0
    stopped: bool = False
    elapsed: Callable[[], float] = field(default_factory=stopwatch)
    _rank: tuple[int, ...] | None = None
    _start: tuple[int, ...] | None = None
    _routes: KnownRoutes = field(default_factory=dict)

    def offer_start(self, sequences: Sequences) -> None:
        """Begin with what is left of an earlier plan if it keeps every rule of this problem."""
        plan = assemble(self.problem, without_halves(self.problem, sequences))
        if not violations(self.problem, plan):
            self.plan, self.latest = plan, plan
            self._rank = self._start = (*rank(self.problem, plan), -1)

    def hear(self, sequences: Sequences | None, *, iterations: int, number: int = 0) -> bool:
        """Take a plan that a search found, if it is better, and tell the listener; return whether to go on.

        sequences
            None where there is nothing new but that the search goes on.
        number
            which of several searches side by side it was; on a tie the smaller one wins.
        """
        self.iterations = max(self.iterations, iterations)
        if sequences is not None:
            self._take(sequences, number)
        told = Progress(
            seconds=self.elapsed(),
            iterations=self.iterations,
            phase="first plan" if self.plan is None else "improving",
            plan=self.plan,
        )
        self.stopped = self.stopped or not self.listener(told)
        return not self.stopped

    def take_latest(self) -> None:
        """Let the last plan count: equal searches end with equal plans however busy the computer is."""
        self.plan = self.latest

    def _take(self, sequences: Sequences, number: int) -> None:
        plan = assemble(self.problem, without_halves(self.problem, sequences), self._routes)
        found = (*rank(self.problem, plan), number)
        if self._start is None or found < self._start:
            self.latest = plan
        if self._rank is None or found < self._rank:
            self.plan, self._rank = plan, found
            self._routes = known_routes(self.problem, plan)
