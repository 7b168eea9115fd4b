"""The answer: who drives where and when, what it costs, and what is left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from core.units import Cents, Metres, Seconds

ReasonCode = Literal[
    "load-above-every-vehicle",
    "no-vehicle-has-skills",
    "unreachable",
    "window-outside-every-shift",
    "route-too-long",
    "route-too-far",
    "route-too-many-stops",
    "no-capacity-left",
    "no-time-left",
    "dearer-than-penalty",
    "partner-unserved",
    "no-vehicle",
    "not-found-in-time",
]
"""Why a stop is left out; each has a paragraph in docs/reference/reasons.md."""


Relaxable = Literal[
    "window-opens",
    "window-closes",
    "shift-opens",
    "shift-closes",
    "capacity",
    "max-distance",
    "max-duration",
    "max-stops",
    "skills",
    "penalty",
]
"""What can be changed to let a stop in; the first two belong to the stop, the rest to the vehicle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """The smallest single change found that lets a stop in, the rest of the plan unchanged.

    amount
        how much more is needed (opens: earlier, closes: later), in the field's unit: seconds, load units,
        metres, stops, minor units; the number of skills.
    which
        the number of the window or of the dimension of capacity, from 0.
    stop
        whose window or penalty is meant: the stop itself or the other stop of its pair; "" for vehicles.
    text
        the same as a sentence for people: "fits if its window closes 25 min later".
    """

    field: Relaxable
    amount: int
    text: str
    which: int = 0
    stop: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a stop is left out: the binding rule, the vehicle nearest to serving it, and what would help."""

    code: ReasonCode
    text: str
    vehicle: str | None = None
    relaxation: Relaxation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """A stop that no route serves, and the reason."""

    stop: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One stop on a route.

    arrival <= start; setup and service begin at `start` and end at `departure`.
    load
        what is on the vehicle when it leaves, per dimension.
    duration, distance
        of the leg that leads here from the previous place; 0 for the first stop of an open start.
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
        """Time between arrival and the start of the work."""
        return Seconds(self.start - self.arrival)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a route or plan costs, itemised, in minor units of the plan's currency."""

    fixed: Cents = Cents(0)
    distance: Cents = Cents(0)
    time: Cents = Cents(0)
    penalty: Cents = Cents(0)

    @property
    def total(self) -> Cents:
        """The sum of all items."""
        return Cents(self.fixed + self.distance + self.time + self.penalty)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            fixed=Cents(self.fixed + other.fixed),
            distance=Cents(self.distance + other.distance),
            time=Cents(self.time + other.time),
            penalty=Cents(self.penalty + other.penalty),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One vehicle's round: it leaves at `start`, visits in order, and is done at `end`.

    load
        on board when it leaves, per dimension.
    duration_back, distance_back
        of the last leg, to the end depot; 0 where the end is open.
    """

    vehicle: str
    visits: tuple[Visit, ...]
    start: Seconds
    end: Seconds
    load: tuple[int, ...]
    duration_back: Seconds
    distance_back: Metres
    cost: Cost

    @property
    def stops(self) -> tuple[str, ...]:
        """Stop ids in the order they are visited."""
        return tuple(visit.stop for visit in self.visits)

    @property
    def duration(self) -> Seconds:
        """From leaving the start to reaching the end, waiting included."""
        return Seconds(self.end - self.start)

    @property
    def distance(self) -> Metres:
        """All metres driven."""
        return Metres(sum(visit.distance for visit in self.visits) + self.distance_back)

    @property
    def driving(self) -> Seconds:
        """All seconds driven."""
        return Seconds(sum(visit.duration for visit in self.visits) + self.duration_back)

    @property
    def waiting(self) -> Seconds:
        """All seconds spent waiting for windows to open."""
        return Seconds(sum(visit.waiting for visit in self.visits))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Routes of the vehicles that drive, and the stops left out.

    solver
        how it was made: name, seconds, iterations, seed; empty for a plan made by hand.
    """

    routes: tuple[Route, ...]
    unserved: tuple[Unserved, ...]
    cost: Cost
    notes: tuple[str, ...] = ()
    solver: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def served(self) -> int:
        """The number of stops on routes."""
        return sum(len(route.visits) for route in self.routes)

    @property
    def distance(self) -> Metres:
        """All metres driven."""
        return Metres(sum(route.distance for route in self.routes))

    @property
    def duration(self) -> Seconds:
        """The hours of all routes together, in seconds."""
        return Seconds(sum(route.duration for route in self.routes))

    @cached_property
    def sequences(self) -> Mapping[str, tuple[str, ...]]:
        """Stop ids in order, by vehicle id."""
        return {route.vehicle: route.stops for route in self.routes}
