"""What is on board along a route: deliveries from the start, pickups to the end, pairs in between.

On a route with reloads each trip begins with its own deliveries and ends with its own pickups.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import add

from routing.problem import Load, Problem, Vehicle
from routing.trips import reload_depot, trips_of


def loads_along(problem: Problem, vehicle: Vehicle, sequence: Sequence[str]) -> list[Load]:
    """Return the load when leaving the start and after each stop and reload, per dimension of capacity."""
    size = len(vehicle.capacity)
    return [load for trip in trips_of(sequence, problem.stop) for load in _trip(problem, size, trip)]


def _trip(problem: Problem, size: int, stop_ids: Sequence[str]) -> list[Load]:
    on_board = [brought_to(problem, size, stop_ids)]
    for each in stop_ids:
        on_board.append(tuple(map(add, on_board[-1], problem.handled[each][1])))
    return on_board


def brought_to(problem: Problem, size: int, stop_ids: Iterable[str]) -> Load:
    """Return what is delivered to all these stops, in `size` dimensions."""
    along = [problem.handled[each][0] for each in stop_ids]
    return tuple(sum(brought[k] for brought in along) for k in range(size))


def taken_out(problem: Problem, sequences: Mapping[str, Sequence[str]]) -> dict[str, Load]:
    """Return what the trips of all vehicles take out of each depot whose throughput is limited."""
    total = {
        depot.id: (0,) * len(depot.throughput) for depot in problem.depots if depot.throughput is not None
    }
    for name, sequence in sequences.items() if total else ():
        vehicle = problem.vehicle[name]
        depots = [vehicle.start, *(reload_depot(each) for each in sequence if each not in problem.stop)]
        for depot, trip in zip(depots, trips_of(sequence, problem.stop), strict=True):
            if depot is not None and depot in total:
                brought = brought_to(problem, len(vehicle.capacity), trip)
                total[depot] = tuple(map(add, total[depot], brought))
    return total


def others_take(problem: Problem, sequences: Mapping[str, Sequence[str]], vehicle_id: str) -> dict[str, Load]:
    """Return what all vehicles but one take out of the depots whose throughput is limited."""
    return taken_out(problem, {name: each for name, each in sequences.items() if name != vehicle_id})
