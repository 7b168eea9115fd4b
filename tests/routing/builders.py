"""The smallest valid objects, so that a test names only what it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.matrix import Int32Array, TravelMatrix
from core.units import UNREACHABLE, Cents, Seconds
from core.window import TimeWindow
from routing.budget import Budget
from routing.plan import Plan
from routing.problem import Depot, Load, Pair, Problem, Stop, Vehicle
from routing.solve import SolverName, solve

MINUTE = 60

SOLVER: SolverName = "kernel"
"""Who solves what a test does not say more of; see `each_solver` of tests/routing/conftest.py."""


def make_window(opens: int, closes: int) -> TimeWindow:
    return TimeWindow(opens=Seconds(opens), closes=Seconds(closes))


def make_matrix(
    durations: Sequence[Sequence[int]], distances: Sequence[Sequence[int]] | None = None
) -> TravelMatrix:
    """Return travel of one slice; ten metres a second where no distances are given."""
    seconds = np.array(durations, dtype=np.int64)
    metres = np.where(seconds == UNREACHABLE, UNREACHABLE, seconds * 10) if distances is None else distances
    return TravelMatrix(durations=_int32(seconds), distances=_int32(metres))


def make_slices(*by_slice: Sequence[Sequence[int]], starts: Sequence[int]) -> TravelMatrix:
    """Return travel by slices of the day; ten metres a second in the slowest slice of each pair."""
    seconds = np.array(by_slice, dtype=np.int64)
    metres = np.broadcast_to(seconds.max(axis=0) * 10, seconds.shape)
    return TravelMatrix(
        durations=_int32(seconds),
        distances=_int32(metres),
        slice_starts=tuple(Seconds(each) for each in starts),
    )


def _int32(values: Any) -> Int32Array:
    return np.array(values).astype(np.int32)


def blocked(travel: TravelMatrix, *ways: tuple[int, int]) -> TravelMatrix:
    """Return `travel` without the ways (from, to)."""
    durations, distances = travel.durations.copy(), travel.distances.copy()
    for origin, target in ways:
        durations[:, origin, target] = distances[:, origin, target] = UNREACHABLE
    return TravelMatrix(durations=durations, distances=distances, slice_starts=travel.slice_starts)


def line(size: int, step: int = MINUTE) -> TravelMatrix:
    """Return travel along a straight road: place k is k steps from place 0."""
    at = np.arange(size)
    return make_matrix(np.abs(at[:, None] - at[None, :]) * step)


def make_stop(name: str, location: int = 1, *, load: int = 1, **more: Any) -> Stop:
    """Return a stop that is brought `load`; `delivery` overrides it, such as () for nothing."""
    return Stop(**({"id": name, "location": location, "delivery": (load,)} | more))


def make_vehicle(name: str = "van", *, capacity: int | Load = 10, **more: Any) -> Vehicle:
    """Return a vehicle of the only depot that costs one unit of money a kilometre and nothing else."""
    room = (capacity,) if isinstance(capacity, int) else capacity
    given = {"id": name, "start": "depot", "end": "depot", "capacity": room, "cost_per_km": Cents(100)}
    return Vehicle(**(given | more))


def make_problem(
    *stops: Stop,
    vehicles: Sequence[Vehicle] | None = None,
    travel: TravelMatrix | Mapping[str, TravelMatrix] | None = None,
    pairs: Sequence[Pair] = (),
    **more: Any,
) -> Problem:
    """Return a problem of one depot at place 0, one van and a straight road, unless told otherwise."""
    size = 1 + max((stop.location for stop in stops), default=0)
    given: dict[str, Any] = {
        "stops": stops,
        "vehicles": tuple([make_vehicle()] if vehicles is None else vehicles),
        "depots": (Depot(id="depot", location=0),),
        "travel": travel if isinstance(travel, Mapping) else {"van": travel or line(size)},
        "pairs": tuple(pairs),
    }
    return Problem(**(given | more))


def solved(
    problem: Problem, *, iterations: int = 50, seed: int = 0, solver: SolverName | None = None
) -> Plan:
    """Return a plan made in this process within a fixed number of iterations: the same every time."""
    return solve(problem, budget=Budget(iterations=iterations), seed=seed, solver=solver or SOLVER)


def served(plan: Plan) -> dict[str, set[str]]:
    """Return the stops each vehicle serves, whatever their order."""
    return {vehicle: set(stops) for vehicle, stops in plan.sequences.items()}


def left_out(plan: Plan) -> set[str]:
    return {each.stop for each in plan.unserved}
