"""Which sites to open so that customers are near: all of them, most of them, or the farthest one."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import Fault, fault, refuse
from network.arrays import SHOWN, matrix, vector

Floats = NDArray[np.float64]
CoverModel = Literal["lscp", "mclp", "p-center"]


@dataclass(frozen=True, kw_only=True, eq=False)
class CoveringProblem:
    """n customers, m sites, and how far they are from each other.

    lscp
        the fewest sites so that everybody has one within `radius`.
    mclp
        `sites` sites so that as much demand as possible has one within `radius`.
    p-center
        `sites` sites so that the customer farthest from its nearest is as near as possible.

    distances
        (n, m) 0 or more; infinite where a site cannot serve a customer.
    demands
        (n,) what covering a customer is worth; 1 where left out, and only asked for by mclp.
    """

    model: CoverModel
    distances: Floats
    demands: Floats
    radius: float | None = None
    sites: int | None = None
    names: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        refuse("These numbers make no question about sites.", list(_faults(self)))

    @property
    def whole(self) -> bool:
        """Whether every objective is a whole number."""
        if self.model == "lscp":
            return True
        values = self.demands if self.model == "mclp" else self.distances[np.isfinite(self.distances)]
        return bool((values == np.rint(values)).all())

    def covers(self, radius: float) -> NDArray[np.bool_]:
        """Return (n, m) whether a site is within a radius of a customer."""
        return self.distances <= radius


def covering_problem(
    model: CoverModel,
    distances: ArrayLike,
    *,
    demands: ArrayLike | None = None,
    radius: float | None = None,
    sites: int | None = None,
    names: tuple[str, ...] = (),
) -> CoveringProblem:
    """Return the problem that plain numbers make; every fault in them is named at once."""
    faults: list[Fault] = []
    table = matrix("distances", distances, faults, infinite=True)
    worth = vector("demands", demands, table.shape[0], faults, default=1.0)
    refuse("These numbers make no question about sites.", faults)
    return CoveringProblem(
        model=model, distances=table, demands=worth, radius=radius, sites=sites, names=names
    )


def _faults(problem: CoveringProblem) -> list[Fault]:
    customers, width = problem.distances.shape
    if not customers or not width:
        return [fault("distances", "", f"{customers} customers, {width} sites", "at least one of each")]
    found = []
    if problem.model != "p-center" and not (problem.radius is not None and problem.radius >= 0):
        found.append(fault("question", "radius", problem.radius, "a distance, 0 or more"))
    if problem.model != "lscp" and not (problem.sites is not None and 1 <= problem.sites <= width):
        expected = f"a whole number from 1 to {width}, the sites there are"
        found.append(fault("question", "p", problem.sites, expected))
    if not found and problem.model != "mclp":
        found += _unreached(problem)
    return found


def _unreached(problem: CoveringProblem) -> list[Fault]:
    """Return customers that no site can be near enough to."""
    nearest = problem.distances.min(axis=1)
    limit = np.inf if problem.radius is None else problem.radius
    out = np.flatnonzero((nearest > limit) | ~np.isfinite(nearest))
    expected = "a site that may serve it" if problem.radius is None else f"a site within {limit:g}"
    return [fault(f"customer {j}", "distances", f"nearest {nearest[j]:g}", expected) for j in out[:SHOWN]]
