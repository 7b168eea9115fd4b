"""A route with its times, loads and costs: visits, reloads and breaks of one vehicle."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.units import Cents, Metres, Seconds
from routing.trips import reload_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One stop on a route.

    arrival <= start; setup and service begin at `start` and end at `departure`.
    load
        what is on the vehicle when it leaves, per dimension.
    duration, distance
        of the leg that leads here from the previous place, which may be the depot of a reload; 0 for the
        first stop of an open start.
    """

    stop: str
    arrival: Seconds
    start: Seconds
    departure: Seconds
    load: tuple[int, ...]
    duration: Seconds
    distance: Metres

    @property
    def waiting(self) -> Seconds:
        """Time between arrival and the start of the work, breaks taken there included."""
        return Seconds(self.start - self.arrival)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reload:
    """A trip ends at a depot and the next begins there.

    after
        how many stops of the route are visited before it.
    arrival <= start; what was picked up is left and the next deliveries are taken from `start` on, for the
    time a reload takes there.
    departure
        when the vehicle drives on: later than it could where it waits for a release or takes a break.
    load
        what is on the vehicle when it leaves, per dimension.
    duration, distance
        of the leg that leads to the depot.
    """

    after: int
    depot: str
    arrival: Seconds
    start: Seconds
    departure: Seconds
    load: tuple[int, ...]
    duration: Seconds
    distance: Metres


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBreak:
    """A break on a route, taken where the vehicle stands.

    after
        how many stops of the route are visited before it.
    arrived
        False: it is taken before the vehicle drives on; where it reloads next, before it drives to the depot.
        True: it is taken on arrival, before the work at the next stop or after reaching the end; where the
        vehicle reloads in between, also at that depot, before or after the reload itself.
    """

    break_id: str
    after: int
    start: Seconds
    end: Seconds
    arrived: bool


COST_ITEMS = ("fixed", "distance", "time", "driving", "work", "overtime", "penalty")
"""What a cost is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a route or plan costs, itemised, in minor units of the plan's currency.

    time
        of all hours from start to end.
    driving, work, overtime
        what hours on the way, hours of setup and service, and hours beyond the regular ones cost besides.
    """

    fixed: Cents = Cents(0)
    distance: Cents = Cents(0)
    time: Cents = Cents(0)
    penalty: Cents = Cents(0)
    driving: Cents = Cents(0)
    work: Cents = Cents(0)
    overtime: Cents = Cents(0)

    @property
    def total(self) -> Cents:
        """The sum of all items."""
        return Cents(sum(getattr(self, item) for item in COST_ITEMS))

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(**{item: getattr(self, item) + getattr(other, item) for item in COST_ITEMS})

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(**{item: getattr(self, item) - getattr(other, item) for item in COST_ITEMS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One vehicle's round: it leaves at `start`, visits in order, and is done at `end`.

    load
        on board when it leaves, per dimension.
    duration_back, distance_back
        of the last leg, to the end depot; 0 where the end is open.
    reloads, breaks
        in the order of time.
    """

    vehicle: str
    visits: tuple[Visit, ...]
    start: Seconds
    end: Seconds
    load: tuple[int, ...]
    duration_back: Seconds
    distance_back: Metres
    cost: Cost
    reloads: tuple[Reload, ...] = ()
    breaks: tuple[TakenBreak, ...] = ()

    @property
    def stops(self) -> tuple[str, ...]:
        """Stop ids in the order they are visited."""
        return tuple(visit.stop for visit in self.visits)

    @property
    def sequence(self) -> tuple[str, ...]:
        """Stop ids in the order they are visited, and between them the reloads, as `routing.trips` says."""
        found = list(self.stops)
        for reload in sorted(self.reloads, key=lambda each: each.after)[::-1]:
            found.insert(reload.after, reload_at(reload.depot))
        return tuple(found)

    @property
    def duration(self) -> Seconds:
        """From leaving the start to reaching the end, waiting and breaks included."""
        return Seconds(self.end - self.start)

    @property
    def distance(self) -> Metres:
        """All metres driven."""
        to_stops = sum(visit.distance for visit in self.visits)
        return Metres(to_stops + sum(reload.distance for reload in self.reloads) + self.distance_back)

    @property
    def driving(self) -> Seconds:
        """All seconds driven."""
        to_stops = sum(visit.duration for visit in self.visits)
        return Seconds(to_stops + sum(reload.duration for reload in self.reloads) + self.duration_back)

    @property
    def work(self) -> Seconds:
        """All seconds of setup and service at stops."""
        return Seconds(sum(visit.departure - visit.start for visit in self.visits))

    @property
    def resting(self) -> Seconds:
        """All seconds of breaks."""
        return Seconds(sum(taken.end - taken.start for taken in self.breaks))

    @property
    def waiting(self) -> Seconds:
        """All seconds spent waiting for windows to open at stops and depots of reloads, without breaks."""
        at_stops = sum(visit.waiting for visit in self.visits)
        at_depots = sum(reload.start - reload.arrival for reload in self.reloads)
        return Seconds(at_stops + at_depots - sum(self._rested_while_waiting()))

    def _rested_while_waiting(self) -> Iterator[int]:
        """Yield the seconds of breaks that were taken between an arrival and the work after it."""
        waits = [(visit.arrival, visit.start) for visit in self.visits]
        waits += [(reload.arrival, reload.start) for reload in self.reloads]
        for taken in self.breaks:
            if taken.arrived and any(start <= taken.start and taken.end <= end for start, end in waits):
                yield taken.end - taken.start
