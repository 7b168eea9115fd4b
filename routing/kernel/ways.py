"""Travel as the kernel holds it: matrices it looks into, or points whose distances it works out itself."""

from collections.abc import Iterable

from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from core.travel import Travel
from routing.kernel import _kernel
from routing.problem import Problem, Vehicle

GRIDS = {"real": 4, "floor": 1, "ceil": 3}
ROUNDINGS = {"half-up": 0, "floor": 1, "nearest-even": 2}
"""Numbers of the kernel's `Rounding`."""


def add_travel(
    kernel: _kernel.Problem, problem: Problem, types: Iterable[Vehicle]
) -> dict[tuple[str, int], int]:
    """Add each profile at each speed once; return their numbers."""
    numbers: dict[tuple[str, int], int] = {}
    for vehicle in types:
        key = (vehicle.profile, vehicle.speed_percent)
        if key not in numbers:
            numbers[key] = len(numbers)
            _add(kernel, problem.travel_of(vehicle).slowest())
    return numbers


def _add(kernel: _kernel.Problem, travel: Travel) -> None:
    if isinstance(travel, PlaneTravel):
        grid, rounding = GRIDS[travel.grid], ROUNDINGS[travel.rounding]
        kernel.add_points(travel.points, travel.scale, grid, rounding, travel.speed_percent)
    elif isinstance(travel, TravelMatrix):
        kernel.add_matrix(travel.distances[0], travel.durations[0])
    else:
        raise TypeError(f"the kernel has no way to read {type(travel).__name__}")
