"""Descending from choice to better choice of places, and shaking where none of the neighbours is better.

What a neighbour cannot cost less than is known before it is solved; only the most promising ones are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from network.search import Search

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TRIED = 25
"""Neighbours of one choice that are solved, the most promising first."""

PATIENCE = 10
"""Shakes in a row without a better choice, after which no other is tried."""

WORTHS = (0.0, 0.5, 1.0, 2.0)
"""What the room of a new place may be worth, as multiples of the others' mean; the best bound counts."""

SHAKEN = 2
"""Places that are exchanged at random where no neighbour is better."""

_BETTER = 1 - 1e-9
"""Of the cost of a choice, what a better one costs less than."""


class Costed(Protocol):
    """A choice of places with its least cost."""

    @property
    def cost(self) -> float:
        """What it costs."""
        ...


Choice = TypeVar("Choice", bound=Costed)
Opened = TypeVar("Opened")


@dataclass(frozen=True, kw_only=True)
class Exchanges(Generic[Opened, Choice]):
    """What places there are to exchange.

    solved
        returns the choice of some open places; None where it has none, or none in time.
    neighbours
        yields what is one move away from a choice, each with what it cannot cost less than: some at once, and
        between them the time is looked at.
    shaken
        returns open places with some of a choice exchanged at random.
    phase
        what is told while it goes on.
    """

    solved: Callable[[Opened], Choice | None]
    neighbours: Callable[[Choice], Iterable[list[tuple[float, Opened]]]]
    shaken: Callable[[Choice, np.random.Generator], Opened]
    phase: str

    def run(self, search: Search[Any], opened: Opened, *, seconds: float) -> None:
        """Improve a choice for some seconds: descend, then shake and descend again."""
        until, draw = search.elapsed + seconds, search.rng(2)

        def on() -> bool:
            return search.elapsed < until and search.on(self.phase)

        best = self._descended(opened, on)
        idle = 0
        while best is not None and idle < PATIENCE and on():
            found = self._descended(self.shaken(best, draw), on)
            better = found is not None and found.cost < best.cost * _BETTER
            best, idle = (found, 0) if better else (best, idle + 1)

    def _descended(self, opened: Opened, on: Callable[[], bool]) -> Choice | None:
        """Return the choice that no neighbour tried is better than; None where `opened` has none."""
        choice = self.solved(opened)
        better = choice
        while better is not None:
            choice, better = better, self._better(better, on)
        return choice

    def _better(self, choice: Choice, on: Callable[[], bool]) -> Choice | None:
        """Return the first neighbour that is better, the lowest bound first; None when time is over."""
        moves: list[tuple[float, Opened]] = []
        for some in self.neighbours(choice):
            if not on():
                return None
            moves += some
        moves.sort(key=lambda move: move[0])
        for low, opened in moves[:TRIED]:
            if low >= choice.cost * _BETTER or not on():
                return None
            found = self.solved(opened)
            if found is not None and found.cost < choice.cost * _BETTER:
                return found
        return None


def exchanged(opened: Ints, rooms: Floats, total: float, draw: np.random.Generator) -> Ints:
    """Return some places with two exchanged at random, and others added until there is room for `total`."""
    closed = draw.permutation(np.setdiff1d(np.arange(len(rooms)), opened))
    count = min(SHAKEN, len(opened), len(closed))
    kept = draw.permutation(opened)[count:]
    while count < len(closed) and rooms[np.r_[kept, closed[:count]]].sum() < total:
        count += 1
    return np.sort(np.r_[kept, closed[:count]])
