"""Covering questions as one-liners: all customers near, most demand near, the farthest customer near."""

from typing import Any, cast

from numpy.typing import ArrayLike

from network.answer import LocationAnswer
from network.covering_problem import CoveringProblem, covering_problem
from network.solve import solve


def fewest_sites(distances: ArrayLike, radius: float, **search: Any) -> LocationAnswer:
    """Open the fewest sites so that every customer has one within `radius` (LSCP, Toregas & others 1971).

    distances
        (customers, sites), 0 or more; infinite where a site may not serve a customer.
    search
        seconds, seed, threads and progress, as `network.solve.solve` takes them.
    """
    return _solved(covering_problem("lscp", distances, radius=radius), search)


def most_covered(
    distances: ArrayLike, p: int, radius: float, *, demands: ArrayLike | None = None, **search: Any
) -> LocationAnswer:
    """Open `p` sites so that the most demand has one within `radius` (MCLP, Church & ReVelle 1974)."""
    return _solved(covering_problem("mclp", distances, demands=demands, radius=radius, sites=p), search)


def p_center(distances: ArrayLike, p: int, **search: Any) -> LocationAnswer:
    """Open `p` sites so that the customer farthest from its nearest one is nearest (Hakimi 1964)."""
    return _solved(covering_problem("p-center", distances, sites=p), search)


def _solved(problem: CoveringProblem, search: dict[str, Any]) -> LocationAnswer:
    return cast(LocationAnswer, solve(problem, **({"seconds": 10.0} | search)))
