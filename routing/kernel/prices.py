"""Money in whole units of the kernel, small enough that no sum of it overflows."""

from dataclasses import dataclass
from math import gcd

from core.units import METRES_PER_KM, SECONDS_PER_HOUR
from routing.kernel.bounds import longest_duration, longest_metres
from routing.problem import Problem, Vehicle

UNIT = 18_000
"""Kernel units per minor unit of money: the least multiple of 1,000 m and 3,600 s."""

SAFE = 2**58
"""No sum of prices of a plan may exceed this."""

NO_WAY = 2**33
"""Metres and seconds of a detour by ways that do not exist; what they would cost must be safe too."""


@dataclass(frozen=True, kw_only=True)
class Prices:
    """Prices in kernel units: `UNIT` a minor unit, divided by what all have in common.

    divisor
        more only where sums would overflow; prices are then rounded down, but none above 0 to 0.
    shortest
        driving costs nothing: metres are counted, so that the shorter way is still the better one.
    weight
        what each price is multiplied by, so that where metres are counted it counts for more than all of them.
    exact
        whether no price is rounded.
    """

    divisor: int
    shortest: bool
    weight: int
    exact: bool

    def of(self, price: int) -> int:
        """Return a price, given in `UNIT`s, in kernel units."""
        return max(1, price // self.divisor) * self.weight if price > 0 else 0


def rates(vehicle: Vehicle) -> dict[str, int]:
    """Return what a vehicle costs, in `UNIT`s, by the names that the kernel has for it."""
    by_metre, by_second = UNIT // METRES_PER_KM, UNIT // SECONDS_PER_HOUR
    return {
        "fixed": vehicle.cost_fixed * UNIT,
        "per_metre": vehicle.cost_per_km * by_metre,
        "per_second": vehicle.cost_per_hour * by_second,
        "per_driving": vehicle.cost_per_driving_hour * by_second,
        "per_work": vehicle.cost_per_work_hour * by_second,
        "per_overtime": vehicle.cost_per_overtime_hour * by_second
        if vehicle.regular_duration is not None
        else 0,
    }


def prices(problem: Problem) -> Prices:
    """Return the prices of a problem."""
    every = {tuple(rates(vehicle).values()) for vehicle in problem.vehicles}
    penalties = [each.penalty * UNIT for each in problem.stops if each.penalty]
    penalties += [each.penalty * UNIT for each in problem.groups if each.penalty]
    common = max(1, gcd(*(rate for each in every for rate in each), *penalties))
    longest = max((longest_metres(travel) for travel in problem.travel.values()), default=0)
    lasting = longest_duration(problem)
    dearest = sum(penalties)
    for fixed, metre, *seconds in every:
        route = fixed + metre * longest * 2 + sum(seconds) * lasting
        dearest = max(dearest, route * (len(problem.stops) + 1), (metre + sum(seconds)) * NO_WAY)
    overflow = dearest // common // SAFE
    metres = 2 * longest * (len(problem.stops) + 1) + 1
    shortest = not any(map(any, every)) and sum(penalties) // common * metres < SAFE
    return Prices(
        divisor=common * (overflow + 1),
        shortest=shortest,
        weight=metres if shortest and penalties else 1,
        exact=overflow == 0,
    )
