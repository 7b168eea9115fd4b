"""A reservation: units that are promised to somebody, all lines of it or none."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

from core.errors import Fault, InvalidInput, fault, refuse
from inventory.ledger.move import LONGEST_NAME, MOST

State = Literal["held", "confirmed", "shipped", "released", "expired"]

LONGEST_ID: Final = LONGEST_NAME - 20
"""Characters of the name of a reservation: the moves by which it leaves are named after it."""

STEPS: Final[Mapping[State, tuple[State, ...]]] = {
    "held": ("confirmed", "released", "expired"),
    "confirmed": ("shipped", "released"),
    "shipped": (),
    "released": (),
    "expired": (),
}
"""What may follow on what."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ReservedLine:
    """`quantity` units of a SKU that leave a warehouse on `day`."""

    sku: str
    warehouse: str
    day: date
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What is promised.

    held_until
        the moment from which a hold that nobody confirmed is no more; None where it is no hold.
    """

    id: str
    lines: tuple[ReservedLine, ...]
    state: State = "held"
    held_until: datetime | None = None

    def __post_init__(self) -> None:
        refuse(f"The reservation {self.id!r} contradicts itself.", list(self._faults()))

    def _faults(self) -> Iterator[Fault]:
        where = f"reservation {self.id}"
        if not self.id or len(self.id) > LONGEST_ID:
            yield fault(where, "id", self.id, f"a name of 1 to {LONGEST_ID} characters")
        if self.state == "held" and self.held_until is None:
            yield fault(where, "held_until", "", "a moment for a hold")
        if not self.lines:
            yield fault(where, "lines", "none", "at least one line")
        yield from self._line_faults(where)

    def _line_faults(self, where: str) -> Iterator[Fault]:
        for each in self.lines:
            if not 0 < each.quantity <= MOST:
                yield fault(where, "quantity", each.quantity, f"a whole number from 1 to {MOST:,}")
            if not each.sku or not each.warehouse:
                yield fault(where, "lines", f"{each.sku}, {each.warehouse}", "a SKU and a warehouse")
        lines = Counter((each.sku, each.warehouse, each.day) for each in self.lines)
        for (sku, warehouse, day), number in lines.items():
            if number > 1:
                found = f"{sku} from {warehouse} on {day}, {number} times"
                yield fault(where, "lines", found, "one line for each SKU, warehouse and day")

    @property
    def open(self) -> bool:
        """Whether its units are promised."""
        return self.state in ("held", "confirmed")

    def at(self, now: datetime) -> "Reservation":
        """Return it as it is `now`: expired, where it was held until now or earlier."""
        if self.state == "held" and self.held_until is not None and self.held_until <= now:
            return replace(self, state="expired")
        return self

    def stepping(self, state: State) -> "Reservation":
        """Return it in its next state; raise `InvalidInput` where that one may not follow."""
        if state in STEPS[self.state]:
            return replace(self, state=state)
        possible = " or ".join(STEPS[self.state]) or "nothing: that is its end"
        found = fault(f"reservation {self.id}", "state", state, f"{possible}; it is {self.state}")
        raise InvalidInput(f"The reservation {self.id} cannot become {state}.", faults=[found])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A line that cannot be promised, and how many units of it could be."""

    line: ReservedLine
    available: int

    def __str__(self) -> str:
        line = self.line
        return (
            f"{line.quantity:,} of {line.sku} are wanted from {line.warehouse} on {line.day}; "
            f"{self.available:,} can be promised"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """The answer to who wants to reserve: the reservation, or None and what stands against it.

    again
        whether it was there already, made by the same request.
    """

    reservation: Reservation | None
    shortages: tuple[Shortage, ...] = ()
    again: bool = False
