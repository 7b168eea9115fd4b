"""Transfers: stock that goes from one warehouse to another, promised at both ends until it has arrived."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from core.errors import Fault, fault, refuse
from inventory.ledger.move import LONGEST_NAME, MOST
from inventory.ledger.place import StockPlace, stock_place

MOST_LINES: Final = 1_000


class TransferState(StrEnum):
    """Where a transfer is in its life."""

    REQUESTED = "requested"
    PLANNED = "planned"
    SHIPPED = "shipped"
    RECEIVED = "received"
    CANCELLED = "cancelled"


STEPS: Final[Mapping[TransferState, frozenset[TransferState]]] = {
    TransferState.REQUESTED: frozenset(
        {TransferState.PLANNED, TransferState.SHIPPED, TransferState.CANCELLED}
    ),
    TransferState.PLANNED: frozenset(
        {TransferState.PLANNED, TransferState.REQUESTED, TransferState.SHIPPED, TransferState.CANCELLED}
    ),
    TransferState.SHIPPED: frozenset({TransferState.RECEIVED, TransferState.CANCELLED}),
    TransferState.RECEIVED: frozenset(),
    TransferState.CANCELLED: frozenset(),
}
"""From each state, those that may follow.

Planned: a vehicle of a published plan carries it; back to requested: it was not loaded. What is cancelled
once it was shipped goes back to where it came from.
"""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TransferLine:
    """So many units of a SKU; weight and volume are those of one, 0 where nobody knows."""

    sku: str
    quantity: int
    weight_g: int = 0
    volume_ml: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What goes from where to where.

    number
        what people call it: the same number is the same transfer.
    source, target
        warehouses.
    day
        on which it is to be carried.
    """

    id: str
    number: str
    source: str
    target: str
    day: date
    lines: tuple[TransferLine, ...]
    requested: datetime
    state: TransferState = TransferState.REQUESTED
    note: str = ""

    def __post_init__(self) -> None:
        refuse(f"The transfer {self.number!r} cannot be meant.", list(_faults(self)))

    @property
    def created(self) -> datetime:
        """When it was asked for."""
        return self.requested

    @property
    def on_its_way(self) -> StockPlace:
        """Where the ledger has it between both warehouses."""
        return StockPlace("in-transit", self.id)

    @property
    def reservation(self) -> str:
        """The reservation that keeps its units at the source."""
        return f"transfer {self.id}"


def _faults(transfer: Transfer) -> Iterator[Fault]:
    where = f"transfer {transfer.number!r}"
    if not 1 <= len(transfer.number.strip()) <= LONGEST_NAME:
        yield fault(where, "number", transfer.number, f"1 to {LONGEST_NAME} characters")
    for name in ("source", "target"):
        value = getattr(transfer, name)
        if not value.strip() or stock_place(value).kind != "warehouse":
            yield fault(where, name, value, "a warehouse, as north")
    if transfer.source == transfer.target:
        yield fault(where, "target", transfer.target, f"another warehouse than {transfer.source}")
    yield from _line_faults(transfer, where)


def _line_faults(transfer: Transfer, where: str) -> Iterator[Fault]:
    if not 1 <= len(transfer.lines) <= MOST_LINES:
        yield fault(where, "lines", len(transfer.lines), f"1 to {MOST_LINES:,} lines")
    for each in transfer.lines:
        if not each.sku.strip():
            yield fault(where, "sku", each.sku, "the number of an article")
        if not 1 <= each.quantity <= MOST:
            yield fault(where, "quantity", each.quantity, f"a whole number from 1 to {MOST:,}")
    for sku, count in Counter(each.sku for each in transfer.lines).items():
        if count > 1:
            yield fault(where, "sku", sku, "each SKU in one line; add the quantities")
