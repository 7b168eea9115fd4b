"""Times for a route in a given order where windows may be missed: as little as possible, then as short.

First the seconds by which windows are missed, weighed by how long the route lasts, and its length; among
those that are equally good the one whose steps begin earliest, with drives rather before pauses than after.
A small mixed-integer program: with several windows somebody must choose which one to miss.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy.sparse import csr_array

from core.errors import RoundsmanError
from core.window import TimeWindow

Floats = NDArray[np.float64]

PATIENCE_S: Final = 20.0
"""How long the program may take: choosing among several windows can take for ever."""

_INFEASIBLE: Final = 2
"""How scipy says that nothing fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftStep:
    """One step of a route: the start, a stop, a pause or the end.

    windows
        when it should begin; () is any time.
    work
        seconds that it lasts.
    way
        seconds driven since the last step that is no pause, wherever on the way pauses are taken.
    earliest, latest
        when it must begin, whatever is missed elsewhere; None is any time.
    """

    windows: tuple[TimeWindow, ...] = ()
    work: int = 0
    way: int = 0
    pause: bool = False
    earliest: int | None = None
    latest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftTimes:
    """When each step begins, and the seconds driven right before it; of the first step none."""

    starts: tuple[int, ...]
    ways: tuple[int, ...]


def missed(windows: Sequence[TimeWindow], start: int) -> int:
    """Return by how many seconds the nearest window is missed: negative before it, 0 within it."""
    return min((_beside(each, start) for each in windows), key=abs, default=0)


def _beside(window: TimeWindow, start: int) -> int:
    return min(0, start - window.opens) + max(0, start - window.closes)


def soft_times(steps: Sequence[SoftStep]) -> SoftTimes | None:
    """Return times of a route of at least two steps; None where bounds cannot be kept in this order."""
    program = _Program(steps=steps, zero=_zero(steps))
    shortest = _solved(program, program.misses_and_length(), program.rows())
    if shortest is None:
        return None
    missed_s, length = program.missed_of(shortest), program.length_of(shortest)
    rows = [*program.rows(), *program.as_good_as(missed_s, length)]
    # Within rounding the first answer is one of these as well.
    found = _solved(program, program.beginnings(), rows)
    return program.times(shortest if found is None else found)


