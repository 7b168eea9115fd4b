"""A problem of this house as PyVRP's: for files that PyVRP does not read (Solomon, Li and Lim)."""

from typing import Any

import numpy as np
import pyvrp

from benchmarks.solvers.all_pairs import all_pairs
from data.formats.published.instance import PROFILE, Instance
from routing.problem import Problem, Stop


def pyvrp_data(instance: Instance) -> Any:
    """Return PyVRP's problem: one depot, identical vehicles, windows, stops or pairs."""
    problem = instance.problem
    distances = all_pairs(problem.travel[PROFILE]).astype(np.int64)
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(x=0, y=0) for _ in range(len(distances))],
        clients=[_client(stop) for stop in problem.stops if stop.id not in problem.pair_of],
        depots=[pyvrp.Depot(location=depot.location) for depot in problem.depots],
        vehicle_types=[_fleet(instance)],
        distance_matrices=[distances],
        duration_matrices=[distances],
        shipments=_shipments(problem),
    )


def _fleet(instance: Instance) -> Any:
    vehicle, *others = instance.problem.vehicles
    kinds = {(each.capacity, each.start, each.shift, each.cost_per_km) for each in (vehicle, *others)}
    if len(kinds) > 1:
        raise ValueError(f"{instance.name}: only identical vehicles are passed on")
    return pyvrp.VehicleType(
        num_available=len(others) + 1,
        capacity=list(vehicle.capacity),
        tw_early=vehicle.shift.opens,
        tw_late=vehicle.shift.closes,
    )


def _client(stop: Stop) -> Any:
    (window,) = stop.windows
    return pyvrp.Client(
        location=stop.location,
        delivery=list(stop.delivery),
        service_duration=stop.service,
        tw_early=window.opens,
        tw_late=window.closes,
    )


def _shipments(problem: Problem) -> list[Any]:
    shipments = []
    for pair in problem.pairs:
        pickup, delivery = problem.stop[pair.pickup], problem.stop[pair.delivery]
        shipments.append(
            pyvrp.Shipment(
                pickup_location=pickup.location,
                delivery_location=delivery.location,
                pickup_tw_early=pickup.windows[0].opens,
                pickup_tw_late=pickup.windows[0].closes,
                pickup_service_duration=pickup.service,
                delivery_tw_early=delivery.windows[0].opens,
                delivery_tw_late=delivery.windows[0].closes,
                delivery_service_duration=delivery.service,
                amount=list(pair.load),
            )
        )
    return shipments
