"""Money as the kernel counts it: whole units fine enough for every metre and every second."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd

from core.units import METRES_PER_KM, SECONDS_PER_HOUR
from routing.kernel.ways import longest_duration, longest_leg
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
        what each price is multiplied by: where metres are counted it outweighs all of them.
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
    """Return what a vehicle costs, in `UNIT`s by the name of the kernel's field."""
    by_metre, by_second = UNIT // METRES_PER_KM, UNIT // SECONDS_PER_HOUR
    overtime = 0 if vehicle.regular_duration is None else vehicle.cost_per_overtime_hour
    return {
        "fixed": vehicle.cost_fixed * UNIT,
        "per_metre": vehicle.cost_per_km * by_metre,
        "per_second": vehicle.cost_per_hour * by_second,
        "per_driving": vehicle.cost_per_driving_hour * by_second,
        "per_work": vehicle.cost_per_work_hour * by_second,
        "per_overtime": overtime * by_second,
    }


def prices(problem: Problem) -> Prices:
    """Return the prices of a problem, so coarse only that no plan can cost more than `SAFE`."""
    charged = {tuple(rates(vehicle).values()) for vehicle in problem.vehicles}
    penalties = list(_penalties(problem))
    common = max(1, gcd(*(rate for each in charged for rate in each), *penalties))
    longest = max((longest_leg(travel) for travel in problem.travel.values()), default=0)
    lasting = longest_duration(problem)
    dearest = sum(penalties)
    for fixed, metre, *seconds in charged:
        each = fixed + metre * longest * 2 + sum(seconds) * lasting
        dearest = max(dearest, each * (len(problem.stops) + 1), (metre + sum(seconds)) * NO_WAY)
    overflow = dearest // common // SAFE
    metres = 2 * longest * (len(problem.stops) + 1) + 1
    shortest = not any(map(any, charged)) and sum(penalties) // common * metres < SAFE
    return Prices(
        divisor=common * (overflow + 1),
        shortest=shortest,
        weight=metres if shortest and penalties else 1,
        exact=overflow == 0,
    )


def _penalties(problem: Problem) -> Iterator[int]:
    yield from (stop.penalty * UNIT for stop in problem.stops if stop.penalty)
    yield from (group.penalty * UNIT for group in problem.groups if group.penalty)
