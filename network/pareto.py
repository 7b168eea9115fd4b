"""Cost against another goal: designs of which none is cheaper and better at once.

Source: epsilon-constraint method, Haimes, Lasdon & Wismer (1971), doi:10.1109/TSMC.1971.4308298; the knee is
the point farthest from the line between both ends, Das (1999), doi:10.1007/s001580050111.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import Stopped
from network.design.design import Design
from network.design.search.formulation import formulate
from network.design.search.goal import Goal, Start, bounded, goal_of, least
from network.design.search.locate import begin_with
from network.design.study import Study
from network.search import Listener, Search, silent
from network.solve import searched

Floats = NDArray[np.float64]

SLACK = 1e-6
"""Relative room above a limit that is met exactly."""

FIRST_SHARE = 0.2
"""Of the time left goes to the least of the other goal, at most."""

LEAST_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class FrontPoint:
    """A design that costs least while a goal comes to no more than `most`.

    most
        None for the design that costs least of all.
    value
        what the goal comes to.
    knee
        whether giving up a little of either costs most of the other here.
    """

    most: float | None
    value: float
    study: Study
    design: Design
    knee: bool = False


@dataclass(kw_only=True)
class _Runs:
    """Searches that share their time and are ended together."""

    whole: Search[Any]

    def search(self, share: float, start: Start | None) -> Search[Any]:
        """Return a search for a share of the time left, beginning with a known design."""
        whole = self.whole
        found: Search[Any] = Search(
            seconds=max(LEAST_SECONDS, share * whole.left),
            seed=whole.seed,
            threads=whole.threads,
            listener=whole.listener,
        )
        if start is not None:
            found.offer(start.cost, start.values)
        return found

    def run(self, study: Study, share: float, start: Start | None) -> tuple[Design, Start]:
        """Return the best design and what the next search may begin with."""
        search = self.search(share, start)
        design = searched(study, search)
        self.whole.stopped = search.stopped
        if not isinstance(design, Design):
            raise TypeError("a study is answered with a design")
        cost, values = search.found()
        return design, Start(values=values, cost=cost, value=0.0)

    def start_of(self, study: Study, point: FrontPoint) -> Start | None:
        """Return a known design as a search begins with it."""
        search = self.search(FIRST_SHARE, None)
        begin_with(formulate(study), point.design, search)
        if search.objective is None or search.solution is None:
            return None
        return Start(values=search.solution, cost=search.objective, value=point.value)


def front(
    study: Study,
    goal: Goal,
    *,
    points: int,
    seconds: float,
    seed: int = 0,
    threads: int = 1,
    known: Sequence[FrontPoint] = (),
    progress: Listener = silent,
) -> Iterator[FrontPoint]:
    """Yield the cheapest design, then those from the best of the goal on in even steps; each is refereed.

    A design that keeps to a tighter limit keeps to a wider one too: each search begins with the one before.

    points
        how many at most, 2 or more, those among them that others dominate.
    seconds
        for all together; what is interrupted ends with the points so far.
    known
        points that an earlier search of the same yielded, in its order; they are yielded again at once.
    """
    runs = _Runs(whole=Search(seconds=seconds, seed=seed, threads=threads, listener=progress))
    yield from known
    if not known:
        cheapest, _ = runs.run(study, 1 / (points + 1), None)
        known = [FrontPoint(most=None, value=goal_of(study, cheapest, goal), study=study, design=cheapest)]
        yield known[0]
    end = known[0].value
    if runs.whole.left <= 0:
        return
    start = (
        runs.start_of(study, known[-1])
        if len(known) > 1
        else least(study, goal, runs.search(FIRST_SHARE, None))
    )
    tightest = known[1].most if len(known) > 1 else None if start is None else start.value
    if tightest is None or tightest >= end:
        return
    limits = np.linspace(tightest, end, points)[:-1].tolist()
    for k, most in list(enumerate(limits))[len(known) - 1 :]:
        asked = bounded(study, goal, most * (1 + SLACK) + SLACK)
        if runs.whole.left <= 0:
            return
        try:
            design, start = runs.run(asked, 1 / (len(limits) - k), start)
        except Stopped:
            return
        yield FrontPoint(most=most, value=goal_of(study, design, goal), study=asked, design=design)


def undominated(points: Sequence[FrontPoint]) -> tuple[FrontPoint, ...]:
    """Return points that no other is at least as good as in both, the cheapest first, the knee marked."""
    kept: list[FrontPoint] = []
    for each in sorted(points, key=lambda point: (point.design.objective, point.value)):
        if not kept or each.value < kept[-1].value - SLACK * max(1.0, abs(kept[-1].value)):
            kept.append(each)
    if len(kept) < 3:
        return tuple(kept)
    costs, values = _scaled([each.design.objective for each in kept]), _scaled([each.value for each in kept])
    # Both ends lie on the line from (0, 1) to (1, 0); what lies below it is the better the farther it is.
    below = 1 - costs - values
    knee = int(below.argmax())
    return tuple(replace(each, knee=k == knee and below[k] > 0) for k, each in enumerate(kept))


def _scaled(numbers: Sequence[float]) -> Floats:
    least, most = min(numbers), max(numbers)
    return np.array([(each - least) / ((most - least) or 1.0) for each in numbers])
