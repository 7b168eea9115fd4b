"""Hub location as a one-liner: which nodes become hubs, and which hub every other node belongs to."""

from typing import Any, cast

from numpy.typing import ArrayLike

from network.answer import LocationAnswer
from network.hub_problem import hub_problem
from network.solve import solve


def hub_location(
    points: ArrayLike,
    flows: ArrayLike,
    p: int | None = None,
    *,
    collection: float = 1.0,
    transfer: float = 1.0,
    distribution: float = 1.0,
    fixed: ArrayLike | None = None,
    capacities: ArrayLike | None = None,
    **search: Any,
) -> LocationAnswer:
    """Make nodes hubs, `p` of them or as many as is best, so that all flow costs least (O'Kelly 1987).

    points, flows
        (n, 2) coordinates and (n, n) flow, row = from; distances are Euclidean.
    collection, transfer, distribution
        cost of a unit of flow and distance to the first hub, between hubs, and from the last hub.
    fixed, capacities
        (n,) cost of a hub, and the most flow that it takes in from its nodes.
    search
        seconds, seed, threads and progress, as `network.solve.solve` takes them.
    """
    problem = hub_problem(
        points,
        flows,
        hubs=p,
        collection=collection,
        transfer=transfer,
        distribution=distribution,
        fixed=fixed,
        capacities=capacities,
    )
    return cast(LocationAnswer, solve(problem, **({"seconds": 10.0} | search)))
