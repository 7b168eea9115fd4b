"""Searching a design: the relaxation says which sites are wanted, a small program chooses, all of it proves.

Source: kernel search, Guastaroba & Speranza (2012), doi:10.1016/j.ejor.2011.12.033; the last program has all.
"""

from collections.abc import Callable
from dataclasses import replace
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import Stopped
from network.design.costs import costs_of
from network.design.design import Design
from network.design.search.columns import parts_of
from network.design.search.formulation import Formulation, formulate
from network.design.search.pooling import Knots
from network.design.search.proof import proven
from network.design.search.running import run
from network.design.search.told_conflict import no_design
from network.design.study import Study
from network.failure import NoDesign
from network.search import Search
from network.solvers.program import Program, solve_program

Floats = NDArray[np.float64]

ASIDE = 0.3
"""Share of the time left that the small program may take."""

BEGINNING = 0.1
"""Share of the time left that making a known design, or that of the relaxation, the first one may take."""

WANTED = 1e-6
"""Above this share the relaxation opens a site."""

POLISH_S = 30.0

_TOO_DEAR = (
    "No design was found whose cost, with all its stock, keeps to the limit of cost. Some may: what further "
    "stages add to stock is counted and not foreseen."
)

Better = Callable[[Callable[[], Design]], None]
"""Is told of each better design by what makes it: whoever does not want it now has no work with it."""


def design_study(
    study: Study,
    search: Search[Any],
    *,
    keeping: Design | None = None,
    start: Design | None = None,
    better: Better | None = None,
) -> Design:
    """Search until the best is proven or time is over.

    keeping
        a design whose sites and sizes are not to be chosen anew, only what flows between them.
    start
        a design to go on from.
    better
        is told of each better design while the search goes on.
    """
    formulation = formulate(study)
    if start is not None:
        begin_with(formulation, start, search)

    def with_kept(made: Formulation) -> Formulation:
        return made if keeping is None else _with_sites_of(made, keeping)

    formulation = with_kept(formulation)

    def told(objective: float, values: Floats) -> None:
        if better is not None:
            better(lambda: _design(formulation, search, objective, values))

    kept = keeping is not None
    wanted = _relaxed(formulation, search, kept=kept)
    if wanted is not None:
        _improve(formulation, wanted, search, told)
    impossible_with = proven(formulation, with_kept, search, told)
    if impossible_with is not None:
        raise _refusal(study, search, kept=kept, knots=impossible_with)
    if search.objective is None and search.left > 0:
        raise NoDesign(_TOO_DEAR)
    objective, values = search.found()
    return _design(formulation, search, objective, polished(formulation, values))


def _improve(
    formulation: Formulation, wanted: Floats, search: Search[Any], told: Callable[[float, Floats], None]
) -> None:
    """Find a first design of the sites that the relaxation opens, then better ones of some of these."""
    if search.objective is None and search.on("first design"):
        first = replace(formulation, program=with_wanted_open(formulation, wanted))
        run(first, search, seconds=search.left * BEGINNING, proves=False, told=told)
    if search.on("improving"):
        fewer = _of_wanted(formulation, wanted)
        run(fewer, search, seconds=search.left * ASIDE, proves=False, told=told)


def begin_with(formulation: Formulation, start: Design, search: Search[Any]) -> None:
    """Offer a known design to a search: its sites and sizes, and the best that can flow between them."""
    kept = _with_sites_of(formulation, start)
    run(kept, search, seconds=search.left * BEGINNING, proves=False)


def _with_sites_of(formulation: Formulation, design: Design) -> Formulation:
    columns, program = formulation.columns.sizes, formulation.program
    opened = {(each.period, each.site, each.size) for each in design.sites}
    lower, upper = program.lower.copy(), program.upper.copy()
    for key, column in columns.items():
        lower[column] = upper[column] = float(key in opened)
    return replace(formulation, program=replace(program, lower=lower, upper=upper))


def _refusal(study: Study, search: Search[Any], *, kept: bool, knots: Knots | None = None) -> NoDesign:
    if kept:
        return NoDesign("No flows between these sites, in their sizes, keep to all limits.")
    return no_design(study, search.left, knots)


