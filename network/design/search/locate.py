"""Searching a design: the relaxation says which sites are wanted, a small program chooses, all of it proves.

Source: kernel search, Guastaroba & Speranza (2012), doi:10.1016/j.ejor.2011.12.033; the last program has all.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import Stopped
from network.design.costs import costs_of
from network.design.design import Design
from network.design.search.columns import parts_of
from network.design.search.formulation import Formulation, formulate
from network.design.search.told_conflict import no_design
from network.design.study import Study
from network.search import Search
from network.solvers.program import Found, Program, solve_program

Floats = NDArray[np.float64]

ASIDE = 0.3
"""Share of the time left that the small program may take."""

POLISH_S = 30.0


def design_study(study: Study, search: Search[Any]) -> Design:
    """Search until the best is proven or time is over."""
    formulation = formulate(study)
    wanted = _relaxed(formulation, search)
    if wanted is not None and search.on("improving"):
        _run(_of_wanted(formulation, wanted), search, seconds=search.left * ASIDE, proves=False)
    if search.on("proving"):
        impossible = _run(formulation.program, search, seconds=search.left, proves=True)
        if impossible:
            raise no_design(formulation)
    objective, values = search.found()
    return _design(formulation, search, objective, _polished(formulation, values))


def _relaxed(formulation: Formulation, search: Search[Any]) -> Floats | None:
    """Return the answer of the relaxation, or None where there was no time; prove its bound."""
    search.on("relaxation")
    program = replace(formulation.program, whole=np.zeros_like(formulation.program.whole))
    found = solve_program(
        program, seconds=search.left * 0.5, keep_on=lambda *_: search.on(), seed=search.seed
    )
    if found.impossible:
        raise no_design(formulation)
    search.prove(found.bound)
    return found.values


def _of_wanted(formulation: Formulation, values: Floats) -> Program:
    """Return the program in which sites stay closed that the relaxation does not open at all."""
    upper = formulation.program.upper.copy()
    fixed = [column for column in formulation.columns.sizes.values() if values[column] < 1e-6]
    upper[fixed] = 0.0
    return replace(formulation.program, upper=upper)


def _run(program: Program, search: Search[Any], *, seconds: float, proves: bool) -> bool:
    """Search a program; return whether it was proven that nothing answers it."""

    def hear(values: Floats) -> None:
        search.offer(float(program.costs @ values), values)

    def keep_on(_: float | None, bound: float) -> bool:
        if proves:
            search.prove(bound)
        return search.on()

    found = solve_program(
        program,
        seconds=min(seconds, search.left),
        keep_on=keep_on,
        hearer=hear,
        start=search.solution,
        seed=search.seed,
        threads=search.threads,
        gap=1e-6 if proves else 1e-3,
        presolve=not proves,
    )
    _take(found, search, program, proves=proves)
    return proves and found.impossible and search.objective is None


def _take(found: Found, search: Search[Any], program: Program, *, proves: bool) -> None:
    if found.values is not None:
        search.offer(float(program.costs @ found.values), found.values)
    if proves:
        search.prove(found.bound)


def _polished(formulation: Formulation, values: Floats) -> Floats:
    """Return the best flows for the sites chosen: whole columns become exactly whole."""
    program = formulation.program
    rounded = np.where(program.whole, np.round(values), 0.0)
    fixed = replace(
        program,
        lower=np.where(program.whole, rounded, program.lower),
        upper=np.where(program.whole, rounded, program.upper),
        whole=np.zeros_like(program.whole),
    )
    found = solve_program(fixed, seconds=POLISH_S, keep_on=lambda *_: True)
    return values if found.values is None else found.values


def _design(formulation: Formulation, search: Search[Any], objective: float, values: Floats) -> Design:
    study = formulation.study
    sites, flows, made = parts_of(study, formulation.columns, values)
    if not flows:
        raise Stopped("The time was over before there was a first design; give more seconds.")
    costs = costs_of(study, sites, flows, made)
    total = costs.total_cents / 100
    proven = search.proven or search.bound is None
    return Design(
        model="network",
        objective=total,
        bound=min(total, objective if proven or search.bound is None else search.bound),
        open=tuple(k for k, each in enumerate(study.sites) if any(o.site == each.id for o in sites)),
        seconds=search.elapsed,
        sites=sites,
        flows=flows,
        made=made,
        costs=costs,
    )
