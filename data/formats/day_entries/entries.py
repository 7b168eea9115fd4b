"""What a door has read of a day, before the entries are checked against each other.

Tables and JSON both arrive here. A value that was already found faulty is None or left out, so that the
checks across entries go on with the rest and every fault comes out at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.place import Place
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from routing.problem import WHOLE_DAY, LockKind

LoadByDimension = Mapping[str, int]
"""An amount by name of dimension: {"weight_g": 1200, "parcels": 2}; {} means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an entry was written, for its faults.

    where
        "orders.csv row 7", or a JSON pointer such as "/orders/5".
    names
        how fields are called there, by our name, where that differs ({"lon": "Longitude"}).
    """

    where: str
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, field_name: str) -> str:
        """Return how `field_name` is called there."""
        return self.names.get(field_name, field_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopEntry:
    """One stop as written; `depot` is where its load comes from or goes to, "" for any."""

    origin: Origin
    id: str
    place: Place | None
    delivery: LoadByDimension = field(default_factory=dict)
    pickup: LoadByDimension = field(default_factory=dict)
    windows: tuple[TimeWindow, ...] = (WHOLE_DAY,)
    service: Seconds = Seconds(0)
    setup: Seconds = Seconds(0)
    skills: frozenset[str] = frozenset()
    penalty: Cents | None = None
    name: str = ""
    depot: str = ""
    priority: int = 0
    release: Seconds = Seconds(0)
    backhaul: bool = False
    service_by_kind: Mapping[str, Seconds] = field(default_factory=dict)
    setup_by_kind: Mapping[str, Seconds] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEntry:
    """A load carried from one stop to another, as written."""

    origin: Origin
    pickup: str
    delivery: str
    load: LoadByDimension = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry:
    """Stops of which one is enough, as written."""

    origin: Origin
    id: str
    stops: tuple[str, ...]
    penalty: Cents | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LockEntry:
    """What is decided already, as written."""

    origin: Origin
    vehicle: str
    stops: tuple[str, ...]
    kind: LockKind = "vehicle"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEntry:
    """A pause as written; dimensions missing from `max_load` may have anything on board."""

    id: str
    windows: tuple[TimeWindow, ...]
    duration: Seconds = Seconds(0)
    max_load: LoadByDimension = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleEntry:
    """One vehicle as written; dimensions missing from `capacity` have no limit."""

    origin: Origin
    id: str
    start: str | None
    end: str | None
    profile: str = "van"
    capacity: LoadByDimension = field(default_factory=dict)
    shift: TimeWindow = WHOLE_DAY
    skills: frozenset[str] = frozenset()
    cost_fixed: Cents = Cents(0)
    cost_per_km: Cents = Cents(0)
    cost_per_hour: Cents = Cents(0)
    max_distance: Metres | None = None
    max_duration: Seconds | None = None
    max_stops: int | None = None
    kind: str = ""
    speed_percent: int = 100
    cost_per_driving_hour: Cents = Cents(0)
    cost_per_work_hour: Cents = Cents(0)
    cost_per_overtime_hour: Cents = Cents(0)
    regular_duration: Seconds | None = None
    max_driving: Seconds | None = None
    reloads: tuple[str, ...] = ()
    max_reloads: int | None = None
    breaks: tuple[BreakEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DepotEntry:
    """One depot as written; dimensions missing from `throughput` have no limit."""

    origin: Origin
    id: str
    place: Place | None
    window: TimeWindow = WHOLE_DAY
    name: str = ""
    throughput: LoadByDimension = field(default_factory=dict)
    reload_service: Seconds = Seconds(0)


@dataclass(frozen=True, kw_only=True)
class DayEntries:
    """Everything read of one day.

    dimensions
        capacity dimensions in the order to keep; others that entries name follow.
    together
        sets of stops that are all served or all left out.
    """

    stops: tuple[StopEntry, ...]
    vehicles: tuple[VehicleEntry, ...]
    depots: tuple[DepotEntry, ...]
    pairs: tuple[PairEntry, ...] = ()
    dimensions: tuple[str, ...] = ()
    currency: str = "EUR"
    notes: tuple[str, ...] = ()
    groups: tuple[GroupEntry, ...] = ()
    locks: tuple[LockEntry, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    backhaul_only: bool = True
    fewest_vehicles: bool = False
