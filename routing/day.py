"""A day to be planned: a problem whose travel is not known yet.

Whoever reads a day from a file knows its places; a travel source then tells how long the ways are; together
they are a `Problem`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import Fault, fault, refuse
from core.place import Place
from core.travel import Travel
from routing.problem import Depot, Group, Load, Lock, Pair, Problem, Stop, Vehicle
from routing.problem_checks import load_limits


@dataclass(frozen=True, kw_only=True)
class DayInput:
    """Stops, vehicles and depots of one day, each at a row of `places`.

    stops, depots
        their `location` is a row of `places`; stops at the same point share a row.
    dimensions
        one name per number of every load and capacity ("weight_g", "parcels").
    notes
        what whoever reads the plan must know: columns not understood, limits that nobody gave.
    groups, locks, together, backhaul_only, fewest_vehicles
        as of the problem.
    """

    stops: tuple[Stop, ...]
    vehicles: tuple[Vehicle, ...]
    depots: tuple[Depot, ...]
    places: tuple[Place, ...]
    pairs: tuple[Pair, ...] = ()
    dimensions: tuple[str, ...] = ()
    currency: str = "EUR"
    notes: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    locks: tuple[Lock, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    backhaul_only: bool = True
    fewest_vehicles: bool = False

    def __post_init__(self) -> None:
        refuse("The day contradicts itself.", [*_location_faults(self), *_capacity_faults(self)])


def places_of(day: DayInput) -> tuple[Place, ...]:
    """Return the places that a travel source is asked about; row = location."""
    return day.places


def profiles_of(day: DayInput) -> tuple[str, ...]:
    """Return the profiles that the vehicles of `day` drive by, each once, in alphabetical order."""
    return tuple(sorted({vehicle.profile for vehicle in day.vehicles}))


def ids_at(day: DayInput) -> tuple[tuple[str, ...], ...]:
    """Return, for each place, the ids of the depots and stops there."""
    found: list[list[str]] = [[] for _ in day.places]
    for depot in day.depots:
        found[depot.location].append(depot.id)
    for stop in day.stops:
        found[stop.location].append(stop.id)
    return tuple(tuple(ids) for ids in found)


def problem_of(day: DayInput, travel: Mapping[str, Travel], notes: Iterable[str] = ()) -> Problem:
    """Return the problem of `day` once travel is known.

    travel
        for each of `profiles_of(day)`, the matrix of `places_of(day)`.
    notes
        what the travel source had to say; they follow the notes of the day, none twice.
    """
    return Problem(
        stops=day.stops,
        vehicles=day.vehicles,
        depots=day.depots,
        travel=travel,
        pairs=day.pairs,
        places=day.places,
        dimensions=day.dimensions,
        currency=day.currency,
        notes=tuple(dict.fromkeys((*day.notes, *notes))),
        groups=day.groups,
        locks=day.locks,
        together=day.together,
        backhaul_only=day.backhaul_only,
        fewest_vehicles=day.fewest_vehicles,
    )


def unique_places(places: Iterable[Place]) -> tuple[tuple[Place, ...], tuple[int, ...]]:
    """Return each point once, and for each of the given places its row among them.

    Two places are the same if their coordinates are, whatever they are called; the first keeps its name.
    """
    rows: dict[tuple[float, float], int] = {}
    kept: list[Place] = []
    row_of: list[int] = []
    for place in places:
        row = rows.setdefault((place.lon, place.lat), len(kept))
        if row == len(kept):
            kept.append(place)
        row_of.append(row)
    return tuple(kept), tuple(row_of)


def _location_faults(day: DayInput) -> list[Fault]:
    located = [
        *((f"stop {stop.id!r}", stop.location) for stop in day.stops),
        *((f"depot {depot.id!r}", depot.location) for depot in day.depots),
    ]
    expected = f"a row of the places, 0 to {len(day.places) - 1}"
    return [
        fault(where, "location", location, expected)
        for where, location in located
        if not 0 <= location < len(day.places)
    ]


def _capacity_faults(day: DayInput) -> list[Fault]:
    size = len(day.dimensions)
    loads: list[tuple[str, str, Load, tuple[int, ...]]] = [
        *((f"vehicle {each.id!r}", "capacity", each.capacity, (size,)) for each in day.vehicles),
        *((f"stop {each.id!r}", "delivery", each.delivery, (0, size)) for each in day.stops),
        *((f"stop {each.id!r}", "pickup", each.pickup, (0, size)) for each in day.stops),
        *((f"pair {each.pickup!r}", "load", each.load, (0, size)) for each in day.pairs),
        *((*each, (size,)) for each in load_limits(day.depots, day.vehicles)),
    ]
    expected = f"{size} numbers, one per dimension: {', '.join(day.dimensions) or 'none'}"
    return [
        fault(where, name, load, expected) for where, name, load, sizes in loads if len(load) not in sizes
    ]
