"""An order: what a shop sold, to whom, where it goes, and how the customer wants it to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.errors import Fault, fault, refuse
from core.place import Place
from core.window import TimeWindow
from orders.size import Size

MOST_LINES = 1000
"""Lines of one order; whoever sends more has mistaken a table of many orders for one."""

MOST_QUANTITY = 1_000_000


class Temperature(StrEnum):
    """How cold goods are kept on their way."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


class Mode(StrEnum):
    """How goods come to the customer."""

    SCHEDULED = "scheduled"
    PICKUP = "pickup"
    LOCKER = "locker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """So many pieces of one SKU.

    weight_g, volume_ml, size
        of one piece; 0 and None where nobody knows. Without a volume it is that of the size.
    paid
        for all pieces together, in minor units of the order's currency; None where nobody said.
    """

    sku: str
    quantity: int
    weight_g: int = 0
    volume_ml: int = 0
    size: Size | None = None
    temperature: Temperature = Temperature.AMBIENT
    paid: int | None = None

    def __post_init__(self) -> None:
        refuse("A line of an order cannot be meant.", list(_line_faults(self)))
        if not self.volume_ml and self.size is not None:
            object.__setattr__(self, "volume_ml", self.size.volume_ml)


def _line_faults(line: Line) -> Iterator[Fault]:
    where = f"line {line.sku!r}"
    if not line.sku.strip():
        yield fault(where, "sku", line.sku, "the number of an article")
    if not 1 <= line.quantity <= MOST_QUANTITY:
        yield fault(where, "quantity", line.quantity, f"a whole number from 1 to {MOST_QUANTITY:,}")
    for name in ("weight_g", "volume_ml", "paid"):
        if (getattr(line, name) or 0) < 0:
            yield fault(where, name, getattr(line, name), "0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who awaits the goods; mail, phone and language ("en", "zh-CN") are "" where nobody gave them."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was sold to one customer at one time.

    id
        the shop's own number: the same id is the same order.
    lines
        one per SKU.
    place
        where the goods go; None while the address has no coordinates.
    mode
        wanted by the customer; None for any.
    day, window
        wanted by the customer; the window needs the day.
    at
        the shop or bank of lockers that the customer chose, "" for none.
    currency
        of what was paid for the lines, ISO 4217; "" where nobody said what was paid.
    delivery
        the price that was agreed for the delivery, in minor units of the currency; None where none was.
    """

    id: str
    lines: tuple[Line, ...]
    customer: Customer = Customer()
    address: str = ""
    place: Place | None = None
    mode: Mode | None = None
    day: date | None = None
    window: TimeWindow | None = None
    at: str = ""
    currency: str = ""
    delivery: int | None = None

    def __post_init__(self) -> None:
        refuse(f"Order {self.id!r} contradicts itself.", list(_order_faults(self)))

    @property
    def weight_g(self) -> int:
        """The weight of all pieces."""
        return sum(line.weight_g * line.quantity for line in self.lines)

    @property
    def volume_ml(self) -> int:
        """The volume of all pieces."""
        return sum(line.volume_ml * line.quantity for line in self.lines)

    @property
    def pieces(self) -> int:
        """How many pieces it has."""
        return sum(line.quantity for line in self.lines)

    @property
    def temperatures(self) -> frozenset[Temperature]:
        """All classes of temperature that its lines need."""
        return frozenset(line.temperature for line in self.lines)


def _order_faults(order: Order) -> Iterator[Fault]:
    where = f"order {order.id!r}"
    if not order.id.strip():
        yield fault(where, "id", order.id, "the shop's number of the order")
    if not 1 <= len(order.lines) <= MOST_LINES:
        yield fault(where, "lines", len(order.lines), f"1 to {MOST_LINES:,} lines")
    yield from _lines_faults(order, where)
    if order.place is None and not order.address.strip() and order.mode is Mode.SCHEDULED:
        yield fault(where, "address", "", "an address or coordinates: it is to be delivered")
    if order.window is not None and order.day is None:
        yield fault(where, "day", "", "the day of the window that is wanted")
    if order.at and order.mode is Mode.SCHEDULED:
        yield fault(where, "at", order.at, "nothing: a scheduled delivery comes to the address")


def _lines_faults(order: Order, where: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, line in enumerate(order.lines, 1):
        if line.sku in seen:
            yield fault(f"{where} line {number}", "sku", line.sku, "each SKU in one line; add the quantities")
        seen.add(line.sku)
    if not order.currency and any(line.paid is not None for line in order.lines):
        yield fault(where, "currency", "", "the currency of what was paid, as EUR")
