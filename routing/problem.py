"""What is to be planned: stops, depots, vehicles, pairs, and how long travel takes.

Each object checks itself; `Problem` checks across objects and reports every fault at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.errors import InvalidInput, fault, refuse
from core.place import Place
from core.travel import Travel
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from routing.problem_checks import problem_faults

Load = tuple[int, ...]
"""An amount in each dimension of capacity (such as grams, millilitres, parcels)."""

WHOLE_DAY = TimeWindow(opens=Seconds(0), closes=Seconds(7 * 86_400))
"""A window that never binds: a week."""

LARGEST = 10**12
"""No load, cost, limit or time may exceed this: sums over any plan stay inside 64 bits."""


def _bounded(where: str, values: Mapping[str, int | None]) -> None:
    """Refuse numbers below 0 or above `LARGEST`, and anything that is not a whole number."""
    refuse(
        f"{where} has an impossible number.",
        [
            fault(where, name, value, f"a whole number from 0 to {LARGEST:,}")
            for name, value in values.items()
            if value is not None
            and (isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST)
        ],
    )


def _loads(name: str, load: Load) -> dict[str, int | None]:
    return {f"{name}[{k}]": amount for k, amount in enumerate(load)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit that a customer needs.

    location
        row of the travel matrix.
    delivery, pickup
        brought from the vehicle's start, and carried on to its end; () means nothing.
    windows
        when the work may start (setup, then service); one of them must be met.
    setup
        paid once on arrival from another location (parking, the way to the door).
    skills
        the vehicle must have all of them.
    penalty
        cost of leaving this stop out; None means it must be served if any way exists.
    """

    id: str
    location: int
    delivery: Load = ()
    pickup: Load = ()
    windows: tuple[TimeWindow, ...] = (WHOLE_DAY,)
    service: Seconds = Seconds(0)
    setup: Seconds = Seconds(0)
    skills: frozenset[str] = frozenset()
    penalty: Cents | None = None
    name: str = ""

    def __post_init__(self) -> None:
        where = f"stop {self.id!r}"
        numbers = {"service": self.service, "setup": self.setup, "penalty": self.penalty}
        _bounded(where, numbers | _loads("delivery", self.delivery) | _loads("pickup", self.pickup))
        if not self.windows:
            raise InvalidInput(f"{where} has no time window; leave `windows` out for the whole day")
        object.__setattr__(self, "windows", tuple(sorted(self.windows, key=lambda w: (w.opens, w.closes))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A load carried from one stop to another by the same vehicle, pickup first."""

    pickup: str
    delivery: str
    load: Load = ()

    def __post_init__(self) -> None:
        _bounded(f"pair {self.pickup!r} to {self.delivery!r}", _loads("load", self.load))


@dataclass(frozen=True, slots=True, kw_only=True)
class Depot:
    """A place where vehicles start or end; leaving and arriving happen while it is open."""

    id: str
    location: int
    window: TimeWindow = WHOLE_DAY
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """One vehicle and its shift.

    start, end
        depot ids; None leaves that end open (the route begins or ends at a stop).
    profile
        which travel matrix it drives by.
    shift
        it leaves no earlier than `opens` and is back no later than `closes`.
    max_distance, max_duration, max_stops
        limits of its route; the duration runs from leaving the start to reaching the end, waiting included.
    cost_fixed, cost_per_km, cost_per_hour
        minor units; the hours are those of `max_duration`. Fixed cost is paid only if it drives.
    """

    id: str
    start: str | None
    end: str | None
    profile: str = "van"
    capacity: Load = ()
    shift: TimeWindow = WHOLE_DAY
    skills: frozenset[str] = frozenset()
    cost_fixed: Cents = Cents(0)
    cost_per_km: Cents = Cents(0)
    cost_per_hour: Cents = Cents(0)
    max_distance: Metres | None = None
    max_duration: Seconds | None = None
    max_stops: int | None = None
    kind: str = ""

    def __post_init__(self) -> None:
        numbers = {
            "cost_fixed": self.cost_fixed,
            "cost_per_km": self.cost_per_km,
            "cost_per_hour": self.cost_per_hour,
            "max_distance": self.max_distance,
            "max_duration": self.max_duration,
            "max_stops": self.max_stops,
        }
        _bounded(f"vehicle {self.id!r}", numbers | _loads("capacity", self.capacity))


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Everything a plan must respect.

    travel
        durations and distances by vehicle profile; all of the same size.
    places
        the point of each matrix row, or () where there are none (a given matrix, a published instance).
    dimensions
        names of the capacity dimensions, as shown to people ("weight_g", "parcels").
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
    def depot(self) -> Mapping[str, Depot]:
        """Depots by id."""
        return {each.id: each for each in self.depots}

    @cached_property
    def pair_of(self) -> Mapping[str, Pair]:
        """The pair a stop belongs to, by stop id."""
        return {stop: pair for pair in self.pairs for stop in (pair.pickup, pair.delivery)}

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

    def place(self, location: int) -> Place | None:
        """Return the point of a matrix row, if the problem has points."""
        return self.places[location] if self.places else None
