"""What is on board along a route: deliveries from the start, pickups to the end, pairs in between."""

from collections.abc import Sequence
from operator import add

from routing.problem import Load, Problem, Vehicle


def loads_along(problem: Problem, vehicle: Vehicle, stop_ids: Sequence[str]) -> list[Load]:
    """Return the load when leaving the start and after each stop, per dimension of capacity."""
    along = [problem.handled[each] for each in stop_ids]
    size = len(vehicle.capacity)
    on_board = [tuple(sum(brought[k] for brought, _ in along) for k in range(size))]
    for _, change in along:
        on_board.append(tuple(map(add, on_board[-1], change)))
    return on_board
