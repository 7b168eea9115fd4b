"""Where stock can be: inside a warehouse, or with those it comes from and goes to."""

from dataclasses import dataclass
from typing import Final, Literal

from core.errors import InvalidInput, fault

Kind = Literal["supplier", "customer", "loss", "in-transit", "receipt", "return", "bin", "warehouse"]

IN_TRANSIT: Final = "in-transit"
"""First part of where a transfer is between two warehouses: in-transit/ID."""

OUTSIDE: Final = ("supplier", "customer", "loss", IN_TRANSIT)
"""Where stock comes from and goes to: these may be below zero, for they only say how much went through."""

RECEIPT, RETURN = "receipt", "return"
LONGEST: Final = 100
_EXPECTED: Final = (
    "supplier, customer, loss or in-transit (more after a slash: supplier/acme), a warehouse (north), one of "
    f"its bins (north/A-01), north/receipt or north/return; no more than {LONGEST} characters"
)


@dataclass(frozen=True, slots=True, order=True)
class StockPlace:
    """A place that stock moves from or to: what stands before the slash, and what stands behind it."""

    first: str
    rest: str = ""

    def __str__(self) -> str:
        return f"{self.first}/{self.rest}" if self.rest else self.first

    @property
    def kind(self) -> Kind:
        """What kind of place it is."""
        if self.first in OUTSIDE:
            return self.first  # type: ignore[return-value]
        if self.rest in (RECEIPT, RETURN):
            return self.rest  # type: ignore[return-value]
        return "bin" if self.rest else "warehouse"

    @property
    def warehouse(self) -> str:
        """The warehouse that it is in; "" outside of all."""
        return "" if self.first in OUTSIDE else self.first

    @property
    def document(self) -> str:
        """By what a warehouse expects what comes from there: a supplier's document, a transfer, or ""."""
        return self.rest if self.kind in ("supplier", IN_TRANSIT) else ""

    @property
    def on_hand(self) -> bool:
        """Whether what lies there can be promised: not what came back and nobody has looked at."""
        return self.kind in ("bin", "warehouse", "receipt")


def stock_place(text: str) -> StockPlace:
    """Return the place that `text` names; raise `InvalidInput` where it names none."""
    first, slash, rest = (part.strip() for part in text.strip().partition("/"))
    if not first or (slash and not rest) or len(text) > LONGEST:
        raise InvalidInput("There is no such place.", faults=[fault("move", "place", text, _EXPECTED)])
    lower = first.casefold()
    known = rest.casefold() if rest.casefold() in (RECEIPT, RETURN) else rest
    return StockPlace(lower if lower in OUTSIDE else first, rest if lower in OUTSIDE else known)
