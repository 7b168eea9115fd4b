"""What customers need: stops, pairs of stops, and groups of stops of which one is enough."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import InvalidInput
from core.units import Cents, Seconds
from core.window import TimeWindow
from routing.amounts import FIRST_PRIORITY, WHOLE_DAY, Load, bounded, in_order, loads

PRIORITY = {"priority": (0, FIRST_PRIORITY)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One visit that a customer needs.

    location
        row of the travel matrix.
    delivery, pickup
        brought from the vehicle's start, and carried on to its end; () means nothing. On a route with
        reloads from where its trip begins, and to where its trip ends.
    windows
        when the work may start (setup, then service); one of them must be met.
    setup
        paid once on arrival from another location (parking, the way to the door).
    service_by_kind, setup_by_kind
        seconds for vehicles of a kind (`Vehicle.kind`); for all other kinds `service` and `setup` hold.
    skills
        the vehicle must have all of them.
    penalty
        cost of leaving this stop out; None means it must be served if any way exists.
    priority
        0 to 100, of a stop that must be served: where not all can be, those left out have the least sum of
        priorities. It means nothing beside a penalty.
    release
        when it is ready at the depot: its trip leaves there no earlier. A trip that begins with an open
        start has no depot to wait at, so there it means nothing.
    backhaul
        whether it is visited only after all stops of its trip that are not.
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
    release: Seconds = Seconds(0)
    backhaul: bool = False
    priority: int = 0
    service_by_kind: Mapping[str, Seconds] = field(default_factory=dict, hash=False)
    setup_by_kind: Mapping[str, Seconds] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        where = f"stop {self.id!r}"
        numbers: dict[str, int | None] = {
            "service": self.service,
            "setup": self.setup,
            "penalty": self.penalty,
            "release": self.release,
            "priority": self.priority,
        }
        numbers |= {f"service_by_kind[{kind}]": seconds for kind, seconds in self.service_by_kind.items()}
        numbers |= {f"setup_by_kind[{kind}]": seconds for kind, seconds in self.setup_by_kind.items()}
        numbers |= loads("delivery", self.delivery) | loads("pickup", self.pickup)
        bounded(where, numbers, PRIORITY)
        if not self.windows:
            raise InvalidInput(f"{where} has no time window; leave `windows` out for the whole day")
        object.__setattr__(self, "windows", in_order(self.windows))

    def service_of(self, kind: str) -> Seconds:
        """Return how long a vehicle of `kind` works here, without setup."""
        return self.service_by_kind.get(kind, self.service) if self.service_by_kind else self.service

    def setup_of(self, kind: str) -> Seconds:
        """Return how long a vehicle of `kind` needs for setup where it comes from another location."""
        return self.setup_by_kind.get(kind, self.setup) if self.setup_by_kind else self.setup


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A load carried from one stop to another by the same vehicle on one trip, pickup first."""

    pickup: str
    delivery: str
    load: Load = ()

    def __post_init__(self) -> None:
        bounded(f"pair {self.pickup!r} to {self.delivery!r}", loads("load", self.load))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Stops of which one is enough, such as a customer's home and the locker round the corner.

    At most one of them is visited. While one is, the others are neither on a route nor unserved; otherwise
    all of them are unserved.

    penalty
        cost of visiting none, once for the group; None means one must be visited if any way exists. Stops of
        a group have neither penalty nor priority of their own.
    priority
        as of a stop that must be served.
    """

    id: str
    stops: tuple[str, ...]
    penalty: Cents | None = None
    priority: int = 0

    def __post_init__(self) -> None:
        where = f"group {self.id!r}"
        bounded(where, {"penalty": self.penalty, "priority": self.priority}, PRIORITY)
        if not self.stops:
            raise InvalidInput(f"{where} has no stops; it needs at least one")
