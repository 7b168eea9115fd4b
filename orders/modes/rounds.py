"""What modes ask of the vehicles' tentative plans; whoever plans routes answers."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.place import Place
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from orders.modes.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The cheapest way to put one more stop into the plan of a day.

    start
        when work there would begin, seconds after midnight of the day at the wall.
    cost, distance, duration
        by how much they grow.
    profile
        how the vehicle moves.
    new_route
        whether the vehicle would stay at home without it.
    """

    start: Seconds
    cost: Cents
    distance: Metres
    duration: Seconds
    profile: str
    new_route: bool


class Rounds(Protocol):
    """The tentative plans of the next days, for one cart."""

    def fit(self, day: date, place: Place, windows: tuple[TimeWindow, ...]) -> Fit | Refusal:
        """Return how the cart fits into the plan of `day`, brought to `place` within one of `windows`."""
        ...
