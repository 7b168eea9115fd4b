"""p-median: open so many sites that customers are served at least total cost."""

from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from network.answer import LocationAnswer
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
    table = np.asarray(costs, dtype=np.float64)
    if weights is not None:
        table = table * np.asarray(weights, dtype=np.float64)[:, None]
    problem = location_problem("p-median", table, sites=p)
    answer = solve(problem, seconds=seconds, seed=seed, threads=threads, progress=progress)
    return cast(LocationAnswer, answer)
