"""What was arranged for an order since it was sold: another day, window or place."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.window import TimeWindow
from orders.order import Mode, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """How and when an order comes now, instead of as it was sold.

    number
        counts the arrangements of one order from 1.
    window
        None for any time of the day: the window of the day before says nothing of this one.
    at
        shop or bank of lockers; "" for the address.
    """

    number: int
    day: date
    told: datetime
    window: TimeWindow | None = None
    mode: Mode | None = None
    at: str = ""
    reason: str = ""


def as_arranged(order: Order, arranged: Arranged | None) -> Order:
    """Return an order as it is to come now."""
    if arranged is None:
        return order
    return replace(
        order, day=arranged.day, window=arranged.window, mode=arranged.mode or order.mode, at=arranged.at
    )
