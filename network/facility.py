"""Facility location as one-liners: opening costs against costs of serving, with capacities or without."""

from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from network.answer import LocationAnswer
from network.arrays import matrix
from network.location_problem import LocationProblem, location_problem
from network.solve import solve


def facility_location(
    costs: ArrayLike,
    fixed: ArrayLike,
    *,
    demands: ArrayLike | None = None,
    capacities: ArrayLike | None = None,
    single: bool = False,
    **search: Any,
) -> LocationAnswer:
    """Open the sites with which opening and serving cost least (UFLP, CFLP, SSCFLP).

    costs
        (customers, sites) of serving the *whole* demand of a customer; infinite where that is not allowed.
    fixed
        (sites,) of opening.
    demands, capacities
        (customers,), (sites,): what is served and what a site can serve; unlimited where left out.
    single
        whether a customer has one site only.
    search
        seconds, seed, threads and progress, as `network.solve.solve` takes them.
    """
    model = "uflp" if capacities is None else "sscflp" if single else "cflp"
    problem = location_problem(
        model, costs, fixed=fixed, demands=demands, capacities=capacities, single=single
    )
    return _solved(problem, search)


def capacitated_p_median(
    costs: ArrayLike, p: int, *, demands: ArrayLike, capacity: float, **search: Any
) -> LocationAnswer:
    """Open `p` sites that hold the same each, every customer served from one of them at least total cost."""
    table = matrix("costs", costs, [], infinite=True)
    problem = location_problem(
        "capacitated-p-median",
        table,
        demands=demands,
        capacities=np.full(table.shape[-1], capacity),
        sites=p,
        single=True,
    )
    return _solved(problem, search)


def _solved(problem: LocationProblem, search: dict[str, Any]) -> LocationAnswer:
    return cast(LocationAnswer, solve(problem, **({"seconds": 10.0} | search)))
