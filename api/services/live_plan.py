"""The tentative plan of a day with the stops that were promised since it was made.

The plan itself stays as it is prepared: only vehicles that got a promised stop are prepared anew, a few
together, so that one more stop takes milliseconds also where a plan has thousands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from api.services.one_more_place import OneMorePlace
from api.services.tentative_plans import DayPlan
from core.place import Place
from orders.holds.promised_stop import PromisedStop
from routing.assemble import assemble
from routing.excerpt import excerpt_of
from routing.halts import Outline
from routing.insertion import Prepared, prepared
from routing.newcomer import Newcomer, TravelRows
from routing.plan import Route
from routing.problem import Load, Problem, Stop

PART: Final = 12
"""Vehicles that are prepared together: fewer are prepared sooner, more are asked sooner."""

_KEPT: Final = 512
"""Places of which the ways to parts are kept."""

Routes = Mapping[str, tuple[str, ...]]
"""What vehicles visit, by their ids: those that have a promised stop."""

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Crew:
    """The vehicles of a day that start at one warehouse, or at any.

    vehicles
        those that have not left; None where that is all vehicles of the day.
    unchanged
        those of them that drive as the plan says; None where that is all vehicles of the day.
    kinds
        what they can do and carry, each once.
    all_gone
        whether there are some and all have left.
    """

    vehicles: frozenset[str] | None
    unchanged: frozenset[str] | None
    kinds: frozenset[tuple[frozenset[str], Load]]
    all_gone: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """Some vehicles with their promised stops, made ready for questions.

    locations
        of the day's problem, one for each row of the part's travel; behind them those of `places`.
    places
        of promised stops that the day's problem does not know.
    """

    asked: Prepared
    routes: Mapping[str, Route]
    vehicles: frozenset[str]
    locations: tuple[int, ...]
    places: tuple[Place, ...]

    @cached_property
    def rows(self) -> Mapping[Point, int]:
        """The row of each place of promised stops."""
        return {point_of(place): len(self.locations) + number for number, place in enumerate(self.places)}


@dataclass(frozen=True, kw_only=True, eq=False)
class LivePlan:
    """A day's plan as it can be asked now.

    stops
        promised since it was made, by id; those that no route has do not fit into it.
    parts
        vehicles that differ from the plan, and with the first idle one of them all others that are idle.
    gone
        vehicles that have left already: nothing more can be put aboard.
    """

    base: DayPlan
    stops: Mapping[str, PromisedStop] = field(default_factory=dict)
    routes: Routes = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    gone: frozenset[str] = frozenset()

    @property
    def problem(self) -> Problem:
        """What the plan must respect."""
        return self.base.problem

    def load_of(self, stop: PromisedStop) -> Load:
        """Return what a stop brings, in the dimensions of the plan; nothing in those that carts lack."""
        return tuple(stop.amounts.get(name, 0) for name in self.problem.dimensions)

    def crew(self, warehouse: str) -> Crew:
        """Return the vehicles that start at a warehouse; "" stands for any."""
        return self._crews(warehouse)

    @cached_property
    def _crews(self) -> Callable[[str], Crew]:
        return lru_cache(maxsize=_KEPT)(self._crew)

    def _crew(self, warehouse: str) -> Crew:
        every = self.problem.vehicles
        there = [each for each in every if not warehouse or each.start == warehouse]
        ours = [each for each in there if each.id not in self.gone]
        vehicles = frozenset(each.id for each in ours)
        unchanged = vehicles - self.changed
        return Crew(
            vehicles=None if len(ours) == len(every) else vehicles,
            unchanged=None if len(unchanged) == len(every) else unchanged,
            kinds=frozenset((each.skills, each.capacity) for each in ours),
            all_gone=bool(there) and not ours,
        )

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The number of each vehicle."""
        return {each.id: number for number, each in enumerate(self.problem.vehicles)}

    @cached_property
    def changed(self) -> frozenset[str]:
        """Vehicles that do not drive as the plan says."""
        return frozenset[str]().union(*(part.vehicles for part in self.parts))

    def with_stop(self, stop: PromisedStop, placement: Outline | None) -> "LivePlan":
        """Return the plan with one more promised stop; without a placement it is on no route."""
        routes = dict(self.routes)
        if placement is not None:
            insertion = placement.write()
            routes[insertion.vehicle] = insertion.sequence
        made = live_plan(self.base, {**self.stops, stop.id: stop}, routes, known=self.parts)
        return replace(made, gone=self.gone) if self.gone else made

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Ids of promised stops that do not fit into the plan."""
        placed = {entry for sequence in self.routes.values() for entry in sequence}
        return tuple(each for each in self.stops if each not in placed)

    @property
    def too_late(self) -> tuple[str, ...]:
        """Ids of promised stops on vehicles that have left."""
        left = (entry for vehicle in self.gone for entry in self.routes.get(vehicle, ()))
        return tuple(entry for entry in left if entry in self.stops)

    @cached_property
    def rows(self) -> Callable[[Part, Place], Mapping[str, TravelRows]]:
        """Return travel between a place and those of a part; a cart asks for the same again and again."""
        return lru_cache(maxsize=_KEPT)(self._worked_out)

    def _worked_out(self, part: Part, place: Place) -> Mapping[str, TravelRows]:
        travel = self.base.ways.rows(place)
        old = np.array(part.locations, dtype=np.intp)
        if not part.places:
            return {profile: _sliced(rows, old) for profile, rows in travel.items()}
        new = np.array([self._held_rows[point_of(each)] for each in part.places], dtype=np.intp)
        held = self._held.rows(place)
        return {profile: _sliced(rows, old, held[profile], new) for profile, rows in travel.items()}

    @cached_property
    def _held(self) -> OneMorePlace:
        """Ways between any place and those of promised stops that the day's problem does not know."""
        places = {point_of(place): place for part in self.parts for place in part.places}
        return OneMorePlace(
            places=tuple(places.values()), profiles=self.base.ways.profiles, source=self.base.ways.source
        )

    @cached_property
    def _held_rows(self) -> Mapping[Point, int]:
        return {point_of(place): number for number, place in enumerate(self._held.places)}


