"""The rules of an OR-Tools routing model besides the clock: loads, limits, skills, pairs, penalties."""

from typing import Any

from routing.problem import LARGEST, Problem, Stop
from routing.solvers.ortools_model import Model, bare_model
from routing.solvers.ortools_time import add_time


def build_model(problem: Problem, seed: int) -> Model:
    """Return `problem` with every rule as a routing model, ready to be closed and searched."""
    model = bare_model(problem, seed)
    add_time(model)
    _add_distance(model)
    _add_stop_limit(model)
    for dimension in range(len(problem.vehicles[0].capacity)):
        _add_load(model, dimension)
    _add_skills(model)
    _add_pairs(model)
    _add_penalties(model)
    return model


def _add_distance(model: Model) -> None:
    """Add metres driven where any vehicle's are limited; a way that does not exist already takes too long."""
    limits = [vehicle.max_distance for vehicle in model.problem.vehicles]
    if all(limit is None for limit in limits):
        return
    transits = {
        name: model.transit(model.between(matrix.distances[0])) for name, matrix in model.travel.items()
    }
    model.routing.AddDimensionWithVehicleTransitAndCapacity(
        [transits[vehicle.profile] for vehicle in model.problem.vehicles],
        0,
        [LARGEST if limit is None else limit for limit in limits],
        True,
        "distance",
    )


def _add_stop_limit(model: Model) -> None:
    limits = [vehicle.max_stops for vehicle in model.problem.vehicles]
    if any(limit is not None for limit in limits):
        ones = model.routing.RegisterUnaryTransitVector(
            [1] * len(model.stops) + [0] * (len(model.locations) - len(model.stops))
        )
        most = [len(model.stops) if limit is None else limit for limit in limits]
        model.routing.AddDimensionWithVehicleCapacity(ones, 0, most, True, "stops")


def _add_load(model: Model, dimension: int) -> None:
    """Add one dimension of load: never above capacity; what is delivered is on board from the start."""
    brought = [stop.delivery[dimension] if stop.delivery else 0 for stop in model.stops]
    fetched = [stop.pickup[dimension] if stop.pickup else 0 for stop in model.stops]
    carried = [_carried(model, stop, dimension) for stop in model.stops]
    capacity = [vehicle.capacity[dimension] for vehicle in model.problem.vehicles]
    name = f"load {dimension}"
    if not any(fetched) and not any(carried):
        _add_sum(model, brought, capacity, name, from_zero=True)
        return
    change = [more - less + pair for more, less, pair in zip(fetched, brought, carried, strict=True)]
    load = _add_sum(model, change, capacity, name, from_zero=not any(brought))
    if any(brought):
        total = _add_sum(model, brought, capacity, f"{name} brought", from_zero=True)
        for number in range(len(capacity)):
            on_board = load.CumulVar(model.routing.Start(number))
            model.routing.solver().Add(on_board == total.CumulVar(model.routing.End(number)))


def _add_sum(model: Model, amounts: list[int], capacity: list[int], name: str, *, from_zero: bool) -> Any:
    padded = amounts + [0] * (len(model.locations) - len(amounts))
    unary = model.routing.RegisterUnaryTransitVector(padded)
    model.routing.AddDimensionWithVehicleCapacity(unary, 0, capacity, from_zero, name)
    return model.routing.GetDimensionOrDie(name)


def _carried(model: Model, stop: Stop, dimension: int) -> int:
    pair = model.problem.pair_of.get(stop.id)
    if pair is None or not pair.load:
        return 0
    return pair.load[dimension] if pair.pickup == stop.id else -pair.load[dimension]


def _add_skills(model: Model) -> None:
    for node, stop in enumerate(model.stops):
        if stop.skills:
            able = [k for k, v in enumerate(model.problem.vehicles) if stop.skills <= v.skills]
            model.routing.VehicleVar(model.index(node)).SetValues([-1, *able])


def _add_pairs(model: Model) -> None:
    """Keep both stops of a pair on one vehicle, pickup first."""
    time, solver = model.routing.GetDimensionOrDie("time"), model.routing.solver()
    for pair in model.problem.pairs:
        pickup, delivery = (model.index(model.nodes_of[stop][0]) for stop in (pair.pickup, pair.delivery))
        if time.CumulVar(pickup).Min() > time.CumulVar(delivery).Max():
            # Their times contradict each other even where both are left out: then no plan would be left.
            model.leave_out(pickup, delivery)
            continue
        model.routing.AddPickupAndDelivery(pickup, delivery)
        solver.Add(model.routing.VehicleVar(pickup) == model.routing.VehicleVar(delivery))
        solver.Add(time.CumulVar(pickup) <= time.CumulVar(delivery))


def _add_penalties(model: Model) -> None:
    """Let every stop be left out at a price: its penalty, or more than any plan where it must be served."""
    for stop, nodes in model.nodes_of.items():
        price = model.prices.penalty(model.problem.stop[stop])
        model.routing.AddDisjunction([model.index(node) for node in nodes], price)
