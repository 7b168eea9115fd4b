"""What is on board along a route: deliveries from the start, pickups to the end, pairs in between."""

from collections.abc import Sequence

from routing.problem import Load, Problem, Vehicle


def loads_along(problem: Problem, vehicle: Vehicle, stop_ids: Sequence[str]) -> list[Load]:
    """Return the load when leaving the start and after each stop, per dimension of capacity."""
    size = len(vehicle.capacity)
    nothing = (0,) * size
    stops = [problem.stop[each] for each in stop_ids]
    load = tuple(sum((s.delivery or nothing)[k] for s in stops) for k in range(size))
    along = [load]
    for stop in stops:
        change = stop_change(problem, stop.id, size)
        load = tuple(now + more for now, more in zip(load, change, strict=True))
        along.append(load)
    return along


def stop_change(problem: Problem, stop_id: str, size: int) -> Load:
    """Return by how much the load on board changes at one stop."""
    nothing = (0,) * size
    stop = problem.stop[stop_id]
    pair = problem.pair_of.get(stop_id)
    carried = pair.load or nothing if pair else nothing
    sign = 1 if pair and pair.pickup == stop_id else -1
    return tuple(
        (stop.pickup or nothing)[k] - (stop.delivery or nothing)[k] + sign * carried[k] for k in range(size)
    )
