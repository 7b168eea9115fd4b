"""Why a site, and what it would take: the best design with one site forced to be what it is not."""

from collections.abc import Iterator, Mapping
from typing import Final

from data.formats.fields.written import Row
from network.design.design import Design
from network.design.site import Site
from network.design.study import Study

REGRET_HEADER: Final = (
    "site", "in_the_best", "regret", "regret_at_least", "regret_at_most", "fixed_cost", "turns_at_fixed_cost",
)  # fmt: skip

WITH, WITHOUT = "with ", "without "
"""Before the site's id in the name of a design."""


def regret_rows(study: Study, designs: Mapping[str, Design], best: Design) -> Iterator[Row]:
    """Yield a row for each site that was forced to be what it is not in the best design.

    The regret is what that costs more; both designs' bounds say between which values it lies. A site that is
    open stays up to the fixed cost of a period at which it `turns`; one that is closed opens in every period
    from there down, which no fixed cost does where it is below 0.
    """
    for site in study.members(""):
        for prefix in (WITH, WITHOUT):
            other = designs.get(prefix + site.id)
            if other is not None:
                yield _row(study, site, best, other, is_open=prefix == WITHOUT)


def _row(study: Study, site: Site, best: Design, other: Design, *, is_open: bool) -> Row:
    having = best if is_open else other
    factors = {each.id: each.cost_factor for each in study.periods}
    open_in = [each for each in having.sites if each.site == site.id]
    weight = sum(factors[each.period] for each in open_in)
    fixed = {size.id: size.fixed_cents / 100 for size in site.sizes}
    regret = other.objective - best.objective
    least, most = max(0.0, other.bound - best.objective), max(0.0, other.objective - best.bound)
    told: list[float | str] = [round(each, 2) for each in (regret, least, most)]
    if weight:
        now = sum(factors[each.period] * fixed[each.size] for each in open_in) / weight
        turns = now + (regret if is_open else -regret) / weight
        told += [round(now, 2), round(turns, 2)]
    else:  # Open only in periods whose money counts nothing: no fixed cost turns anything.
        told += ["", ""]
    return site.id, "yes" if is_open else "no", *told
