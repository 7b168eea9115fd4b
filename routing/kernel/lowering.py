"""Turns a problem into the arrays that the kernel searches in, and its plans back into sequences of stops."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from routing.amounts import Load
from routing.assemble import Sequences
from routing.kernel import _kernel
from routing.kernel.fleet import Fleet, add_compatibility, add_fleet, vehicle_types
from routing.kernel.identity import assigned
from routing.kernel.prices import Prices, prices
from routing.kernel.units import add_units, kernel_stops, units_of
from routing.kernel.ways import add_travel, nothing_binds
from routing.problem import Problem
from routing.trips import reload_at, reload_depot, without_empty_trips

Int64s = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Lowered:
    """A problem as the kernel holds it, and how its numbers lead back.

    vehicles
        ids of the vehicles of each type, which differ in nothing else.
    type_of
        the number of a vehicle's type, by its id.
    prices
        how money leads back: kernel units of cost are 1/18,000 of a minor unit times their divisor.
    number_of
        the number of a stop, by its id.
    unit_of
        the number of each stop's unit.
    units
        how many there are.
    depots
        the number of a depot, by its id.
    usable
        whether vehicles of a type can leave their start and reach their end at all.
    """

    problem: Problem
    kernel: _kernel.Problem
    vehicles: tuple[tuple[str, ...], ...]
    type_of: Mapping[str, int]
    prices: Prices
    number_of: Mapping[str, int] = field(repr=False)
    unit_of: Sequence[int] = field(repr=False)
    units: int
    depots: Mapping[str, int] = field(repr=False)
    usable: Sequence[bool]

    @cached_property
    def speeds(self) -> tuple[tuple[str, int], ...]:
        """Profiles and speeds of the vehicles, in the order of the kernel's travel."""
        return tuple(dict.fromkeys((each.profile, each.speed_percent) for each in self.problem.vehicles))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of vehicle, whose work at stops may differ, in the order of the kernel's work classes."""
        return tuple(dict.fromkeys(each.kind for each in self.problem.vehicles))

    @cached_property
    def skills(self) -> tuple[frozenset[str] | None, ...]:
        """What vehicles of each type can do; None of a type whose route is locked as it is."""
        closed = {lock.vehicle for lock in self.problem.locks if lock.kind == "route"}
        firsts = [ids[0] for ids in self.vehicles]
        return tuple(None if each in closed else self.problem.vehicle[each].skills for each in firsts)

    def sequences(self, plan: _kernel.Plan, earlier: Sequences | None = None) -> Sequences:
        """Return stop ids in order by vehicle id; reloads stand between them as `routing.trips` says.

        earlier
            what the vehicles drove before: each keeps the route that shares most stops with its own.
        """
        by_type: dict[int, list[tuple[str, ...]]] = {}
        for route in plan.routes:
            by_type.setdefault(route.type, []).append(tuple(self._name(visit) for visit in route.visits))
        found: dict[str, Sequence[str]] = {}
        for number in sorted(by_type):
            found |= assigned(by_type[number], self.vehicles[number], earlier or {})
        return found

    def plan(self, sequences: Sequences) -> _kernel.Plan:
        """Return sequences of stops as a plan of the kernel; units on no route are left out.

        Of stops that are there twice, or of which one is enough, the first is kept.
        """
        plan, routes = _kernel.Plan(), []
        seen: set[str] = set()
        for vehicle, names in sequences.items():
            visits = self._visits(names, seen) if self.usable[self.type_of[vehicle]] else []
            if visits:
                route = _kernel.RoutePlan()
                route.type, route.visits = self.type_of[vehicle], visits
                routes.append(route)
        plan.routes = routes
        served = {self.unit_of[self.number_of[name]] for name in seen}
        plan.bank = [unit for unit in range(self.units) if unit not in served]
        return plan

    def _visits(self, names: Sequence[str], seen: set[str]) -> list[int]:
        """Return the numbers of a sequence without stops that are `seen`, and add its stops to those."""
        kept = []
        for name in names:
            if name not in seen:
                kept.append(name)
            if name in self.number_of:
                group = self.problem.group_of.get(name)
                seen.update((name,) if group is None else group.stops)
        return [self._number(name) for name in without_empty_trips(kept, self.number_of)]

    def _number(self, name: str) -> int:
        stop = self.number_of.get(name)
        return -1 - self.depots[reload_depot(name)] if stop is None else stop

    def _name(self, visit: int) -> str:
        if visit >= 0:
            return self.problem.stops[visit].id
        return reload_at(self.problem.depots[-1 - visit].id)


