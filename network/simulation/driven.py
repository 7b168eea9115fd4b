"""The last mile of a site on a day: what is asked, and what is answered."""

from collections.abc import Callable
from dataclasses import dataclass, field

from network.simulation.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Orders that a site has to deliver on a day."""

    site: str
    day: int
    orders: tuple[Order, ...]
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Driven:
    """What delivering took.

    left
        positions of orders that could not be delivered.
    vehicles
        how many of each type drove.
    check
        the same day by the routing kernel, where this is an estimate that is checked.
    """

    left: tuple[int, ...] = ()
    vehicles: dict[str, int] = field(default_factory=dict)
    km: float = 0.0
    hours: float = 0.0
    cents: float = 0.0
    co2_kg: float = 0.0
    check: "Driven | None" = None

    @property
    def number(self) -> int:
        """How many vehicles drove."""
        return sum(self.vehicles.values())


Deliver = Callable[[Round], Driven]
"""Drives the last mile: the routing kernel, or an estimate."""
