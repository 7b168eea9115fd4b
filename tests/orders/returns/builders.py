"""The smallest valid orders, returns and events of returns."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from orders.order import Line, Order
from orders.returns.event import Came, Inspected, Refund, ReturnEvent, ReturnStep
from orders.returns.life_cycle import ReturnLife, life_of
from orders.returns.rma import Condition, Disposition, Reason, Return, ReturnLine, WayBack

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)

DETAILS: dict[ReturnStep, dict[str, Any]] = {
    ReturnStep.REFUSED: {"reason": "too old"},
    ReturnStep.CANCELLED: {"reason": "kept after all"},
    ReturnStep.PICKUP_FAILED: {"reason": "not-home"},
    ReturnStep.PICKUP_PLANNED: {"day": date(2026, 11, 27)},
    ReturnStep.REFUNDED: {"refunds": (Refund(sku="tea", cents=100),), "currency": "EUR"},
    ReturnStep.EXCHANGED: {"order": "new"},
}
"""What steps need."""


def sold(quantity: int = 3, paid: int | None = 1000, *, name: str = "S-1") -> Order:
    line = Line(sku="tea", quantity=quantity, paid=paid)
    return Order(id=name, lines=(line,), currency="" if paid is None else "EUR")


def line(quantity: int = 2, sku: str = "tea") -> ReturnLine:
    return ReturnLine(sku=sku, quantity=quantity, reason=Reason.DAMAGED)


def asked(quantity: int = 2, way: WayBack = WayBack.PICKUP, *, name: str = "r") -> Return:
    at = "" if way is WayBack.PICKUP else "shop-1"
    return Return(id=name, order="o", number=name, lines=(line(quantity),), way=way, requested=NOW, at=at)


def event(step: ReturnStep, number: int = 0, *, of: str = "r", **changes: Any) -> ReturnEvent:
    told = {"id": f"{step} {number}", "of": of, "step": step, "at": NOW + timedelta(minutes=number)}
    return ReturnEvent(**{**told, **DETAILS.get(step, {}), **changes})


def came(quantity: int = 2, warehouse: str = "north", lot: str = "") -> tuple[Came, ...]:
    return (Came(sku="tea", quantity=quantity, warehouse=warehouse, lot=lot),)


def looked(quantity: int, disposition: Disposition = Disposition.RESTOCK) -> Inspected:
    to = "north/A-01" if disposition is Disposition.RESTOCK else ""
    return Inspected(sku="tea", quantity=quantity, condition=Condition.AS_NEW, disposition=disposition, to=to)


def refund(cents: int) -> tuple[Refund, ...]:
    return (Refund(sku="tea", cents=cents),)


def life(of: Return, *steps: ReturnStep, came_units: int = 2) -> ReturnLife:
    """Return a life of these steps, the first of which is that it was asked for."""
    events = [event(ReturnStep.REQUESTED, of=of.id)]
    for number, step in enumerate(steps, 1):
        more = {"came": came(came_units)} if step is ReturnStep.RECEIVED else {}
        events.append(event(step, number, of=of.id, **more))
    return life_of(of, events)
