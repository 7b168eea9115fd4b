"""What moves the answer: each input a little lower and higher, sought anew and with the sites kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidInput, Stopped
from network.design.design import Design
from network.design.scenario import Change, ChangeKind, applied
from network.design.search.formulation import formulate
from network.design.search.locate import design_study
from network.design.study import Study
from network.search import Listener, Search, silent
from network.solve import judged
from network.solvers.program import Program

Floats = NDArray[np.float64]

ROUNDING = 1e-6
"""By how much, relatively, a row may be missed."""

KEPT_SHARE = 0.25
"""Of the time of one end goes to the design with the sites kept, at most."""


@dataclass(frozen=True, kw_only=True)
class Input:
    """Something that could be otherwise, and the change that says so."""

    name: str
    kind: ChangeKind
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class End:
    """An input at one value.

    design, kept
        the best design then; the best with the sites and sizes of today's best. None where there is none.
    opened, closed
        sites that the best design then has and today's best has not, and the other way round.
    why_not
        why there is no best design.
    late
        whether only time was too short for one: there may be one all the same.
    """

    percent: float
    design: Design | None
    kept: Design | None
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    why_not: str = ""
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Bar:
    """An input at its lower and its higher value."""

    input: Input
    low: End
    high: End

    @property
    def span(self) -> float:
        """How far the least cost is apart at both ends; without end where one of them has no design."""
        low, high = self.low.design, self.high.design
        return float("inf") if low is None or high is None else abs(high.objective - low.objective)


def inputs_of(study: Study) -> Iterator[Input]:
    """Yield what can be moved: demand, rates and costs, and those of each product and mode of several."""
    products, modes = [each.id for each in study.products], sorted({each.mode for each in study.lanes})
    wanted = {product for _, product, _ in study.wanted}
    yield Input(name="demand", kind="demand-percent")
    several = [each for each in products if each in wanted]
    if len(several) > 1:
        yield from (Input(name=f"demand of {each}", kind="demand-percent", target=each) for each in several)
    yield Input(name="rates of transport", kind="transport-percent")
    if len(modes) > 1:
        yield from (
            Input(name=f"rates of {each or 'unnamed mode'}", kind="transport-percent", target=each)
            for each in modes
            if each
        )
    sizes = [size for site in study.sites for size in site.sizes]
    if any(each.fixed_cents for each in sizes):
        yield Input(name="fixed costs", kind="fixed-percent")
    if any(each.opening_cents for each in sizes):
        yield Input(name="costs of opening", kind="opening-percent")
    if any(step.cents_per_load for site in study.sites for step in site.steps):
        yield Input(name="costs of throughput", kind="throughput-percent")
    if any(each.cents_per_unit for each in study.makings):
        yield Input(name="costs of making", kind="making-percent")
    if study.stock:
        yield from _inputs_of_stock(study)


def _inputs_of_stock(study: Study) -> Iterator[Input]:
    if any(each.cents_a_day for each in study.stock):
        yield Input(name="costs of holding stock", kind="holding-percent")
    if any(each.sd_share for each in study.demands):
        yield Input(name="variability of demand", kind="variability-percent")
        if any(each.lead_days for each in study.lanes if each.end in study.site_of):
            yield Input(name="lead times", kind="lead-time-percent")


def tornado(
    study: Study,
    best: Design,
    inputs: Sequence[Input],
    *,
    start: Floats | None = None,
    percent: float,
    seconds: float,
    seed: int = 0,
    threads: int = 1,
    known: Sequence[Bar] = (),
    keep: Callable[[Bar], object] = lambda _: None,
    progress: Listener = silent,
    announce: Callable[[str], object] = lambda _: None,
) -> tuple[Bar, ...]:
    """Return a bar for each input, the widest first; fewer where the search was interrupted.

    start
        columns of the best design, with which searches begin where they still keep every limit.
    percent
        by how much each is lower and higher.
    seconds
        for each end of a bar.
    known
        bars of the first inputs, of an earlier attempt.
    keep
        is told of each bar as it is done.
    """
    bars: list[Bar] = list(known)
    stopped = False
    for each in inputs[len(known) :]:
        announce(f"moving {each.name}")
        ends = []
        for value in (100 - percent, 100 + percent):
            search: Search[Any] = Search(seconds=seconds, seed=seed, threads=threads, listener=progress)
            ends.append(_end(study, best, each, value, search, start))
            stopped = stopped or search.stopped
        if stopped:
            break
        bars.append(Bar(input=each, low=ends[0], high=ends[1]))
        keep(bars[-1])
    return tuple(sorted(bars, key=lambda bar: -bar.span))


def _end(
    study: Study, best: Design, moved: Input, value: float, search: Search[Any], start: Floats | None
) -> End:
    change = Change(scenario=moved.name, kind=moved.kind, target=moved.target, value=value)
    try:
        other = applied(study, [change])
    except InvalidInput as refused:
        return End(percent=value, design=None, kept=None, why_not=_why(refused))
    aside: Search[Any] = Search(
        seconds=max(0.5, KEPT_SHARE * search.left), seed=search.seed, threads=search.threads,
        listener=search.listener,
    )  # fmt: skip
    formulation = formulate(other)
    if start is not None and len(start) == len(formulation.program.costs):
        begun = formulation.completed(start)
        if _keeps(formulation.program, begun) and formulation.affordable(begun):
            aside.offer(formulation.cost(begun), begun)
    try:
        kept = judged(other, design_study(other, aside, keeping=best))
        search.offer(*aside.found())
    except (InvalidInput, Stopped):
        kept = None
    search.stopped = aside.stopped
    try:
        design = judged(other, design_study(other, search))
    except (InvalidInput, Stopped) as refused:
        late = isinstance(refused, Stopped)
        return End(percent=value, design=None, kept=kept, why_not=_why(refused), late=late)
    now, then = set(best.open_ids), set(design.open_ids)
    opened, closed = tuple(sorted(then - now)), tuple(sorted(now - then))
    return End(percent=value, design=design, kept=kept, opened=opened, closed=closed)


def _keeps(program: Program, values: Floats) -> bool:
    """Whether columns of another program answer this one as well."""
    sums = program.rows @ values
    near = ROUNDING * np.maximum(1.0, np.abs(sums))
    within = (sums >= program.row_lower - near) & (sums <= program.row_upper + near)
    return bool(within.all() and (values <= program.upper + ROUNDING).all())


def _why(refused: InvalidInput | Stopped) -> str:
    return "; ".join([refused.message, *map(str, refused.faults[:3])])
