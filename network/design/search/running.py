"""One program of a study searched: what it finds is offered at what it costs, its bound proven."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.design.search.formulation import Formulation
from network.search import Search
from network.solvers.program import Found, solve_program

Floats = NDArray[np.float64]

Told = Callable[[float, Floats], None]
"""Is told what a better design costs, and its columns."""

CLOSE = 1e-6
"""Relative gap at which a program is solved."""


def run(
    formulation: Formulation,
    search: Search[Any],
    *,
    seconds: float,
    proves: bool,
    told: Told = lambda *_: None,
    gap: float | None = None,
) -> Found:
    """Search a program; what it finds is offered at what it costs, its bound proven where it `proves`."""

    def hear(values: Floats) -> None:
        objective = formulation.cost(values)
        if formulation.affordable(values) and search.offer(objective, values):
            told(objective, values)

    def keep_on(_: float | None, bound: float) -> bool:
        if proves:
            search.prove(bound)
        return search.on()

    start = search.solution
    found = solve_program(
        formulation.program,
        seconds=min(seconds, search.left),
        keep_on=keep_on,
        hearer=hear,
        start=None if start is None else formulation.completed(start),
        seed=search.seed,
        threads=search.threads,
        gap=gap or (CLOSE if proves else 1e-3),
        proves=proves,
    )
    if found.values is not None and formulation.affordable(found.values):
        search.offer(formulation.cost(found.values), found.values)
    if proves:
        search.prove(found.bound)
    return found
