"""A return (RMA): which pieces of an order come back, why, and by which way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.errors import Fault, fault, refuse
from orders.order import MOST_LINES, MOST_QUANTITY

LONGEST_NAME = 100


class Reason(StrEnum):
    """Why a customer sends something back."""

    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_ITEM = "wrong-item"
    NOT_AS_DESCRIBED = "not-as-described"
    TOO_LATE = "too-late"
    DOES_NOT_FIT = "does-not-fit"
    CHANGED_MIND = "changed-mind"
    OTHER = "other"


class Condition(StrEnum):
    """How goods are that came back."""

    AS_NEW = "as-new"
    OPENED = "opened"
    USED = "used"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"


class Disposition(StrEnum):
    """What is done with goods that came back."""

    RESTOCK = "restock"
    REFURBISH = "refurbish"
    SCRAP = "scrap"
    VENDOR = "vendor"


class WayBack(StrEnum):
    """How goods come back: fetched by a vehicle on its round, or brought to a shop or a bank of lockers."""

    PICKUP = "pickup"
    SHOP = "shop"
    LOCKER = "locker"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLine:
    """So many pieces of a SKU that come back, and why."""

    sku: str
    quantity: int
    reason: Reason
    note: str = ""

    def __post_init__(self) -> None:
        where, found = f"line {self.sku!r}", []
        if not self.sku.strip():
            found.append(fault(where, "sku", self.sku, "a SKU of the order"))
        if not 1 <= self.quantity <= MOST_QUANTITY:
            expected = f"a whole number from 1 to {MOST_QUANTITY:,}"
            found.append(fault(where, "quantity", self.quantity, expected))
        refuse("A line of a return cannot be meant.", found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What a customer asks to send back.

    order
        our id of the order that it was delivered with.
    number
        the shop's own: the same number of an order is the same return.
    lines
        one for each SKU.
    at
        the shop or bank of lockers to which it is brought; "" for a pickup.
    """

    id: str
    order: str
    number: str
    lines: tuple[ReturnLine, ...]
    way: WayBack
    requested: datetime
    at: str = ""

    def __post_init__(self) -> None:
        refuse("The return contradicts itself.", list(_faults(self)))

    @property
    def units(self) -> dict[str, int]:
        """Pieces that are asked for, by SKU."""
        return {line.sku: line.quantity for line in self.lines}


def _faults(asked: Return) -> Iterator[Fault]:
    where = f"return {asked.number!r}"
    if not 1 <= len(asked.number.strip()) <= LONGEST_NAME:
        yield fault(where, "number", asked.number, f"1 to {LONGEST_NAME} characters")
    if not 1 <= len(asked.lines) <= MOST_LINES:
        yield fault(where, "lines", len(asked.lines), f"1 to {MOST_LINES:,} lines")
    seen: set[str] = set()
    for line in asked.lines:
        if line.sku in seen:
            yield fault(where, "sku", line.sku, "each SKU in one line; add the quantities")
        seen.add(line.sku)
    if asked.way is WayBack.PICKUP and asked.at:
        yield fault(where, "at", asked.at, "nothing: a vehicle fetches it at the address of the order")
    if asked.way is not WayBack.PICKUP and not asked.at.strip():
        yield fault(where, "at", "", f"the {asked.way} to which it is brought")
