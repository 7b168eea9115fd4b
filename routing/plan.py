"""The answer: who drives where and when, what it costs, and what is left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.units import Metres, Seconds
from routing.reason import Reason, ReasonCode, Relaxable, Relaxation, Unserved
from routing.route import COST_ITEMS, Cost, Reload, Route, TakenBreak, Visit

__all__ = [
    "COST_ITEMS",
    "Cost",
    "Plan",
    "Reason",
    "ReasonCode",
    "Relaxable",
    "Relaxation",
    "Reload",
    "Route",
    "TakenBreak",
    "Unserved",
    "Visit",
]


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
        """Stop ids in order, by vehicle id; reloads stand between them as `routing.trips` says."""
        return {route.vehicle: route.sequence for route in self.routes}
