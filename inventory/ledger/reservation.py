"""A reservation: units that are promised to somebody, all lines of it or none."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from core.errors import Fault, fault, refuse
from inventory.ledger.move import LONGEST_NAME, MOST

State = Literal["held", "confirmed", "shipped", "released", "expired"]


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
        if not self.id or len(self.id) > LONGEST_NAME:
            yield fault(where, "id", self.id, f"a name of 1 to {LONGEST_NAME} characters")
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
