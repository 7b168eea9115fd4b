"""What was kept long enough is forgotten, some rows at a time; what is not over, or kept for ever, stays."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from data.store.address import Address
from data.store.day_tables import DAY_EVENTS
from data.store.moments import microseconds
from data.store.store import Store
from orders.life_cycle import Event, State
from orders.order import Customer, Line, Order

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
DAYS = {"persons": 730, "proofs": 180, "positions": 30, "events": 30, "operations": 90, "keys": 30}
LATER = NOW + timedelta(days=800)


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def order(number: str) -> Order:
    customer = Customer(name="Zephyrine Quokkastein", phone="+33999888777")
    return Order(id=number, lines=(Line(sku="tea", quantity=1),), customer=customer, address="1 Quai Antoine")


def filled(store: Store) -> dict[str, str]:
    """Keep a cancelled order and one that waits, pictures, positions, keys; return ids by number."""
    placed = store.orders.place([order("S-1"), order("S-2")], source="shop", now=NOW, key="k" * 64)
    ids = {each.order.id: each.id for each in placed.orders}
    over = Event(id="x", order=ids["S-1"], state=State.CANCELLED, at=NOW, reason="Mrs Kakapova called")
    store.orders.advance(over, revision=1, now=NOW)
    for number in range(3):
        store.day_events.keep_proof(f"{number}" * 64, "image/png", b"picture", NOW)
    row = {"day": NOW.date(), "vehicle": "van-1", "stop": "", "content": "{}"}
    moments = {"at_us": microseconds(NOW), "told_us": microseconds(NOW)}
    rows = [
        {**row, **moments, "number": number, "event_id": str(number), "kind": kind}
        for number, kind in enumerate(["position", "position", "started"], 1)
    ]
    with store.database.write() as connection:
        connection.execute(insert(DAY_EVENTS), rows)
    return ids


def over(store: Store, now: datetime, days: dict[str, int] = DAYS) -> dict[str, int]:
    return {each.kind: each.number for each in store.retention.due(days, now) if each.number}


def test_what_is_over_is_counted_and_forgotten_and_nothing_else(store: Store) -> None:
    ids = filled(store)
    assert over(store, NOW + timedelta(days=29)) == {}
    assert store.retention.forget(DAYS, NOW + timedelta(days=29)) == {}
    due = {"persons": 1, "proofs": 3, "positions": 2, "keys": 1}
    assert {kind: it for kind, it in over(store, LATER).items() if kind != "events"} == due
    store.events.put_in_order()
    done = store.retention.forget(DAYS, LATER)
    assert {kind: number for kind, number in done.items() if kind != "events"} == due
    assert {kind: it for kind, it in over(store, LATER).items() if kind != "events"} == {}
    found = {each.order.id: each for each in store.orders.some()}
    assert found["S-1"].order.customer.name == ""
    assert found["S-1"].state is State.CANCELLED
    assert store.orders.whole(ids["S-1"])[1].events[-1].reason == "erased"
    # Whoever still waits for something is known as long as that takes.
    assert found["S-2"].order.customer.name == "Zephyrine Quokkastein"
    assert store.retention.forget(DAYS, LATER) == {}


def test_nothing_is_forgotten_that_is_kept_for_ever(store: Store) -> None:
    filled(store)
    never = dict.fromkeys(DAYS, 0)
    assert over(store, LATER, never) == {}
    assert store.retention.forget(never, LATER) == {}
    assert len(store.orders.some()) == 2


def test_it_ends_between_two_pieces_and_goes_on_later(store: Store) -> None:
    for number in range(60):
        store.day_events.keep_proof(f"{number:064}", "image/png", b"picture", NOW)
    asked = iter([True, False])
    assert store.retention.forget({"proofs": 180}, LATER, goes_on=lambda: next(asked)) == {"proofs": 50}
    assert over(store, LATER, {"proofs": 180}) == {"proofs": 10}
    assert store.retention.forget({"proofs": 180}, LATER) == {"proofs": 10}
