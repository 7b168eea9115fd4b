"""A problem's money as 64-bit integers small enough that no sum in the solver overflows."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from core.matrix import TravelMatrix
from core.units import METRES_PER_KM, SECONDS_PER_HOUR, UNREACHABLE
from routing.problem import Problem, Stop, Vehicle

Int64Array = NDArray[np.int64]

UNIT = 18_000
"""Solver units per minor unit of money: the least multiple of 1,000 m and 3,600 s."""

SAFE = 2**59
"""No sum of prices in a plan may exceed this."""


@dataclass(frozen=True, kw_only=True)
class Prices:
    """Prices in solver units: `UNIT` a minor unit, divided by `divisor`.

    divisor
        the greatest common divisor of all prices, so that nothing is lost; more only where sums overflow.
    missing
        the price of leaving out a stop that must be served: above the cost of any plan.
    vehicle
        the price of one vehicle more, besides its costs: above those of any plan where fewest vehicles come
        first, else 0.
    """

    divisor: int
    missing: int
    vehicle: int = 0

    def arcs(self, vehicle: Vehicle, metres: Int64Array, seconds: Int64Array) -> Int64Array:
        """Return (n, n) prices of driving and working along each arc."""
        by_distance = vehicle.cost_per_km * (UNIT // METRES_PER_KM) // self.divisor
        reached = np.where(metres >= UNREACHABLE, 0, metres)
        if by_distance * self.divisor != vehicle.cost_per_km * (UNIT // METRES_PER_KM):
            exact = reached.astype(np.float64) * vehicle.cost_per_km * (UNIT // METRES_PER_KM)
            return (exact / self.divisor).astype(np.int64) + self.second(vehicle) * seconds
        return by_distance * reached + self.second(vehicle) * seconds

    def second(self, vehicle: Vehicle) -> int:
        """Return the price of a second of this vehicle's route."""
        return vehicle.cost_per_hour * (UNIT // SECONDS_PER_HOUR) // self.divisor

    def fixed(self, vehicle: Vehicle) -> int:
        """Return the price of using this vehicle at all."""
        return self.vehicle + vehicle.cost_fixed * UNIT // self.divisor

    def penalty(self, stop: Stop) -> int:
        """Return the price of leaving `stop` out."""
        return self.missing if stop.penalty is None else stop.penalty * UNIT // self.divisor


def prices_of(problem: Problem, travel: Mapping[str, TravelMatrix]) -> Prices:
    """Return the prices of `problem`: exact where sums stay small, rounded down where they would not."""
    common = gcd(
        *(v.cost_per_km * (UNIT // METRES_PER_KM) for v in problem.vehicles),
        *(v.cost_per_hour * (UNIT // SECONDS_PER_HOUR) for v in problem.vehicles),
        *(v.cost_fixed * UNIT for v in problem.vehicles),
        *(s.penalty * UNIT for s in problem.stops if s.penalty is not None),
    )
    dearest = _dearest_plan(problem, travel) + 1
    weight = dearest if problem.fewest_vehicles else 0
    missing = dearest + weight * len(problem.vehicles)
    divisor = max(common, 1)
    too_much = missing * (len(problem.stops) + 1) // divisor // SAFE
    divisor *= too_much + 1
    return Prices(divisor=divisor, missing=missing // divisor + 1, vehicle=-(-weight // divisor))


def _dearest_plan(problem: Problem, travel: Mapping[str, TravelMatrix]) -> int:
    """Return, in units, a bound of what any plan costs: all vehicles out all day, each stop a longest leg."""
    metres = max(
        (int(m.distances[m.distances < UNREACHABLE].max(initial=0)) for m in travel.values()),
        default=0,
    )
    per_km = max((v.cost_per_km for v in problem.vehicles), default=0)
    hours = sum(v.cost_per_hour * (v.shift.closes - v.shift.opens) for v in problem.vehicles)
    fixed = sum(v.cost_fixed for v in problem.vehicles)
    penalties = sum(s.penalty or 0 for s in problem.stops)
    legs = len(problem.stops) + len(problem.vehicles)
    per_metre, per_second = UNIT // METRES_PER_KM, UNIT // SECONDS_PER_HOUR
    return per_km * per_metre * metres * legs + hours * per_second + (fixed + penalties) * UNIT