def _relaxed(formulation: Formulation, search: Search[Any], *, kept: bool) -> Floats | None:
    """Return the answer of the relaxation, or None where there was no time; prove its bound."""
    search.on("relaxation")
    program = replace(formulation.program, whole=np.zeros_like(formulation.program.whole))
    found = solve_program(
        program, seconds=search.left * 0.5, keep_on=lambda *_: search.on(), proves=True, seed=search.seed
    )
    if found.impossible:
        raise _refusal(formulation.study, search, kept=kept)
    search.prove(found.bound)
    return found.values


def with_wanted_open(formulation: Formulation, values: Floats) -> Program:
    """Return the program in which sites that the relaxation opens at all are open in their largest size.

    All others are closed: a first design is found at once, if there is one of these.
    """
    study, columns, program = formulation.study, formulation.columns, formulation.program
    lower, upper = program.lower.copy(), program.upper.copy()
    for period in study.periods:
        for site in study.sites:
            sizes = columns.size_columns(study, period.id, site.id)
            rooms = [inf if size.capacity is None else size.capacity for size in site.sizes]
            lower[sizes] = upper[sizes] = 0.0
            if values[sizes].max() > WANTED:
                largest = sizes[rooms.index(max(rooms))]
                lower[largest] = upper[largest] = 1.0
    return replace(program, lower=lower, upper=upper)


def _of_wanted(formulation: Formulation, values: Floats) -> Formulation:
    """Return the formulation in which sites stay closed that the relaxation does not open at all."""
    upper = formulation.program.upper.copy()
    fixed = [column for column in formulation.columns.sizes.values() if values[column] < WANTED]
    upper[fixed] = 0.0
    return replace(formulation, program=replace(formulation.program, upper=upper))


def polished(formulation: Formulation, values: Floats) -> Floats:
    """Return the best flows for the sites chosen: whole columns become exactly whole.

    Safety stock is paid for along the tangents of its cost, which lie nowhere below it: what is cheaper so is
    cheaper.
    """
    program, values = formulation.program, formulation.completed(values)
    rounded = np.where(program.whole, np.round(values), 0.0)
    fixed = replace(
        program,
        costs=_along_tangents(formulation, values),
        lower=np.where(program.whole, rounded, program.lower),
        upper=_without_new_pools(formulation, values, np.where(program.whole, rounded, program.upper)),
        whole=np.zeros_like(program.whole),
    )
    found = solve_program(fixed, seconds=POLISH_S, keep_on=lambda *_: True, proves=False)
    if found.values is None or (
        formulation.pools and formulation.cost(found.values) > formulation.cost(values)
    ):
        return values
    return found.values


def _without_new_pools(formulation: Formulation, values: Floats, upper: Floats) -> Floats:
    """Return upper ends with which nothing is pooled where nothing was: the root has no tangent there."""
    for pool in formulation.pools:
        if pool.variance(values) == 0:
            upper[[column for column, _ in pool.terms]] = 0.0
    return upper


def _along_tangents(formulation: Formulation, values: Floats) -> Floats:
    """Return costs of columns where a little more or less safety stock costs what it does for some flows."""
    costs = formulation.program.costs.copy()
    for pool in formulation.pools:
        costs[list(pool.priced)] = 0.0
        for column, each in pool.terms if pool.variance(values) > 0 else ():
            costs[column] += pool.tangent(values) * each
    return costs


def _design(formulation: Formulation, search: Search[Any], objective: float, values: Floats) -> Design:
    study = formulation.study
    sites, flows, made = parts_of(study, formulation.columns, values)
    if not flows:
        raise Stopped("The time was over before there was a first design; give more seconds.")
    costs = costs_of(study, sites, flows, made)
    total = costs.total_cents / 100
    return Design(
        model="network",
        objective=total,
        # No cost is negative: 0 is what is known where there was no time for a bound.
        bound=min(total, objective if search.proven else search.bound or 0.0),
        open=tuple(k for k, each in enumerate(study.sites) if any(o.site == each.id for o in sites)),
        seconds=search.elapsed,
        sites=sites,
        flows=flows,
        made=made,
        costs=costs,
    )
