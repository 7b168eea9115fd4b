"""The smallest valid objects, so that a test names only what it is about."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.matrix import TravelMatrix
from core.units import Cents, Seconds
from core.window import TimeWindow
from routing.budget import Budget
from routing.plan import Plan
from routing.problem import Depot, Pair, Problem, Stop, Vehicle
from routing.solve import solve

MINUTE = 60


def make_window(opens: int, closes: int) -> TimeWindow:
    return TimeWindow(opens=Seconds(opens), closes=Seconds(closes))


def make_matrix(
    durations: Sequence[Sequence[int]], distances: Sequence[Sequence[int]] | None = None
) -> TravelMatrix:
    seconds = np.array(durations, dtype=np.int32)
    metres = seconds * 10 if distances is None else np.array(distances, dtype=np.int32)
    return TravelMatrix(durations=seconds, distances=metres)


def line(size: int, step: int = MINUTE) -> TravelMatrix:
    """Return travel along a straight road: place k is k steps from place 0."""
    at = np.arange(size)
    return make_matrix(np.abs(at[:, None] - at[None, :]) * step)


def make_stop(name: str, location: int = 1, *, load: int = 1, **more: Any) -> Stop:
    return Stop(**({"id": name, "location": location, "delivery": (load,)} | more))


def make_vehicle(name: str = "van", *, capacity: int = 10, **more: Any) -> Vehicle:
    given = {"id": name, "start": "depot", "end": "depot", "capacity": (capacity,), "cost_per_km": Cents(100)}
    return Vehicle(**(given | more))


def make_problem(
    *stops: Stop,
    vehicles: Sequence[Vehicle] | None = None,
    travel: TravelMatrix | None = None,
    pairs: Sequence[Pair] = (),
    **more: Any,
) -> Problem:
    size = 1 + max((stop.location for stop in stops), default=0)
    given: dict[str, Any] = {
        "stops": stops,
        "vehicles": tuple([make_vehicle()] if vehicles is None else vehicles),
        "depots": (Depot(id="depot", location=0),),
        "travel": {"van": travel or line(size)},
        "pairs": tuple(pairs),
    }
    return Problem(**(given | more))


def solved(problem: Problem, *, iterations: int = 50, seed: int = 0) -> Plan:
    """Return a plan made in this process within a fixed number of iterations: the same every time."""
    return solve(problem, budget=Budget(iterations=iterations), seed=seed)