def live_plan(
    base: DayPlan, stops: Mapping[str, PromisedStop], routes: Routes, *, known: Iterable[Part] = ()
) -> LivePlan:
    """Return the plan of a day that drives `routes` instead of its own.

    known
        parts of an earlier plan on the same base: what is the same in them is not prepared again.
    """
    before = tuple(known)
    kept = {_contents(part.routes, part.vehicles): part for part in before}
    parts = []
    for sequences in _groups(base, routes, before):
        contents = frozenset(sequences.items())
        parts.append(kept.get(contents) or _part(base, stops, sequences))
    return LivePlan(base=base, stops=stops, routes=routes, parts=tuple(parts))


def _contents(routes: Mapping[str, Route], vehicles: Iterable[str]) -> frozenset[tuple[str, tuple[str, ...]]]:
    return frozenset((each, routes[each].sequence if each in routes else ()) for each in vehicles)


def _groups(base: DayPlan, routes: Routes, before: Sequence[Part]) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield which vehicles are prepared together, with what they visit; those that were stay together."""
    problem = base.problem
    if not routes:
        return
    if any(depot.throughput is not None for depot in problem.depots):
        # What one route takes out of a depot binds all others.
        yield {each.id: tuple(routes.get(each.id, base.sequence(each.id))) for each in problem.vehicles}
        return
    # The part of idle vehicles is made anew each time one of them begins to drive.
    earlier = [sorted(part.vehicles & routes.keys()) for part in before if part.routes]
    groups = [group for group in earlier if group]
    placed = {each for group in groups for each in group}
    for vehicle in problem.vehicles:
        if vehicle.id in routes and vehicle.id not in placed:
            if not groups or len(groups[-1]) >= PART:
                groups.append([])
            groups[-1].append(vehicle.id)
    yield from ({each: tuple(routes[each]) for each in group} for group in groups)
    if any(vehicle not in base.routes for vehicle in routes):
        # Of idle vehicles that are alike the plan offers the first alone, and that one may drive now.
        idle = [each.id for each in problem.vehicles if each.id not in base.routes and each.id not in routes]
        if idle:
            yield dict.fromkeys(idle, ())


def _part(base: DayPlan, stops: Mapping[str, PromisedStop], sequences: Routes) -> Part:
    size = len(base.problem.places)
    promised = [stops[entry] for sequence in sequences.values() for entry in sequence if entry in stops]
    unknown = {point_of(each.place): each.place for each in promised if base.ways.known(each.place) is None}
    numbers = {point: size + number for number, point in enumerate(unknown)}
    plan = LivePlan(base=base)
    made = [
        stop_at(each, numbers[point] if point in numbers else base.location(each.place), plan.load_of(each))
        for each in promised
        for point in (point_of(each.place),)
    ]
    places = tuple(unknown.values())
    part = excerpt_of(base.problem, sequences, Newcomer(stops=tuple(made), travel=_travel(base, places)))
    assembled = assemble(part.problem, sequences)
    return Part(
        asked=prepared(part.problem, assembled),
        routes={each.vehicle: each for each in assembled.routes},
        vehicles=frozenset(sequences),
        locations=tuple(each for each in part.locations if each < size),
        places=places,
    )


def _travel(base: DayPlan, places: Sequence[Place]) -> Mapping[str, TravelRows]:
    """Return travel between new places and those of a day, and among the new ones."""
    if not places:
        return {}
    rows = [base.ways.rows(place) for place in places]
    found = {}
    for profile in base.ways.profiles:
        among = base.ways.source.travel(places, profile).matrix
        mine = [each[profile] for each in rows]
        found[profile] = TravelRows(
            durations_from=np.concatenate([each.durations.out for each in mine], axis=1),
            distances_from=np.concatenate([each.distances.out for each in mine], axis=1),
            durations_to=np.concatenate([each.durations.back for each in mine], axis=1),
            distances_to=np.concatenate([each.distances.back for each in mine], axis=1),
            durations_between=among.durations,
            distances_between=among.distances,
        )
    return found


def _sliced(
    rows: TravelRows,
    old: NDArray[np.intp],
    held: TravelRows | None = None,
    new: NDArray[np.intp] | None = None,
) -> TravelRows:
    """Return travel to places of a problem, and behind them to places of promised stops."""
    found = {}
    for name in ("durations", "distances"):
        for way, ending in (("out", "from"), ("back", "to")):
            columns = getattr(getattr(rows, name), way)[:, :, old]
            if held is not None and new is not None:
                columns = np.concatenate([columns, getattr(getattr(held, name), way)[:, :, new]], axis=2)
            found[f"{name}_{ending}"] = columns
    return TravelRows(**found)


def stop_at(stop: PromisedStop, location: int, load: Load) -> Stop:
    """Return a promised stop as a plan's problem has it, at one of its locations."""
    return Stop(
        id=stop.id,
        location=location,
        delivery=load,
        windows=stop.windows,
        service=stop.service,
        skills=stop.skills,
        release=stop.release,
    )


def point_of(place: Place) -> Point:
    """Return what tells a place from others."""
    return place.lon, place.lat
