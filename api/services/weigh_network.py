"""Cost weighed against service or CO2, and what moves it: sought, refereed, reported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.services.announce import Announce, say_nothing
from api.services.design_network import study_of
from core.errors import Stopped
from data.formats.design.pareto_report import pareto_report
from data.formats.design.report_files import Report
from data.formats.design.tornado_report import tornado_report
from network.design.design import Design
from network.design.search.formulation import formulate
from network.design.search.goal import Goal
from network.design.search.locate import begin_with
from network.design.study import Study
from network.pareto import FrontPoint, front
from network.search import Listener, Search, silent
from network.solve import searched
from network.tornado import Bar, inputs_of, tornado

BEST_SHARE = 0.2
"""Of the time goes to the best design as it is, at most."""


@dataclass(frozen=True, kw_only=True)
class Effort:
    """What a weighing may take, and who hears of it.

    seconds
        for all searches together.
    """

    seconds: float
    seed: int = 0
    threads: int = 1
    progress: Listener = silent
    announce: Announce = say_nothing


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A tornado so far: the best design as it is, and the bars that are done, in the order of the inputs."""

    best: Design
    bars: Sequence[Bar] = field(default=())


def pareto_of_network(
    source: Path,
    goal: Goal,
    effort: Effort,
    *,
    points: int,
    map_file: Path | None = None,
    cache: Path | None = None,
) -> Report:
    """Report designs of which none is cheaper and better at once; those found where it is interrupted."""
    study = study_of(source, map_file=map_file, cache=cache, announce=effort.announce)
    return pareto_of(study, goal, effort, points=points)


def pareto_of(
    study: Study,
    goal: Goal,
    effort: Effort,
    *,
    points: int,
    known: Sequence[FrontPoint] = (),
    keep: Callable[[Sequence[FrontPoint]], object] = lambda _: None,
) -> Report:
    """Report on a study that was read before.

    known
        designs of an earlier attempt.
    keep
        is told of all designs so far after each new one.
    """
    found: list[FrontPoint] = []
    for each in front(
        study, goal, points=points, seconds=effort.seconds, seed=effort.seed, threads=effort.threads,
        known=known, progress=effort.progress,
    ):  # fmt: skip
        found.append(each)
        if len(found) > len(known):
            keep(found)
        if len(found) < points:
            effort.announce(f"design {len(found) + 1} of {points}")
    return pareto_report(study, goal, found)


def tornado_of_network(
    source: Path, effort: Effort, *, percent: float, map_file: Path | None = None, cache: Path | None = None
) -> Report:
    """Report how far the least cost moves with each input; inputs done so far where it is interrupted."""
    study = study_of(source, map_file=map_file, cache=cache, announce=effort.announce)
    return tornado_of(study, effort, percent=percent)


def tornado_of(
    study: Study,
    effort: Effort,
    *,
    percent: float,
    known: Moved | None = None,
    keep: Callable[[Moved], object] = lambda _: None,
) -> Report:
    """Report on a study that was read before.

    known
        what an earlier attempt has found.
    keep
        is told of everything so far after each bar, and of the best design before the first.
    """
    search: Search[Any] = Search(
        seconds=BEST_SHARE * effort.seconds,
        seed=effort.seed,
        threads=effort.threads,
        listener=effort.progress,
    )
    best = _best(study, search, known, effort)
    moved = known or Moved(best=best)
    if known is None:
        keep(moved)
    inputs = list(inputs_of(study))
    done = list(moved.bars)

    def kept(bar: Bar) -> None:
        done.append(bar)
        keep(Moved(best=best, bars=tuple(done)))

    left = max(1, len(inputs) - len(done))
    bars = tornado(
        study, best, inputs, start=search.solution, percent=percent,
        seconds=max(0.5, (1 - BEST_SHARE) * effort.seconds / (2 * left)),
        seed=effort.seed, threads=effort.threads, known=moved.bars, keep=kept,
        progress=effort.progress, announce=effort.announce,
    )  # fmt: skip
    return tornado_report(study, best, bars, percent=percent)


def _best(study: Study, search: Search[Any], known: Moved | None, effort: Effort) -> Design:
    if known is not None:
        begin_with(formulate(study), known.best, search)
        return known.best
    effort.announce("designing as it is")
    best = searched(study, search)
    if not isinstance(best, Design):
        raise Stopped("The time was over before there was a first design; give more seconds.")
    return best
