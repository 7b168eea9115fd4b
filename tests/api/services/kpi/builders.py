"""A database with a few orders that have been through something, stock, counts and a plan."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from api.services.kpi.catalogue import By
from api.services.kpi.feeds import Asked
from core.window import TimeWindow
from data.store.store import Store
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import stock_place
from orders.life_cycle import Event, State
from orders.order import Line, Mode, Order

MONACO = ZoneInfo("Europe/Monaco")
DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)  # nine at the wall
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)

DELIVERED = (
    State.PROMISED,
    State.ALLOCATED,
    State.PICKED,
    State.LOADED,
    State.OUT_FOR_DELIVERY,
    State.DELIVERED,
)
FAILED = (*DELIVERED[:-1], State.ATTEMPT_FAILED)
LYING = (*DELIVERED[:-1], State.READY_FOR_PICKUP)


def asked(by: By | None = None, *, first: date = DAY, last: date | None = None, now: datetime = NOW) -> Asked:
    """Return a question about a week by the clock of Monaco."""
    return Asked(first=first, last=last or first + timedelta(days=6), zone=MONACO, now=now, by=by)


def sold(name: str, *, day: date | None = DAY, mode: Mode | None = Mode.SCHEDULED, at: str = "") -> Order:
    """Return an order of 3 tea and 1 cup, to come from nine to eleven."""
    lines = (Line(sku="tea", quantity=3), Line(sku="cup", quantity=1))
    window = None if day is None else TimeWindow(opens=9 * 3600, closes=11 * 3600)  # type: ignore[arg-type]
    address = "1 Quai" if mode is Mode.SCHEDULED else ""
    return Order(id=name, lines=lines, mode=mode, day=day, window=window, address=address, at=at)


def placed(store: Store, *given: Order, source: str = "shop", at: datetime = MORNING) -> dict[str, str]:
    """Keep orders a day before; return their ids by the shop's numbers."""
    kept = store.orders.place(given, source=source, now=at - timedelta(days=1))
    return {each.order.id: each.id for each in kept.orders}


def told(store: Store, order_id: str, states: Sequence[State], last: datetime = MORNING) -> None:
    """Lead an order through states, the last one at a moment and those before it a minute apart."""
    for number, state in enumerate(states):
        at = last - timedelta(minutes=len(states) - 1 - number)
        revision = store.orders.one(order_id).revision
        reason = "nobody at home" if state is State.ATTEMPT_FAILED else ""
        event = Event(id=f"{revision}", order=order_id, state=state, at=at, reason=reason)
        store.orders.advance(event, revision=revision, now=at)


def move(key: str, units: int, source: str, target: str, *, at: datetime = MORNING, sku: str = "tea") -> Move:
    """Return a move of tea."""
    lot = Lot(sku=sku)
    return Move(
        key=key, moment=at, lot=lot, quantity=units, source=stock_place(source), target=stock_place(target)
    )


def filled(store: Store, units: Mapping[str, int], at: datetime = MORNING - timedelta(days=30)) -> None:
    """Let units by SKU come from a supplier to the warehouse north."""
    moves = [move(f"in {sku}", count, "supplier", "north", at=at, sku=sku) for sku, count in units.items()]
    store.moves.post(moves, at)
