"""The last program of a search: with safety stock in it solved until it costs what the best design does."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.design.search.formulation import Formulation, formulate
from network.design.search.pooling import Knots, knots_at
from network.design.search.running import CLOSE, Told, run
from network.search import CLOSED, Search

Floats = NDArray[np.float64]

SETTLING_SHARE = 0.3
"""Share of the time left that flows between the same sites may take, each time."""

MOST_SETTLING = 20
"""How often flows between the same sites are sought before all sites are thought of again."""


def proven(
    formulation: Formulation,
    with_kept: Callable[[Formulation], Formulation],
    search: Search[Any],
    told: Told,
) -> Knots | None:
    """Prove the best; where stock is pooled with the cost exact at what was found, until that is the best.

    Return the knots with which it was proven that there is none, or None.
    """
    knots: Knots = {}
    while search.on("proving"):
        # A gap that a program is left with would leave its knots without effect.
        gap = CLOSED if formulation.pools else CLOSE
        found = run(formulation, search, seconds=search.left, proves=True, told=told, gap=gap)
        if found.impossible and search.objective is None:
            return knots
        if search.proven or not formulation.pools or found.values is None:
            break
        closer = _settled(formulation, found.values, search, told)
        refined = with_kept(formulate(formulation.study, knots=closer))
        if len(refined.program.costs) == len(formulation.program.costs):
            break
        formulation, knots = refined, closer
    return None


def _settled(formulation: Formulation, values: Floats, search: Search[Any], told: Told) -> Knots:
    """Return knots with which the best flows between some sites come out at what they cost.

    With sites chosen a program is soon solved, over and over; all of it takes long.
    """
    knots = knots_at(formulation.pools, values, {})
    if search.solution is not None:
        knots = knots_at(formulation.pools, search.solution, knots)
    before = 0
    for _ in range(MOST_SETTLING):
        refined = _with_sizes_of(formulate(formulation.study, knots=knots), values)
        if len(refined.program.costs) == before or not search.on():
            break
        before = len(refined.program.costs)
        found = run(refined, search, seconds=search.left * SETTLING_SHARE, proves=False, told=told, gap=CLOSE)
        if found.values is None:
            break
        knots = knots_at(refined.pools, found.values, knots)
        if found.bound > search.known:  # what these sites cost at least is known to be too much
            break
    return knots


def _with_sizes_of(formulation: Formulation, values: Floats) -> Formulation:
    """Return the formulation with the sizes that some columns choose."""
    sizes, program = list(formulation.columns.sizes.values()), formulation.program
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[sizes] = upper[sizes] = np.round(values[sizes])
    return replace(formulation, program=replace(program, lower=lower, upper=upper))
