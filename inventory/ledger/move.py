"""A move of stock from a place to a place: the one kind of row that the ledger has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from core.errors import Fault, fault, refuse
from inventory.ledger.place import StockPlace

MOST: Final = 10**9
"""Units of one move: more is a slip of the pen."""

LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True, order=True)
class Lot:
    """Units of a SKU that came together; without a name where nobody tells them apart.

    expires
        the last day on which they may leave a warehouse; None for never.
    """

    sku: str
    name: str = ""
    expires: date | None = None

    def __post_init__(self) -> None:
        where = f"lot {self.name or '(none)'} of SKU {self.sku}"
        refuse(f"The {where} contradicts itself.", list(self._faults(where)))

    def _faults(self, where: str) -> Iterator[Fault]:
        if not self.sku or len(self.sku) > LONGEST_NAME:
            yield fault(where, "sku", self.sku, f"a name of 1 to {LONGEST_NAME} characters")
        if len(self.name) > LONGEST_NAME:
            yield fault(where, "lot", self.name, f"a name of up to {LONGEST_NAME} characters")
        if self.expires is not None and not self.name:
            yield fault(where, "lot", "", f"a name for what expires on {self.expires}")

    @property
    def last_day(self) -> date:
        """The last day on which it may leave, also where it never expires."""
        return self.expires or date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """`quantity` units of a lot go from `source` to `target`.

    key
        names the move: the same key again is the same move, and has no second effect.
    """

    key: str
    moment: datetime
    lot: Lot
    quantity: int
    source: StockPlace
    target: StockPlace
    reason: str = ""

    def __post_init__(self) -> None:
        refuse(f"The move {self.key!r} contradicts itself.", list(self._faults()))

    def _faults(self) -> Iterator[Fault]:
        where = f"move {self.key}"
        if not self.key or len(self.key) > LONGEST_NAME:
            yield fault(where, "key", self.key, f"a name of 1 to {LONGEST_NAME} characters")
        if not 0 < self.quantity <= MOST:
            yield fault(where, "quantity", self.quantity, f"a whole number from 1 to {MOST:,}")
        if self.source == self.target:
            yield fault(where, "to", self.target, f"another place than {self.source}, where it comes from")


def reversal(move: Move, *, key: str, moment: datetime, reason: str) -> Move:
    """Return the move that undoes `move`: what is written in the ledger stays, and is put right by more."""
    return Move(
        key=key,
        moment=moment,
        lot=move.lot,
        quantity=move.quantity,
        source=move.target,
        target=move.source,
        reason=reason,
    )
