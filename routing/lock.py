"""What a dispatcher has decided already: stops that stay on a vehicle, or in a place on its route."""

from dataclasses import dataclass
from typing import Literal, get_args

from core.errors import fault, refuse

LockKind = Literal["vehicle", "sequence", "start", "route"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Stops that no other vehicle may serve.

    kind
        "vehicle": each of the stops is on this vehicle, if it is served at all.
        "sequence": besides, they follow each other directly in this order, without a reload between; all of
        them are served or none.
        "start": besides, its route begins with them, if it serves them.
        "route": besides, its route is exactly these stops, or it stays at home.

    A time is locked by narrowing the window of the stop to that moment.
    """

    vehicle: str
    stops: tuple[str, ...]
    kind: LockKind = "vehicle"

    def __post_init__(self) -> None:
        where, faults = str(self), []
        if self.kind not in get_args(LockKind):
            faults.append(fault(where, "kind", self.kind, f"one of {', '.join(get_args(LockKind))}"))
        if not self.stops:
            faults.append(fault(where, "stops", "none", "at least one stop"))
        if len(set(self.stops)) < len(self.stops):
            faults.append(fault(where, "stops", ", ".join(self.stops), "each stop once"))
        refuse("A lock is impossible.", faults)

    @property
    def ordered(self) -> bool:
        """Whether it fixes the order of its stops, not only their vehicle."""
        return self.kind != "vehicle"

    def __str__(self) -> str:
        return f"lock of vehicle {self.vehicle!r}"
