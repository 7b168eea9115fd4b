"""A first plan: stops one after the other, each into the gap where it adds least.

All gaps between stops are judged at once by what a new stop adds and by the earliest and latest times around
it; the cheapest few are then tried exactly. Source: Solomon (1987), doi:10.1287/opre.35.2.254, insertion I1,
with many routes open at once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from core.travel import Travel
from core.units import METRES_PER_KM, SECONDS_PER_HOUR, UNREACHABLE
from routing.fit import shortage
from routing.problem import Problem, Stop, Vehicle
from routing.solvers.gaps import Gaps, gaps_of

Floats = NDArray[np.float64]

LEAST_IDLE = 5
"""At least so many idle vehicles of each kind stay in the search."""

ONE_VEHICLE_MORE = 1e15
"""What sending out another vehicle adds where fewest vehicles come first: more than any cost."""

EXACT_TRIES = 6
"""How many of the cheapest gaps are tried exactly for one stop."""


def constructed(
    problem: Problem, number: int, seed: int, keep_on: Callable[[], bool]
) -> dict[str, tuple[str, ...]]:
    """Return stop ids in order by vehicle; stops that fit nowhere are left out.

    number
        chooses the order of the stops, so that searches side by side begin differently.
    keep_on
        asked before each stop; what is there when it answers False is returned.
    """
    building = _Building(problem=problem)
    for stop in _ordered(problem, number, seed):
        if not keep_on():
            break
        building.insert(stop)
    return {vehicle: sequence for vehicle, sequence in building.sequences.items() if sequence}


def with_few_idle(problem: Problem, sequences: Mapping[str, Sequence[str]]) -> Problem:
    """Return `problem` with the vehicles that drive and, of each kind, a few that do not.

    Where a file leaves the fleet free there is a vehicle per stop: a search that looks at all is slow.
    """
    kept: set[str] = {vehicle for vehicle, stops in sequences.items() if stops}
    served = sum(len(stops) for stops in sequences.values())
    for_left_out = 2 * len(kept) * (len(problem.stops) - served) // max(1, served)
    spare = max(LEAST_IDLE, len(kept) // 10, for_left_out)
    idle = Counter[Vehicle]()
    for vehicle in problem.vehicles:
        kind = replace(vehicle, id="")
        if vehicle.id not in kept and idle[kind] < spare:
            idle[kind] += 1
            kept.add(vehicle.id)
    return replace(problem, vehicles=tuple(each for each in problem.vehicles if each.id in kept))


def _ordered(problem: Problem, number: int, seed: int) -> list[Stop]:
    """Return stops in the order of insertion: last chance first, farthest first, or by chance.

    A pair is inserted when its pickup comes; deliveries of pairs are not in the list.
    """
    deliveries = {pair.delivery for pair in problem.pairs}
    stops = [stop for stop in problem.stops if stop.id not in deliveries]
    by_chance = np.random.default_rng((seed, number)).permutation(len(stops))
    shuffled = [stops[k] for k in by_chance]
    if number >= 2:
        return shuffled
    depots = [depot.location for depot in problem.depots] or [0]
    travel = next(iter(problem.travel.values()))
    far = np.minimum.reduce([travel.durations_from(depot) for depot in depots])
    windowed = len({stop.windows for stop in stops}) > 1
    if windowed == (number == 0):
        return sorted(shuffled, key=lambda stop: (stop.windows[-1].closes, -far[stop.location]))
    return sorted(shuffled, key=lambda stop: -far[stop.location])


@dataclass(kw_only=True)
class _Building:
    """Routes under construction, and the gaps of each.

    driving, idle
        vehicles with stops, and those without by kind: vehicles of a kind differ only in their id.
    """

    problem: Problem
    driving: list[str] = field(default_factory=list)
    idle: dict[Vehicle, list[str]] = field(default_factory=dict)
    kinds: dict[str, Vehicle] = field(default_factory=dict)
    sequences: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gaps: dict[str, Gaps] = field(default_factory=dict)
    calm: dict[str, Travel] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sequences = {vehicle.id: () for vehicle in self.problem.vehicles}
        for vehicle in reversed(self.problem.vehicles):
            self.kinds[vehicle.id] = replace(vehicle, id="")
            self.idle.setdefault(self.kinds[vehicle.id], []).append(vehicle.id)
        self.calm = {name: matrix.slowest() for name, matrix in self.problem.travel.items()}

    def insert(self, stop: Stop) -> None:
        """Put `stop`, and its partner if it is of a pair, where they add least; or leave them out."""
        found = next(self._feasible(stop), None)
        if found is not None:
            vehicle, sequence = found
            if not self.sequences[vehicle]:
                self.driving.append(vehicle)
                self.idle[self.kinds[vehicle]].pop()
            self.sequences[vehicle] = sequence
            self.gaps.pop(vehicle, None)

    def _feasible(self, stop: Stop) -> Iterator[tuple[str, tuple[str, ...]]]:
        for vehicle, place in self._cheapest_gaps(stop):
            before = self.sequences[vehicle]
            grown = (*before[:place], stop.id, *before[place:])
            for sequence in self._with_partner(stop, grown, place):
                if shortage(self.problem, vehicle, sequence).nothing:
                    yield vehicle, sequence

    def _with_partner(self, stop: Stop, grown: tuple[str, ...], place: int) -> Iterator[tuple[str, ...]]:
        pair = self.problem.pair_of.get(stop.id)
        if pair is None:
            yield grown
            return
        for after in range(place + 1, len(grown) + 1):
            yield (*grown[:after], pair.delivery, *grown[after:])

    def _cheapest_gaps(self, stop: Stop) -> list[tuple[str, int]]:
        """Return vehicles and places in their routes, cheapest first, that seem to have time and room."""
        able = [vehicle for vehicle in self._worth_trying() if self._open_to(vehicle, stop)]
        if not able:
            return []
        added = [self._added(vehicle, stop) for vehicle in able]
        owners = np.repeat(np.arange(len(able)), [len(each) for each in added])
        places = np.concatenate([np.arange(len(each)) for each in added])
        costs = np.concatenate(added)
        order = np.argsort(costs, kind="stable")[:EXACT_TRIES]
        return [(able[owners[k]], int(places[k])) for k in order if np.isfinite(costs[k])]

    def _worth_trying(self) -> list[str]:
        """Return the vehicles that drive, and of each idle kind the next one."""
        return [*self.driving, *(idle[-1] for idle in self.idle.values() if idle)]

    def _open_to(self, vehicle_id: str, stop: Stop) -> bool:
        vehicle, gaps = self.problem.vehicle[vehicle_id], self._gaps(vehicle_id)
        if not stop.skills <= vehicle.skills:
            return False
        if vehicle.max_stops is not None and len(self.sequences[vehicle_id]) >= vehicle.max_stops:
            return False
        carried = zip(gaps.brought, stop.delivery or (0,) * len(gaps.brought), vehicle.capacity, strict=True)
        return all(now + more <= most for now, more, most in carried)

    def _gaps(self, vehicle_id: str) -> Gaps:
        if vehicle_id not in self.gaps:
            self.gaps[vehicle_id] = gaps_of(self.problem, vehicle_id, self.sequences[vehicle_id])
        return self.gaps[vehicle_id]

    def _added(self, vehicle_id: str, stop: Stop) -> Floats:
        """Return (gaps,) what `stop` adds to the cost in each gap; infinite where time does not allow it."""
        vehicle, gaps = self.problem.vehicle[vehicle_id], self._gaps(vehicle_id)
        travel = self.calm[vehicle.profile]
        seconds, metres = gaps.detours(travel, stop.location)
        cost = (
            vehicle.cost_per_km / METRES_PER_KM * metres + vehicle.cost_per_hour / SECONDS_PER_HOUR * seconds
        )
        if not self.sequences[vehicle_id]:
            cost = cost + vehicle.cost_fixed + (ONE_VEHICLE_MORE if self.problem.fewest_vehicles else 0)
        fits = gaps.in_time(travel, stop) & (metres < UNREACHABLE / 2)
        # Where nothing costs anything, the shorter way is still the better one.
        return np.where(fits, cost + 1e-6 * seconds, np.inf)
