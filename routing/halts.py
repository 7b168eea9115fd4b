"""What putting stops into a route makes of it: its halts in order, their times, and its cost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from core.units import Cents, Metres, Seconds
from routing.newcomer import Newcomer
from routing.plan import Cost, Route
from routing.trips import reload_at


class HaltTimes(NamedTuple):
    """A stop or a reload of a route: when the vehicle arrives, begins to work, and is done.

    entry
        what stands for it in a sequence; at a reload `departure` is when the vehicle drives on.
    """

    entry: str
    arrival: Seconds
    start: Seconds
    departure: Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """One way to put stops into a plan: where, what it adds, and the new times of the route.

    stops
        what is put in, in the order of visits: a stop, a pair, one of several alternatives, a sequence.
    cost
        what the route costs more, item by item; a penalty that is saved is not counted.
    halts
        the whole route with the new stops, in order.
    delays
        by how many seconds work begins later than before, by the ids of the stops that were there; below 0
        where it begins earlier, as a longer route may have to leave earlier.
    reloads
        depots of the reloads that come with the new stops, right before or right after them.
    new_route
        whether the vehicle stays at home in the plan as it is.
    start, end, distance
        of the whole route with the new stops.
    newcomer
        where the new stops are none of the problem's.
    """

    vehicle: str
    stops: tuple[str, ...]
    cost: Cost
    halts: tuple[HaltTimes, ...]
    delays: Mapping[str, Seconds]
    reloads: tuple[str, ...]
    new_route: bool
    start: Seconds
    end: Seconds
    distance: Metres
    newcomer: Newcomer | None = field(default=None, repr=False, compare=False)

    @property
    def sequence(self) -> tuple[str, ...]:
        """What the vehicle visits; reloads stand between stops as `routing.trips` says."""
        return tuple(halt.entry for halt in self.halts)

    @property
    def new(self) -> tuple[HaltTimes, ...]:
        """The times of the new stops."""
        return tuple(halt for halt in self.halts if halt.entry in self.stops)

    @property
    def after(self) -> tuple[int, ...]:
        """For each new stop, how many visits of the route as it was come before it."""
        visits = [entry for entry in self.sequence if entry in self.delays or entry in self.stops]
        return tuple(visits.index(stop) - number for number, stop in enumerate(self.stops))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An insertion before it is written out: enough to price it.

    start
        when work begins at what is put in first.
    cost, duration, distance
        by how much its route grows.
    new_route
        whether the vehicle stays at home in the plan as it is.
    write
        writes it out.
    """

    vehicle: str
    start: Seconds
    cost: Cents
    duration: Seconds
    distance: Metres
    new_route: bool
    write: Callable[[], Insertion] = field(repr=False, compare=False)


def halts_of(route: Route) -> tuple[HaltTimes, ...]:
    """Return the halts of a route in order."""
    halts = [HaltTimes(each.stop, each.arrival, each.start, each.departure) for each in route.visits]
    for each in sorted(route.reloads, key=lambda reload: reload.after)[::-1]:
        halt = HaltTimes(reload_at(each.depot), each.arrival, each.start, each.departure)
        halts.insert(each.after, halt)
    return tuple(halts)
