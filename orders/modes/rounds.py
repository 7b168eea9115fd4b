"""What modes ask of the vehicles' tentative plans; whoever plans routes answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.place import Place
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from orders.modes.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What one warehouse or shop sends of a cart: pieces by SKU."""

    warehouse: str
    pieces: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The cheapest way to put a cart into the plan of a day: one more stop, or one for each warehouse.

    start
        when the last work there would begin, seconds after midnight of the day at the wall.
    cost, duration
        by how much they grow.
    driven
        by how many metres the routes grow, by the profile of their vehicles.
    new_route
        whether some vehicle would stay at home without it.
    sent
        from which warehouses; () where nobody asked which of them have it.
    """

    start: Seconds
    cost: Cents
    duration: Seconds
    driven: Mapping[str, Metres]
    new_route: bool
    sent: tuple[Sent, ...] = ()

    @property
    def distance(self) -> Metres:
        """By how many metres all routes grow."""
        return Metres(sum(self.driven.values()))


class Rounds(Protocol):
    """The tentative plans of the next days, for one cart."""

    def fit(self, day: date, place: Place, windows: tuple[TimeWindow, ...]) -> Fit | Refusal:
        """Return how the cart fits into the plan of `day`, brought to `place` within one of `windows`."""
        ...
