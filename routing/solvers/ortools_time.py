"""The clock of an OR-Tools routing model: travel, work, waiting, windows, shifts, and what driving costs.

Source of the modelling idioms: OR-Tools routing library, https://developers.google.com/optimization/routing.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from routing.problem import Stop, Vehicle
from routing.solvers.ortools_model import Int64Array, Model


def _shared_locations(stops: Sequence[Stop]) -> dict[int, list[int]]:
    """Return the nodes at each location that several stops share; only there setup may be saved."""
    at: dict[int, list[int]] = {}
    for node, stop in enumerate(stops):
        at.setdefault(stop.location, []).append(node)
    return {location: nodes for location, nodes in at.items() if len(nodes) > 1}


def _is_shared(model: Model, stop: Stop, together: dict[int, list[int]]) -> bool:
    return stop.location in together or stop.location in {d.location for d in model.problem.depots}


def add_time(model: Model) -> None:
    """Add the clock: travel, work, waiting, windows, shifts, limits of duration."""
    together = _shared_locations(model.stops)
    seconds = _seconds(model, together)
    far = model.horizon + 1
    transits = {
        profile: model.routing.RegisterTransitMatrix(np.minimum(along, far).tolist())
        for profile, along in seconds.items()
    }
    evaluators = [transits[vehicle.profile] for vehicle in model.problem.vehicles]
    model.routing.AddDimensionWithVehicleTransits(evaluators, far, far, False, "time")
    _price_arcs(model, seconds)
    time = model.routing.GetDimensionOrDie("time")
    for number, vehicle in enumerate(model.problem.vehicles):
        _set_shift(model, time, number, vehicle)
    for node, stop in enumerate(model.stops):
        _set_windows(model, time, node)
        if stop.setup and _is_shared(model, stop, together):
            _set_setup(model, time, node, together)


def _seconds(model: Model, together: dict[int, list[int]]) -> dict[str, Int64Array]:
    """Return, by profile, (nodes, nodes) seconds from the start of work at one node to arrival at another.

    The certain part of the work counts: service, and setup where it cannot be saved.
    """
    certain = [s.service + (0 if _is_shared(model, s, together) else s.setup) for s in model.stops]
    work = np.array(certain + [0] * (len(model.locations) - len(certain)), dtype=np.int64)
    far = model.horizon + 1
    return {
        profile: np.minimum(model.between(matrix.durations[0]), far) + work[:, np.newaxis]
        for profile, matrix in model.travel.items()
    }


def _price_arcs(model: Model, seconds: dict[str, Int64Array]) -> None:
    """Set what driving and working costs, once for all vehicles of the same rates."""
    prices: dict[tuple[str, int, int], int] = {}
    for number, vehicle in enumerate(model.problem.vehicles):
        rates = (vehicle.profile, vehicle.cost_per_km, vehicle.cost_per_hour)
        if rates not in prices:
            metres = model.between(model.travel[vehicle.profile].distances[0])
            arcs = model.prices.arcs(vehicle, metres, seconds[vehicle.profile])
            prices[rates] = model.routing.RegisterTransitMatrix(arcs.tolist())
        model.routing.SetArcCostEvaluatorOfVehicle(prices[rates], number)
        model.routing.SetFixedCostOfVehicle(model.prices.fixed(vehicle), number)


def _set_shift(model: Model, time: Any, number: int, vehicle: Vehicle) -> None:
    """Bound when a vehicle leaves and is back, by its shift, the depots' windows and its longest duration."""
    for end, index in (
        (vehicle.start, model.routing.Start(number)),
        (vehicle.end, model.routing.End(number)),
    ):
        opens, closes = vehicle.shift.opens, vehicle.shift.closes
        if end is not None:
            window = model.problem.depot[end].window
            opens, closes = max(opens, window.opens), min(closes, window.closes)
        if opens > closes:
            _stay_at_home(model, number)
            return
        time.CumulVar(index).SetRange(opens, closes)
    model.routing.AddVariableMinimizedByFinalizer(time.CumulVar(model.routing.End(number)))
    model.routing.AddVariableMaximizedByFinalizer(time.CumulVar(model.routing.Start(number)))
    if vehicle.cost_per_hour:
        time.SetSlackCostCoefficientForVehicle(model.prices.second(vehicle), number)
    if vehicle.max_duration is not None:
        time.SetSpanUpperBoundForVehicle(min(vehicle.max_duration, model.horizon), number)


def _stay_at_home(model: Model, number: int) -> None:
    """Keep a vehicle whose depot is never open during its shift from driving at all."""
    model.routing.solver().Add(
        model.routing.NextVar(model.routing.Start(number)) == model.routing.End(number)
    )


def _set_windows(model: Model, time: Any, node: int) -> None:
    """Restrict the start of work to the stop's windows: their hull, less the gaps between them."""
    windows, index = model.stops[node].windows, model.index(node)
    if windows[0].opens > model.horizon:
        model.routing.VehicleVar(index).SetValues([-1])
        return
    start = time.CumulVar(index)
    start.SetRange(windows[0].opens, max(window.closes for window in windows))
    for before, after in pairwise(windows):
        if before.closes + 1 <= after.opens - 1:
            start.RemoveInterval(before.closes + 1, after.opens - 1)


def _set_setup(model: Model, time: Any, node: int, together: dict[int, list[int]]) -> None:
    """Make work at `node` last its setup longer, unless the vehicle comes from the same location."""
    location, index = model.stops[node].location, model.index(node)
    before = [model.index(other) for other in together.get(location, []) if other != node]
    before += [
        model.routing.Start(number)
        for number, vehicle in enumerate(model.problem.vehicles)
        if vehicle.start is not None and model.problem.depot[vehicle.start].location == location
    ]
    solver = model.routing.solver()
    already_there = solver.Sum([model.routing.NextVar(other) == index for other in before])
    setup = model.stops[node].setup
    solver.Add(time.SlackVar(index) + setup * already_there >= setup)
