"""What is to be planned: stops, depots, vehicles, pairs, groups, locks, and how long travel takes.

Each object checks itself; `Problem` checks across objects and reports every fault at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property

from core.errors import refuse
from core.place import Place
from core.travel import Travel
from routing.amounts import LARGEST, WHOLE_DAY, Load
from routing.lock import Lock, LockKind
from routing.problem_checks import problem_faults
from routing.stop import Group, Pair, Stop
from routing.vehicle import Break, Depot, Vehicle

__all__ = [
    "LARGEST",
    "WHOLE_DAY",
    "Break",
    "Depot",
    "Group",
    "Load",
    "Lock",
    "LockKind",
    "Pair",
    "Problem",
    "Stop",
    "Vehicle",
]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Everything a plan must respect.

    travel
        durations and distances by vehicle profile; all of the same size.
    places
        the point of each matrix row, or () where there are none (a given matrix, a published instance).
    dimensions
        names of the capacity dimensions, as shown to people ("weight_g", "parcels").
    together
        sets of stops that are all served or all left out, on whatever vehicles.
    backhaul_only
        whether a trip may have backhauls alone; if not, it needs at least one stop that is none.
    fewest_vehicles
        whether plans are compared by the number of vehicles that drive before they are by cost.
    """

    stops: tuple[Stop, ...]
    vehicles: tuple[Vehicle, ...]
    depots: tuple[Depot, ...]
    travel: Mapping[str, Travel]
    pairs: tuple[Pair, ...] = ()
    places: tuple[Place, ...] = ()
    dimensions: tuple[str, ...] = ()
    currency: str = "EUR"
    notes: tuple[str, ...] = field(default=())
    """What whoever reads the plan must know, such as a travel source that was only estimated."""
    groups: tuple[Group, ...] = ()
    locks: tuple[Lock, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    backhaul_only: bool = True
    fewest_vehicles: bool = False

    def __post_init__(self) -> None:
        refuse("The problem contradicts itself.", problem_faults(self))

    @cached_property
    def stop(self) -> Mapping[str, Stop]:
        """Stops by id."""
        return {each.id: each for each in self.stops}

    @cached_property
    def vehicle(self) -> Mapping[str, Vehicle]:
        """Vehicles by id."""
        return {each.id: each for each in self.vehicles}

    @cached_property
    def profiles(self) -> tuple[str, ...]:
        """The profiles of its vehicles, each once, by name."""
        return tuple(sorted({each.profile for each in self.vehicles}))

    @cached_property
    def depot(self) -> Mapping[str, Depot]:
        """Depots by id."""
        return {each.id: each for each in self.depots}

    @cached_property
    def pair_of(self) -> Mapping[str, Pair]:
        """The pair a stop belongs to, by stop id."""
        return {stop: pair for pair in self.pairs for stop in (pair.pickup, pair.delivery)}

    @cached_property
    def group_of(self) -> Mapping[str, Group]:
        """The group a stop belongs to, by stop id."""
        return {stop: group for group in self.groups for stop in group.stops}

    @cached_property
    def together_with(self) -> Mapping[str, tuple[str, ...]]:
        """The set of stops that are served together that a stop is in, itself among them, by stop id."""
        return {stop: one for one in self.together for stop in one}

    @cached_property
    def locked_to(self) -> Mapping[str, str]:
        """The vehicle that alone may serve a stop, by stop id."""
        return {stop: lock.vehicle for lock in self.locks for stop in lock.stops}

    @cached_property
    def locks_of(self) -> Mapping[str, tuple[Lock, ...]]:
        """The locks of each vehicle that has any, by its id."""
        names = dict.fromkeys(lock.vehicle for lock in self.locks)
        return {name: tuple(lock for lock in self.locks if lock.vehicle == name) for name in names}

    @cached_property
    def twins(self) -> Mapping[str, str]:
        """By vehicle id, the first vehicle that differs from it only in its id; what is locked is no twin."""
        # Values of fields, as making vehicles without ids would check all of them again.
        names = [each.name for each in fields(Vehicle) if each.name != "id"]
        first: dict[tuple[object, ...], str] = {}
        found: dict[str, str] = {}
        for vehicle in self.vehicles:
            alone = vehicle.id if vehicle.id in self.locks_of else ""
            values = (alone, *(getattr(vehicle, name) for name in names))
            found[vehicle.id] = first.setdefault(values, vehicle.id)
        return found

    @cached_property
    def sequence_of(self) -> Mapping[str, tuple[str, ...]]:
        """The stops that a stop is locked to a sequence with, itself among them, by stop id."""
        return {stop: lock.stops for lock in self.locks if lock.ordered for stop in lock.stops}

    @cached_property
    def backhauls(self) -> bool:
        """Whether any stop is a backhaul."""
        return any(stop.backhaul for stop in self.stops)

    @cached_property
    def released(self) -> bool:
        """Whether any stop is ready at its depot only from some moment on."""
        return any(stop.release for stop in self.stops)

    @cached_property
    def speeds(self) -> Mapping[tuple[str, int], Travel]:
        """The travel matrix of each profile and speed in percent that any vehicle drives by."""
        driven = {(vehicle.profile, vehicle.speed_percent) for vehicle in self.vehicles}
        return {(profile, speed): self.travel[profile].at_speed(speed) for profile, speed in driven}

    @cached_property
    def handled(self) -> Mapping[str, tuple[Load, Load]]:
        """By stop id: what is brought from the start, and by how much the stop changes the load on board."""
        nothing = (0,) * max((len(each.capacity) for each in self.vehicles), default=0)
        found: dict[str, tuple[Load, Load]] = {}
        for stop in self.stops:
            pair = self.pair_of.get(stop.id)
            carried = (pair.load or nothing) if pair else nothing
            sign = 1 if pair and pair.pickup == stop.id else -1
            brought, fetched = stop.delivery or nothing, stop.pickup or nothing
            change = tuple(
                more - less + sign * moved
                for more, less, moved in zip(fetched, brought, carried, strict=True)
            )
            found[stop.id] = (brought, change)
        return found

    def travel_of(self, vehicle: Vehicle) -> Travel:
        """Return how long `vehicle`, one of this problem's, takes from place to place."""
        return self.speeds[vehicle.profile, vehicle.speed_percent]

    def needed(self, stop_id: str) -> Stop | Group:
        """Return what says whether a stop must be served: its group, or the stop itself where it has none."""
        return self.group_of.get(stop_id) or self.stop[stop_id]

    def place(self, location: int) -> Place | None:
        """Return the point of a matrix row, if the problem has points."""
        return self.places[location] if self.places else None
