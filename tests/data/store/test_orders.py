"""Orders at rest: one effect however often they are sent, steps enforced, states that follow from events."""

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from core.errors import InvalidInput, NotFound
from core.place import Place
from core.window import TimeWindow
from data.store.address import Address
from data.store.moments import microseconds
from data.store.order_rows import KeptOrder, OrderChanged
from data.store.order_tables import ORDERS
from data.store.store import Store
from orders.life_cycle import Event, State
from orders.order import Customer, Line, Mode, Order
from orders.size import Size

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
CLIENTS = 3


def order(name: str = "S-1", quantity: int = 2) -> Order:
    box = Size(length_mm=300, width_mm=200, height_mm=100)
    return Order(
        id=name,
        lines=(Line(sku="tea", quantity=quantity, weight_g=250, size=box),),
        customer=Customer(name="Ann Martin"),
        address="1 Quai",
        place=Place(lon=7.42, lat=43.73, name="1 Quai"),
        mode=Mode.SCHEDULED,
        day=date(2026, 11, 27),
        window=TimeWindow(opens=36_000, closes=43_200),
    )


def event(kept: KeptOrder, state: State = State.PROMISED, name: str = "e1", **changes: object) -> Event:
    told = Event(id=name, order=kept.id, state=state, at=NOW + timedelta(minutes=1), reason="asked")
    return replace(told, **changes)  # type: ignore[arg-type]


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def test_an_order_comes_back_as_it_was_sold_and_again_without_effect(store: Store) -> None:
    first = store.orders.place([order(), order("S-2")], source="shop", now=NOW)
    again = store.orders.place([order(), order("S-2")], source="shop", now=NOW + timedelta(hours=1))
    assert [each.order for each in first.orders] == [order(), order("S-2")]
    assert again.orders == first.orders
    assert (len(first.new), len(again.new)) == (2, 0)
    other = store.orders.place([order(quantity=9)], source="another", now=NOW)
    assert other.orders[0].id != first.orders[0].id


def test_another_content_refuses_all_or_in_part_that_one(store: Store) -> None:
    store.orders.place([order()], source="shop", now=NOW)
    sent = [order("S-0"), order(quantity=3)]
    with pytest.raises(InvalidInput) as refused:
        store.orders.place(sent, source="shop", now=NOW)
    assert [each.value for each in refused.value.faults] == ["S-1"]
    assert len(store.orders.some()) == 1
    part = store.orders.place(sent, source="shop", now=NOW, partial=True)
    assert [each.order.id for each in part.orders] == ["S-0"]
    assert len(part.faults) == 1


def test_a_key_belongs_to_what_was_sent_with_it(store: Store) -> None:
    first = store.orders.place([order()], source="shop", now=NOW, key="k")
    assert store.orders.place([order()], source="shop", now=NOW, key="k").orders == first.orders
    with pytest.raises(InvalidInput, match="Idempotency-Key"):
        store.orders.place([order("S-2")], source="shop", now=NOW, key="k")
    assert len(store.orders.some()) == 1


def test_an_order_moves_on_by_allowed_steps_from_the_revision_that_was_seen(store: Store) -> None:
    (kept,) = store.orders.place([order()], source="shop", now=NOW).orders
    moved = store.orders.advance(event(kept), revision=1, now=NOW)
    assert (moved.state, moved.revision) == (State.PROMISED, 2)
    assert store.orders.advance(event(kept), revision=1, now=NOW) == moved
    with pytest.raises(OrderChanged):
        store.orders.advance(event(kept, State.CANCELLED, "e2"), revision=1, now=NOW)
    with pytest.raises(InvalidInput, match="delivered"):
        store.orders.advance(event(kept, State.DELIVERED, "e2"), revision=2, now=NOW)
    with pytest.raises(InvalidInput, match="differ"):
        store.orders.advance(event(kept, State.CANCELLED), revision=2, now=NOW)
    with pytest.raises(NotFound):
        store.orders.advance(event(kept, order="none"), revision=1, now=NOW)
    found, life = store.orders.whole(kept.id)
    assert found == moved
    assert [each.state for each in life.events] == [State.RECEIVED, State.PROMISED]


def test_states_are_rebuilt_from_events(store: Store) -> None:
    kept, other = store.orders.place([order(), order("S-2")], source="shop", now=NOW).orders
    right = [store.orders.advance(event(each), revision=1, now=NOW) for each in (kept, other)]
    assert store.orders.rebuild() == []
    with store.database.write() as connection:
        connection.execute(update(ORDERS).filter_by(id=kept.id).values(state="returned", revision=7))
    (told,) = store.orders.rebuild()
    assert kept.id in told
    assert [store.orders.one(each.id) for each in (kept, other)] == right


def test_pages_by_state_and_day(store: Store) -> None:
    for number in range(4):
        store.orders.place([order(f"S-{number}")], source="shop", now=NOW + timedelta(seconds=number))
    newest, then = store.orders.some(most=2)
    assert (newest.order.id, then.order.id) == ("S-3", "S-2")
    after = store.orders.some(after=(microseconds(then.created), then.id))
    assert [each.order.id for each in after] == ["S-1", "S-0"]
    store.orders.advance(event(newest, at=NOW + timedelta(hours=1)), revision=1, now=NOW)
    assert [each.id for each in store.orders.some(state=State.PROMISED)] == [newest.id]
    assert len(store.orders.some(day=date(2026, 11, 27))) == 4
    assert store.orders.some(day=date(2026, 11, 28)) == []


def _client(address: Address, number: int, told: "multiprocessing.Queue[tuple[int, str, bool]]") -> None:
    store = Store(address)
    store.open()
    names = ["S-1", "S-2", "S-3"][:: 1 if number % 2 else -1]
    placed = store.orders.place(
        [order(name) for name in names], source="shop", now=NOW, key="once" if not number else ""
    )
    kept = next(each for each in placed.orders if each.order.id == "S-1")
    try:
        store.orders.advance(event(kept, name=f"by-{number}"), revision=1, now=NOW)
        won = True
    except OrderChanged:
        won = False
    store.close()
    told.put((len(placed.new), kept.id, won))


def test_of_many_at_once_with_the_same_numbers_one_has_an_effect(store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[tuple[int, str, bool]] = context.Queue()
    where = store.database.address
    clients = [context.Process(target=_client, args=(where, number, told)) for number in range(CLIENTS)]
    for each in clients:
        each.start()
    answers = [told.get(timeout=60) for _ in clients]
    for each in clients:
        each.join()
    assert sorted(new for new, _, _ in answers) == [0, 0, 3]
    assert len({name for _, name, _ in answers}) == 1
    assert [won for _, _, won in answers].count(True) == 1
    assert len(store.orders.some()) == 3
