"""The smallest valid moves, lots and reservations."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from inventory.ledger.move import Lot, Move
from inventory.ledger.place import stock_place
from inventory.ledger.promise import Inbound, Shelf
from inventory.ledger.reservation import Reservation, ReservedLine

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
TODAY = NOW.date()


def day(number: int) -> date:
    """Return the day that is `number` days after today."""
    return TODAY + timedelta(days=number)


def lot(name: str = "", *, sku: str = "tea", expires: int | None = None) -> Lot:
    return Lot(sku=sku, name=name, expires=None if expires is None else day(expires))


def move(key: str, quantity: int, source: str, target: str, of: Lot | None = None) -> Move:
    return Move(
        key=key,
        moment=NOW,
        lot=of or lot(),
        quantity=quantity,
        source=stock_place(source),
        target=stock_place(target),
    )


def line(quantity: int = 1, on: int = 0, *, sku: str = "tea", warehouse: str = "north") -> ReservedLine:
    return ReservedLine(sku=sku, warehouse=warehouse, day=day(on), quantity=quantity)


def hold(name: str, *lines: ReservedLine, minutes: int = 10) -> Reservation:
    return Reservation(id=name, lines=lines or (line(),), held_until=NOW + timedelta(minutes=minutes))


def shelf(on_hand: dict[Lot, int] | int = 0, promised: dict[int, int] | None = None, **more: Any) -> Shelf:
    """Return a shelf; promises are told by days from today."""
    there = {lot(): on_hand} if isinstance(on_hand, int) else on_hand
    due = {day(number): units for number, units in (promised or {}).items()}
    return Shelf(today=TODAY, on_hand=there, promised=due, **more)


def inbound(quantity: int, on: int, of: Lot | None = None) -> Inbound:
    return Inbound(due=day(on), lot=of or lot(), quantity=quantity)
