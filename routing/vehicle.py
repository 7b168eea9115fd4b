"""Who drives: vehicles with their shifts and breaks, and the depots where they start, reload and end."""

from dataclasses import dataclass

from core.errors import InvalidInput, fault
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from routing.amounts import WHOLE_DAY, Load, bounded, in_order, loads


@dataclass(frozen=True, slots=True, kw_only=True)
class Depot:
    """A place where vehicles start, reload or end; they leave, arrive, and begin to reload while it is open.

    throughput
        the most that all trips together may take out of it, per dimension: what they deliver to their stops;
        what pairs carry does not count. None means it never runs out.
    reload_service
        how long a reload takes here.
    """

    id: str
    location: int
    window: TimeWindow = WHOLE_DAY
    name: str = ""
    throughput: Load | None = None
    reload_service: Seconds = Seconds(0)

    def __post_init__(self) -> None:
        numbers = {"reload_service": self.reload_service} | loads("throughput", self.throughput)
        bounded(f"depot {self.id!r}", numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A pause that a vehicle must take while it is out: exactly once, where it stands.

    windows
        when it may begin; one of them must be met.
    duration
        seconds.
    max_load
        the most that may be on board during it, per dimension; None means anything.
    """

    id: str
    windows: tuple[TimeWindow, ...]
    duration: Seconds = Seconds(0)
    max_load: Load | None = None

    def __post_init__(self) -> None:
        where = f"break {self.id!r}"
        bounded(where, {"duration": self.duration} | loads("max_load", self.max_load))
        if not self.windows:
            raise InvalidInput(f"{where} has no time window; give at least one in which it may begin")
        object.__setattr__(self, "windows", in_order(self.windows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """One vehicle and its shift.

    start, end
        depot ids; None leaves that end open (the route begins or ends at a stop).
    profile
        which travel matrix it drives by.
    speed_percent
        its speed beside that of its profile, 1 to 500: at 50 every way takes twice as long.
    shift
        it leaves no earlier than `opens` and is back no later than `closes`.
    max_distance, max_duration, max_driving, max_stops
        limits of its whole route; the duration runs from leaving the start to reaching the end, waiting and
        breaks included; driving counts only the seconds on the way.
    cost_fixed, cost_per_km, cost_per_hour
        minor units; the hours are those of `max_duration`. Fixed cost is paid only if it drives.
    cost_per_driving_hour, cost_per_work_hour
        minor units, besides: for the hours driven, and for those of setup and service at stops.
    regular_duration, cost_per_overtime_hour
        hours beyond the regular duration cost this much more; without a regular duration none are.
    reloads, max_reloads
        depot ids where it may come between two trips to leave what was picked up and take new deliveries, and
        how often on a route; None means any number of times.
    breaks
        taken in this order by a vehicle that drives; one that stays at home takes none.
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
    reloads: tuple[str, ...] = ()
    max_reloads: int | None = None
    regular_duration: Seconds | None = None
    cost_per_overtime_hour: Cents = Cents(0)
    max_driving: Seconds | None = None
    cost_per_driving_hour: Cents = Cents(0)
    cost_per_work_hour: Cents = Cents(0)
    speed_percent: int = 100
    breaks: tuple[Break, ...] = ()

    def __post_init__(self) -> None:
        names = (
            *("cost_fixed", "cost_per_km", "cost_per_hour", "max_distance", "max_duration", "max_stops"),
            *("max_reloads", "regular_duration", "cost_per_overtime_hour", "max_driving"),
            *("cost_per_driving_hour", "cost_per_work_hour", "speed_percent"),
        )
        where = f"vehicle {self.id!r}"
        numbers = {name: getattr(self, name) for name in names} | loads("capacity", self.capacity)
        bounded(where, numbers, {"speed_percent": (1, 500)})
        breaks = [each.id for each in self.breaks]
        if len(set(breaks)) < len(breaks):
            wrong = fault(where, "breaks", ", ".join(breaks), "breaks with an id each of its own")
            raise InvalidInput(f"{where} has two breaks of one id.", faults=[wrong])
