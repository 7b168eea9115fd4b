"""What stock a design holds: half of what comes at a time, and what covers demand until more comes.

Safety stock of independent customers grows with the square root of their variances' sum (risk pooling, Eppen
(1979), doi:10.1287/mnsc.25.5.498). A stage that quotes the next one a service time has to cover so much less,
and waits for what its own suppliers quote (guaranteed service, Graves & Willems (2000),
doi:10.1287/msom.2.1.68.23267). Customers are served from the shelf.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from network.design.design import Design, Flow, Quote
    from network.design.study import Study

Kept = tuple[str, str, str]
"""Period, site and product."""

_MOST_STAGES, _SETTLED = 1000, 1e-12
"""Stages that demand is told through, and when it is told: goods that go round in a ring take many."""

Quotes = Mapping[Kept, float]
"""Days after which a site sends on what is asked of it, where that is not at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a site keeps of a product in a period, on average.

    units_out
        that leave it in the period.
    variance
        of a day's demand that comes to it.
    quoted_days, waited_days
        after which it sends on what is asked of it, and for the slowest that it gets it from.
    covered_days
        for which its safety stock covers demand: waited and lead time, the days between replenishments, less
        what it quotes.
    """

    period: str
    site: str
    product: str
    units_out: float
    variance: float
    quoted_days: float
    waited_days: float
    covered_days: float
    cycle_units: float
    safety_units: float
    cycle_cents: float
    safety_cents: float

    @property
    def key(self) -> Kept:
        """Of what it is: period, site and product."""
        return self.period, self.site, self.product


@dataclass(kw_only=True)
class _Through:
    """What comes to and leaves a site of a product in a period."""

    out: list[Flow] = field(default_factory=list)
    come: list[Flow] = field(default_factory=list)


def stock_of(study: Study, flows: Sequence[Flow], quotes: Sequence[Quote] = ()) -> tuple[Stock, ...]:
    """Return the stock of every site, product and period in which anything leaves; none without terms."""
    if not study.stock:
        return ()
    through: dict[Kept, _Through] = defaultdict(_Through)
    for flow in flows:
        if flow.units > 0:
            through[flow.period, flow.start, flow.product].out.append(flow)
            through[flow.period, flow.end, flow.product].come.append(flow)
    variances = variances_of(study, flows)
    quoted = {(each.period, each.site, each.product): each.days for each in quotes}
    return tuple(
        _stock(study, key, through[key], variances.get(key, 0.0), quoted)
        for key in through
        if key[1:] in study.kept and through[key].out
    )


def design_stock(study: Study, design: Design) -> tuple[Stock, ...]:
    """Return the stock of a design."""
    return stock_of(study, design.flows, design.quotes)


def _stock(study: Study, key: Kept, through: _Through, variance: float, quotes: Quotes) -> Stock:
    terms, days = study.kept[key[1:]], study.days_of[key[0]]
    waited = max((quotes.get((key[0], each.start, key[2]), 0.0) for each in through.come), default=0.0)
    supplied = max(
        (
            quotes.get((key[0], each.start, key[2]), 0.0)
            + study.lane_of[each.start, each.end, each.mode].lead_days
            for each in through.come
        ),
        default=0.0,
    )
    quoted = quotes.get(key, 0.0)
    covered = max(0.0, supplied + terms.every_days - quoted)
    out = sum(each.units for each in through.out)
    cycle = out / days * terms.every_days / 2
    safety = terms.deviations * sqrt(covered * variance)
    cents = study.holding_cents(key)
    return Stock(
        period=key[0], site=key[1], product=key[2], units_out=out, variance=variance, quoted_days=quoted,
        waited_days=waited, covered_days=covered, cycle_units=cycle, safety_units=safety,
        cycle_cents=cycle * cents, safety_cents=safety * cents,
    )  # fmt: skip


def variances_of(study: Study, flows: Sequence[Flow]) -> dict[Kept, float]:
    """Return the variance of a day's demand that comes to each site of a product.

    Of a customer, or a site, that several sites send to, each takes as large a part of the variance as of the
    units: orders go to one or another, whichever it is.
    """
    gets: dict[Kept, float] = defaultdict(float)
    for flow in flows:
        gets[flow.period, flow.end, flow.product] += flow.units
    shares = [
        ((each.period, each.start, each.product), end, each.units / gets[end])
        for each in flows
        if gets[end := (each.period, each.end, each.product)] > 0
    ]
    wanted = {(when, customer, product): each for (customer, product, when), each in study.variances.items()}
    found = dict(wanted)
    for _ in range(_MOST_STAGES):
        before, found = found, defaultdict(float, wanted)
        for start, end, share in shares:
            found[start] += share * before.get(end, 0.0)
        if all(abs(each - before.get(key, 0.0)) <= _SETTLED * each for key, each in found.items()):
            break
    return dict(found)
