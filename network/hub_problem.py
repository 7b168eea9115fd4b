"""Which nodes become hubs and which hub every other node belongs to: single allocation."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import Fault, fault, refuse
from network.arrays import SHOWN, matrix, vector

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class HubProblem:
    """n nodes on a plane and the flow between any two, which goes by the hub of either.

    A hub belongs to itself. Flow from i to j costs, for each unit of it and of distance, `collection` from i
    to its hub, `transfer` between the hubs, and `distribution` from the hub of j to j.

    points
        (n, 2) coordinates; distances are Euclidean.
    flows
        (n, n) row = from, column = to, 0 or more.
    hubs
        how many there are, exactly; None: as many as is best.
    fixed
        (n,) what making a node a hub costs.
    capacities
        (n,) the most flow that a hub takes in from its nodes, its own counted; None: unlimited.
    """

    model: str
    points: Floats
    flows: Floats
    collection: float
    transfer: float
    distribution: float
    fixed: Floats
    hubs: int | None = None
    capacities: Floats | None = None

    def __post_init__(self) -> None:
        refuse("These numbers make no question about hubs.", list(_faults(self)))

    @cached_property
    def distances(self) -> Floats:
        """(n, n) Euclidean distances of the nodes."""
        apart = self.points[:, None] - self.points[None]
        return np.hypot(apart[..., 0], apart[..., 1])

    @cached_property
    def legs(self) -> Floats:
        """(n,) what a unit of distance between a node and its hub costs, both ways together."""
        legs: Floats = self.collection * self.flows.sum(axis=1) + self.distribution * self.flows.sum(axis=0)
        return legs


def hub_problem(
    points: ArrayLike,
    flows: ArrayLike,
    *,
    hubs: int | None = None,
    collection: float = 1.0,
    transfer: float = 1.0,
    distribution: float = 1.0,
    fixed: ArrayLike | None = None,
    capacities: ArrayLike | None = None,
) -> HubProblem:
    """Return the problem that plain numbers make; every fault in them is named at once."""
    faults: list[Fault] = []
    table = matrix("flows", flows, faults)
    places = np.asarray(points, dtype=np.float64)
    size = len(table)
    if table.shape != (size, size) or places.shape != (size, 2):
        found = f"flows {table.shape}, points {places.shape}"
        faults.append(fault("question", "", found, "n x n flows and n x 2 coordinates"))
    prices = vector("fixed", fixed, size, faults)
    rooms = None if capacities is None else vector("capacities", capacities, size, faults, infinite=True)
    refuse("These numbers make no question about hubs.", faults)
    return HubProblem(
        model="usaphmp" if capacities is None else "csahlp",
        points=places,
        flows=table,
        collection=collection,
        transfer=transfer,
        distribution=distribution,
        fixed=prices,
        hubs=hubs,
        capacities=rooms,
    )


def _faults(problem: HubProblem) -> Iterator[Fault]:
    size = len(problem.points)
    if not size:
        yield fault("points", "", "0 nodes", "at least one")
    for row in np.flatnonzero(~np.isfinite(problem.points).all(axis=1))[:SHOWN]:
        yield fault(f"points row {row}", "", problem.points[row].tolist(), "two coordinates")
    if problem.hubs is not None and not 1 <= problem.hubs <= size:
        yield fault("question", "p", problem.hubs, f"a whole number from 1 to {size}, the nodes there are")
    for name in ("collection", "transfer", "distribution"):
        if not 0 <= getattr(problem, name) < np.inf:
            yield fault("question", name, getattr(problem, name), "a cost, 0 or more")
    if problem.capacities is not None:
        sent, room = float(problem.flows.sum()), np.sort(problem.capacities)[::-1][: problem.hubs].sum()
        if sent > room * (1 + 1e-12):
            yield fault("flows", "sum", f"{sent:g}", f"at most {room:g}, the capacity there is")