def _zero(steps: Sequence[SoftStep]) -> int:
    """Return a moment before which no best route begins, so that the program has small numbers.

    Until the first window opens everything can be later, all at once, and nothing is missed by it; only the
    window of the end, which all others come before, says nothing where it opens at 0.
    """
    named: list[int] = [window.opens for step in steps[:-1] for window in step.windows]
    named += [window.opens for window in steps[-1].windows if window.opens > 0]
    named += [bound for step in steps for bound in (step.earliest, step.latest) if bound is not None]
    lasting = sum(step.way + step.work for step in steps)
    return max(0, min(named, default=0) - lasting)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """low <= sum of coefficient times variable <= high."""

    terms: dict[int, float]
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True, kw_only=True)
class _Program:
    """The variables in order: start, drive before and miss of each step; then a choice for each of its
    windows where it has several.
    """

    steps: Sequence[SoftStep]
    zero: int
    choices: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, step in enumerate(self.steps):
            for k in range(len(step.windows) if len(step.windows) > 1 else 0):
                self.choices[number, k] = 3 * len(self.steps) + len(self.choices)

    @property
    def size(self) -> int:
        return 3 * len(self.steps) + len(self.choices)

    def start(self, number: int) -> int:
        return number

    def way(self, number: int) -> int:
        return len(self.steps) + number

    def miss(self, number: int) -> int:
        return 2 * len(self.steps) + number

    def bounds(self) -> "scipy.optimize.Bounds":
        low, high = np.zeros(self.size), np.full(self.size, np.inf)
        high[3 * len(self.steps) :] = 1
        high[self.way(0)] = 0
        for number, step in enumerate(self.steps):
            low[number] = max(0, (step.earliest or 0) - self.zero)
            high[number] = np.inf if step.latest is None else step.latest - self.zero
        return scipy.optimize.Bounds(low, high)

    def rows(self) -> list[_Row]:
        return [*self._order(), *self._ways(), *self._windows()]

    def _order(self) -> Iterator[_Row]:
        for number in range(1, len(self.steps)):
            terms = {self.start(number): 1.0, self.start(number - 1): -1.0, self.way(number): -1.0}
            yield _Row(terms=terms, low=self.steps[number - 1].work)

    def _ways(self) -> Iterator[_Row]:
        """Yield that what is driven before pauses and after them is the whole way."""
        parts: list[int] = []
        for number, step in enumerate(self.steps[1:], start=1):
            parts.append(self.way(number))
            if not step.pause:
                yield _Row(terms=dict.fromkeys(parts, 1.0), low=step.way, high=step.way)
                parts = []

    def _windows(self) -> Iterator[_Row]:
        for number, step in enumerate(self.steps):
            if not step.windows:
                continue
            start, miss = self.start(number), self.miss(number)
            early, late = {start: 1.0, miss: 1.0}, {start: 1.0, miss: -1.0}
            if len(step.windows) == 1:
                yield _Row(terms=early, low=step.windows[0].opens - self.zero)
                yield _Row(terms=late, high=step.windows[0].closes - self.zero)
                continue
            chosen = {self.choices[number, k]: window for k, window in enumerate(step.windows)}
            yield _Row(terms=early | {k: float(self.zero - w.opens) for k, w in chosen.items()}, low=0)
            yield _Row(terms=late | {k: float(self.zero - w.closes) for k, w in chosen.items()}, high=0)
            yield _Row(terms=dict.fromkeys(chosen, 1.0), low=1, high=1)

    def misses_and_length(self) -> Floats:
        found = np.zeros(self.size)
        found[self.miss(0) : self.miss(len(self.steps))] = max(1, sum(s.way + s.work for s in self.steps))
        found[self.start(len(self.steps) - 1)] += 1
        found[self.start(0)] -= 1
        return found

    def beginnings(self) -> Floats:
        found, pauses = np.zeros(self.size), 0
        ways = sum(step.way for step in self.steps)
        found[1 : len(self.steps) - 1] = max(1, ways * sum(step.pause for step in self.steps))
        for number, step in enumerate(self.steps[1:], start=1):
            found[self.way(number)] = pauses
            pauses = pauses + 1 if step.pause else 0
        return found

    def as_good_as(self, missed_s: int, length: int) -> Iterator[_Row]:
        misses = range(self.miss(0), self.miss(len(self.steps)))
        yield _Row(terms=dict.fromkeys(misses, 1.0), high=missed_s)
        yield _Row(terms={self.start(len(self.steps) - 1): 1.0, self.start(0): -1.0}, high=length)

    def missed_of(self, found: Floats) -> int:
        return round(float(found[self.miss(0) : self.miss(len(self.steps))].sum()))

    def length_of(self, found: Floats) -> int:
        return round(float(found[self.start(len(self.steps) - 1)] - found[self.start(0)]))

    def times(self, found: Floats) -> SoftTimes:
        whole = np.rint(found).astype(np.int64).tolist()
        size = len(self.steps)
        return SoftTimes(
            starts=tuple(start + self.zero for start in whole[:size]), ways=tuple(whole[size : 2 * size])
        )


def _solved(program: _Program, prices: Floats, rows: Sequence[_Row]) -> Floats | None:
    """Return the cheapest values, or None where there are none.

    Whole numbers of seconds need not be asked for, only choices: with those made, all rows are differences.
    """
    bounds = program.bounds()
    if (bounds.lb > bounds.ub).any():
        return None
    entries = [(k, name, value) for k, row in enumerate(rows) for name, value in row.terms.items()]
    at, names, values = (np.array(each) for each in zip(*entries, strict=True))
    matrix = csr_array((values, (at, names)), shape=(len(rows), program.size))
    whole = np.zeros(program.size, dtype=np.int64)
    whole[3 * len(program.steps) :] = 1
    found: scipy.optimize.OptimizeResult = scipy.optimize.milp(
        prices,
        integrality=whole,
        bounds=bounds,
        constraints=scipy.optimize.LinearConstraint(
            matrix, [row.low for row in rows], [row.high for row in rows]
        ),
        options={"mip_rel_gap": 0.0, "time_limit": PATIENCE_S},
    )
    if found.x is None and found.status != _INFEASIBLE:
        raise RoundsmanError(f"The times of a route were not found within {PATIENCE_S:g} s.")
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)
