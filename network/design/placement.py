"""Where a design's stages hold their safety stock: which service time each quotes the next one.

A stage that quotes a service time holds less and lets the next one wait, which then covers that time as well;
one that quotes none covers all until goods come to it. Customers are served at once. Which times cost least
is asked of whoever is handed in (guaranteed service, Graves & Willems (2000), doi:10.1287/msom.2.1.68.23267).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, sqrt

from network.design.costs import costs_of
from network.design.design import Design, Flow, Quote
from network.design.stock import Kept, Stock, design_stock
from network.design.study import Study

MOST_TIME = 400
"""Steps of time from the first stage to the last that service times are told in, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A site that keeps a product, as a placement sees it.

    steps
        of time until goods come to it from the stage before, with those between two replenishments.
    cents_a_day
        of a unit of its stock.
    deviations
        of demand that its safety stock covers.
    serves
        whether customers come to it, who do not wait.
    demand_sd
        standard deviation of its own customers' demand in a step of time.
    """

    id: str
    steps: int
    cents_a_day: float
    deviations: float
    serves: bool
    demand_sd: float


Supplies = Sequence[tuple[str, str]]
"""From and to, a tree of stages."""

PlaceStock = Callable[[Sequence[Stage], Supplies], Mapping[str, int]]
"""Tells after how many steps of time each stage sends on what is asked of it."""


def placed(study: Study, design: Design, place: PlaceStock) -> Design:
    """Return a design with the service times that cost least; the same where none cost less than none."""
    best = quoting(study, design, ())
    for tree in _trees(study, best):
        tried = quoting(study, best, (*best.quotes, *_quotes(study, tree, place)))
        if tried.objective < best.objective:
            best = tried
    return best


def quoting(study: Study, design: Design, quotes: tuple[Quote, ...]) -> Design:
    """Return a design whose sites quote these service times, with what it costs then."""
    costs = costs_of(study, design.sites, design.flows, design.made, quotes)
    total = costs.total_cents / 100
    return replace(design, quotes=quotes, costs=costs, objective=total, bound=min(design.bound, total))


@dataclass(frozen=True, kw_only=True)
class _Tree:
    """Stages of a product in a period that hang together, each with the one that sends it most."""

    stocks: Sequence[Stock]
    before: Mapping[Kept, Flow]
    serving: frozenset[Kept]


def _trees(study: Study, design: Design) -> Iterator[_Tree]:
    """Yield stages that supply others; a stage that several supply hangs on the one that sends most."""
    stocks = {each.key: each for each in design_stock(study, design)}
    most: dict[Kept, Flow] = {}
    serving = set()
    for flow in design.flows:
        start, end = (flow.period, flow.start, flow.product), (flow.period, flow.end, flow.product)
        if flow.units > 0 and flow.end in study.customer_of:
            serving.add(start)
        elif flow.units > 0 and start in stocks and end in stocks:
            known = most.get(end)
            most[end] = flow if known is None or flow.units > known.units else known
    members: dict[Kept, list[Stock]] = defaultdict(list)
    for key, stock in stocks.items():
        root = _root(key, most)
        if root is not None:
            members[root].append(stock)
    for found in members.values():
        if len(found) > 1:
            yield _Tree(stocks=found, before=most, serving=frozenset(serving))


def _root(key: Kept, before: Mapping[Kept, Flow]) -> Kept | None:
    """Return the stage that all of it comes from in the end, or None where it comes round in a ring."""
    seen = {key}
    while key in before:
        flow = before[key]
        key = (flow.period, flow.start, flow.product)
        if key in seen:
            return None
        seen.add(key)
    return key


def _quotes(study: Study, tree: _Tree, place: PlaceStock) -> list[Quote]:
    """Return the service times that a placement tells for a tree; those of 0 are none."""
    step = max(1.0, ceil(sum(each.covered_days for each in tree.stocks) / MOST_TIME))
    stages, supplies = [], []
    inside = {each.site for each in tree.stocks}
    own = _own_variances(tree)
    for each in tree.stocks:
        terms = study.kept[each.site, each.product]
        stages.append(
            Stage(
                id=each.site, steps=floor(each.covered_days / step), cents_a_day=terms.cents_a_day,
                deviations=terms.deviations, serves=each.key in tree.serving,
                demand_sd=sqrt(max(0.0, own[each.site]) * step),
            )
        )  # fmt: skip
        if each.key in tree.before and tree.before[each.key].start in inside:
            supplies.append((tree.before[each.key].start, each.site))
    first = tree.stocks[0]
    return [
        Quote(period=first.period, site=site, product=first.product, days=steps * step)
        for site, steps in place(stages, supplies).items()
        if steps > 0
    ]


def _own_variances(tree: _Tree) -> dict[str, float]:
    """Return the variance that comes to each stage and not through another of its tree."""
    found = {each.site: each.variance for each in tree.stocks}
    for each in tree.stocks:
        flow = tree.before.get(each.key)
        if flow is not None and flow.start in found:
            found[flow.start] -= each.variance
    return found
