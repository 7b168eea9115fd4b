"""Which sites to open for customers who are served at a cost: medians and facility location."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import Fault, fault, refuse
from network.arrays import SHOWN, matrix, vector

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class LocationProblem:
    """n customers, m sites; open some of them and serve everybody at least total cost.

    costs
        (n, m) float64, row = customer, column = site: what serving the *whole* demand of a customer from a
        site costs, 0 or more; infinite where that is not allowed.
    fixed
        (m,) what opening a site costs; 0 where left out.
    demands
        (n,) what each customer takes out of a site's capacity; 1 where left out.
    capacities
        (m,) the most that a site can serve; None: unlimited.
    sites
        how many are opened, exactly; None: as many as is best.
    single
        whether a customer is served from one site only; without capacities everybody is.
    """

    model: str
    costs: Floats
    fixed: Floats
    demands: Floats
    capacities: Floats | None = None
    sites: int | None = None
    single: bool = False
    names: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        refuse("These numbers make no question about sites.", list(_faults(self)))

    @property
    def size(self) -> tuple[int, int]:
        """Customers and sites."""
        customers, sites = self.costs.shape
        return customers, sites

    @cached_property
    def whole(self) -> bool:
        """Whether every objective is a whole number."""
        split = self.capacities is not None and not self.single
        allowed = self.costs[np.isfinite(self.costs)]
        return not split and _whole(allowed) and _whole(self.fixed)


def location_problem(
    model: str,
    costs: ArrayLike,
    *,
    fixed: ArrayLike | None = None,
    demands: ArrayLike | None = None,
    capacities: ArrayLike | None = None,
    sites: int | None = None,
    single: bool = False,
    names: tuple[str, ...] = (),
) -> LocationProblem:
    """Return the problem that plain numbers make; every fault in them is named at once."""
    faults: list[Fault] = []
    table = matrix("costs", costs, faults, infinite=True)
    customers, width = table.shape
    problem_parts = {
        "fixed": vector("fixed", fixed, width, faults, default=0.0),
        "demands": vector("demands", demands, customers, faults, default=1.0),
        "capacities": None
        if capacities is None
        else vector("capacities", capacities, width, faults, infinite=True),
    }
    refuse("These numbers make no question about sites.", faults)
    return LocationProblem(
        model=model,
        costs=table,
        sites=sites,
        single=single,
        names=names,
        **problem_parts,  # type: ignore[arg-type]
    )


def _faults(problem: LocationProblem) -> list[Fault]:
    """Return what contradicts each other: more sites than there are, demand above all capacity."""
    customers, width = problem.size
    found = []
    if not customers or not width:
        found.append(fault("costs", "", f"{customers} customers, {width} sites", "at least one of each"))
        return found
    if problem.sites is not None and not 1 <= problem.sites <= width:
        found.append(
            fault("question", "p", problem.sites, f"a whole number from 1 to {width}, the sites there are")
        )
    unserved = np.flatnonzero(~np.isfinite(problem.costs).any(axis=1))
    found += [
        fault(f"customer {j}", "costs", "no site allowed", "at least one site that may serve it")
        for j in unserved[:SHOWN]
    ]
    found += _capacity_faults(problem)
    return found


def _capacity_faults(problem: LocationProblem) -> list[Fault]:
    if problem.capacities is None:
        return []
    found, room = [], np.sort(problem.capacities)[::-1][: problem.sites].sum()
    total = float(problem.demands.sum())
    if total > room * (1 + 1e-12):
        which = "all sites" if problem.sites is None else f"the {problem.sites} largest sites"
        found.append(
            fault("demands", "sum", f"{total:g}", f"at most {room:g}, the capacity of {which} together")
        )
    if problem.single:
        largest = float(problem.capacities.max())
        found += [
            fault(
                f"customer {j}",
                "demand",
                f"{problem.demands[j]:g}",
                f"at most {largest:g}, the largest capacity: it is served from one site",
            )
            for j in np.flatnonzero(problem.demands > largest)[:SHOWN]
        ]
    return found


def _whole(values: Floats) -> bool:
    return bool((values == np.rint(values)).all())
