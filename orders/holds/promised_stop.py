"""A stop that a hold has promised: it counts in the tentative plan of its day until a plan has it."""

from dataclasses import dataclass, field
from datetime import date

from core.place import Place
from core.units import Seconds
from core.window import TimeWindow
from orders.cart import Cart


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedStop:
    """One visit that brings a cart, or a part of it.

    id
        in the plan of the day.
    hold
        that promised it; the order that it becomes has the same id.
    weight_g, volume_ml, pieces
        of all that is brought.
    warehouse
        the depot at which its vehicle must start; "" for any.
    release
        when it is ready at the depot, seconds after midnight of the day.
    """

    id: str
    hold: str
    day: date
    place: Place
    windows: tuple[TimeWindow, ...]
    service: Seconds
    weight_g: int
    volume_ml: int
    pieces: int
    skills: frozenset[str] = field(default_factory=frozenset)
    release: Seconds = Seconds(0)
    warehouse: str = ""

    @classmethod
    def of(cls, cart: Cart, **told: object) -> "PromisedStop":
        """Return the stop that brings a cart."""
        loads = {"weight_g": cart.weight_g, "volume_ml": cart.volume_ml, "pieces": cart.pieces}
        return cls(**loads, **told)  # type: ignore[arg-type]

    @property
    def amounts(self) -> dict[str, int]:
        """What it brings, by the dimensions that plans may count in."""
        return {"weight_g": self.weight_g, "volume_ml": self.volume_ml, "parcels": self.pieces}
