"""p-median: open so many sites that customers are served at least total cost."""

from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from core.errors import Fault, refuse
from network.answer import LocationAnswer
from network.arrays import matrix, vector
from network.location_problem import location_problem
from network.search import Listener, silent
from network.solve import solve


def p_median(
    costs: ArrayLike,
    p: int,
    *,
    weights: ArrayLike | None = None,
    seconds: float = 10.0,
    seed: int = 0,
    threads: int = 1,
    progress: Listener = silent,
) -> LocationAnswer:
    """Open exactly `p` sites so that customers are served at least total cost.

    costs
        (customers, sites), 0 or more; infinite where a site may not serve a customer.
    weights
        (customers,) by what each customer's costs are multiplied; 1 where left out.
    """
    faults: list[Fault] = []
    table = matrix("costs", costs, faults, infinite=True)
    factors = vector("weights", weights, len(table), faults, default=1.0)
    refuse("These numbers make no question about sites.", faults)
    # A customer of no weight is not served from where that is forbidden either.
    table = np.multiply(table, factors[:, None], where=np.isfinite(table), out=np.full_like(table, np.inf))
    problem = location_problem("p-median", table, sites=p)
    answer = solve(problem, seconds=seconds, seed=seed, threads=threads, progress=progress)
    return cast(LocationAnswer, answer)