def lowered(problem: Problem, *, every_window: bool = False) -> Lowered:
    """Return `problem` as arrays; travel by time of day is taken at its slowest.

    every_window
        whether shifts are kept even where no route of these stops can last long enough for them to matter.
    """
    kernel = _kernel.Problem()
    types = vehicle_types(problem)
    fleet = Fleet(
        problem=problem,
        types=tuple(types),
        ids=tuple(tuple(ids) for ids in types.values()),
        prices=prices(problem),
        profiles=add_travel(kernel, problem, types),
        loose=not every_window and nothing_binds(problem),
    )
    number_of = {stop.id: number for number, stop in enumerate(problem.stops)}
    units = units_of(problem, number_of)
    stops = kernel_stops(problem, units, number_of)
    kernel.backhaul_only = problem.backhaul_only
    kernel.fewest_vehicles = problem.fewest_vehicles
    add_fleet(kernel, fleet)
    add_compatibility(kernel, stops, fleet)
    add_units(kernel, problem, units, fleet.prices)
    kernel.stops = stops
    _add_windows(kernel, problem)
    _add_work(kernel, problem, fleet.kinds)
    _add_loads(kernel, problem, number_of)
    kernel.finish()
    unit_of = {stop: number for number, unit in enumerate(units) for stop in unit.stops}
    return Lowered(
        problem=problem,
        kernel=kernel,
        vehicles=fleet.ids,
        type_of={name: number for number, ids in enumerate(fleet.ids) for name in ids},
        prices=fleet.prices,
        number_of=number_of,
        unit_of=[unit_of[stop] for stop in range(len(problem.stops))],
        units=len(units),
        depots={depot.id: number for number, depot in enumerate(problem.depots)},
        usable=[each.count > 0 for each in kernel.types],
    )


def _array(values: Iterable[int]) -> Int64s:
    return np.fromiter(values, dtype=np.int64)


def _add_windows(kernel: _kernel.Problem, problem: Problem) -> None:
    windows = [window for stop in problem.stops for window in stop.windows]
    begin = accumulate((len(stop.windows) for stop in problem.stops), initial=0)
    kernel.set_windows(_array(begin), _array(w.opens for w in windows), _array(w.closes for w in windows))


def _add_work(kernel: _kernel.Problem, problem: Problem, kinds: Sequence[str]) -> None:
    kernel.set_work(
        _array(stop.service_of(kind) for kind in kinds for stop in problem.stops),
        _array(stop.setup_of(kind) for kind in kinds for stop in problem.stops),
    )


def _add_loads(kernel: _kernel.Problem, problem: Problem, number_of: Mapping[str, int]) -> None:
    kernel.dimensions = dimensions = len(problem.vehicles[0].capacity) if problem.vehicles else 0
    carried = np.zeros((len(problem.stops), dimensions), dtype=np.int64)
    for pair in problem.pairs:
        if pair.load and dimensions:
            carried[number_of[pair.pickup]] += pair.load
            carried[number_of[pair.delivery]] -= pair.load
    nothing: Load = (0,) * dimensions
    kernel.set_loads(
        _array(amount for stop in problem.stops for amount in (stop.delivery or nothing)[:dimensions]),
        _array(amount for stop in problem.stops for amount in (stop.pickup or nothing)[:dimensions]),
        carried.ravel(),
    )
