"""What happens to a return: each step with what belongs to it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from core.errors import Fault, fault, refuse
from orders.returns.rma import LONGEST_NAME, Condition, Disposition


class ReturnStep(StrEnum):
    """What happens to a return; all but the last two are the states that they bring it into."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    PICKUP_PLANNED = "pickup-planned"
    PICKUP_FAILED = "pickup-failed"
    DROPPED_OFF = "dropped-off"
    IN_TRANSIT = "in-transit"
    RECEIVED = "received"
    INSPECTED = "inspected"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    EXCHANGED = "exchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Pieces of a SKU that arrived at a warehouse; lot "" where nobody tells lots apart."""

    sku: str
    quantity: int
    warehouse: str
    lot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """Pieces that were looked at: how they are and what is done with them.

    to
        where they are put, in words of the ledger (north/A-01); for restock alone.
    """

    sku: str
    quantity: int
    condition: Condition
    disposition: Disposition
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What the customer gets back for a line, in minor units; 0 for nothing, which is decided as well.

    paid
        for all pieces of the SKU that were sold, where the order does not say; None where nobody says.
    """

    sku: str
    cents: int
    paid: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnEvent:
    """One step of a return.

    id
        the same id of a return twice is the same event, told again.
    day
        on which a vehicle fetches it.
    came, inspected, refunds
        by line, with the steps received, inspected and refunded.
    currency
        of the refunds.
    order
        our id of the new order of an exchange.
    """

    id: str
    of: str
    step: ReturnStep
    at: datetime
    place: str = ""
    reason: str = ""
    day: date | None = None
    came: tuple[Came, ...] = ()
    inspected: tuple[Inspected, ...] = ()
    refunds: tuple[Refund, ...] = ()
    currency: str = ""
    order: str = ""

    def __post_init__(self) -> None:
        refuse("The step cannot be meant.", [*_faults(self), *_line_faults(self)])


_DETAILS: Final = {
    "day": ReturnStep.PICKUP_PLANNED,
    "came": ReturnStep.RECEIVED,
    "inspected": ReturnStep.INSPECTED,
    "refunds": ReturnStep.REFUNDED,
    "currency": ReturnStep.REFUNDED,
    "order": ReturnStep.EXCHANGED,
}
"""Which details belong to which step alone."""

_NEEDED: Final = ("day", "refunds", "currency", "order")

NEEDS_REASON: Final = frozenset({ReturnStep.REFUSED, ReturnStep.CANCELLED, ReturnStep.PICKUP_FAILED})


def _faults(event: ReturnEvent) -> Iterator[Fault]:
    where = f"event {event.id!r}"
    if not 1 <= len(event.id.strip()) <= LONGEST_NAME:
        yield fault(where, "id", event.id, f"1 to {LONGEST_NAME} characters")
    if event.at.tzinfo is None:
        yield fault(where, "at", event.at, "a moment with its zone, as 2026-03-31T09:30:00+02:00")
    if event.step in NEEDS_REASON and not event.reason.strip():
        yield fault(where, "reason", "", f"why the return is {event.step}")
    if event.currency and not (
        len(event.currency) == 3 and event.currency.isascii() and event.currency.isupper()
    ):
        yield fault(where, "currency", event.currency, "three letters, as EUR")
    for name, step in _DETAILS.items():
        if getattr(event, name) and event.step is not step:
            yield fault(where, name, "told", f"nothing: it belongs to the step {step}")
        if name in _NEEDED and event.step is step and not getattr(event, name):
            yield fault(where, name, "nothing", f"something: a return is not {step} without")


def _line_faults(event: ReturnEvent) -> Iterator[Fault]:
    where = f"event {event.id!r}"
    for each in event.came:
        if each.quantity < 0:
            yield fault(f"{where} line {each.sku!r}", "quantity", each.quantity, "0 or more")
        if not each.warehouse.strip() or "/" in each.warehouse:
            yield fault(f"{where} line {each.sku!r}", "warehouse", each.warehouse, "a warehouse, as north")
    yield from _inspected_faults(event)
    for refund in event.refunds:
        if refund.cents < 0:
            yield fault(f"{where} line {refund.sku!r}", "refund_cents", refund.cents, "0 or more")
    yield from _twice(where, [each.sku for each in event.came])
    yield from _twice(where, [each.sku for each in event.refunds])


def _inspected_faults(event: ReturnEvent) -> Iterator[Fault]:
    where = f"event {event.id!r}"
    for each in event.inspected:
        if each.quantity < 1:
            yield fault(f"{where} line {each.sku!r}", "quantity", each.quantity, "1 or more")
        restocked = each.disposition is Disposition.RESTOCK
        if bool(each.to.strip()) != restocked:
            expected = (
                "a warehouse or bin, as north/A-01" if restocked else "nothing: only restock says where"
            )
            yield fault(f"{where} line {each.sku!r}", "to", each.to, expected)


def _twice(where: str, skus: Sequence[str]) -> Iterator[Fault]:
    for sku, count in Counter(skus).items():
        if count > 1:
            yield fault(where, "sku", sku, "each SKU in one line")
