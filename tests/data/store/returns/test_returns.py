"""Returns at rest: one effect each, goods and money with the step, and one of two at once."""

import multiprocessing
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update

from core.errors import InvalidInput, NotFound
from data.store.address import Address
from data.store.order_moves import Seen, held, move
from data.store.returns.rows import KeptReturn, ReturnChanged
from data.store.returns.tables import RETURNS
from data.store.stock.rebuild import rebuild_stock
from data.store.store import Store
from inventory.ledger.ledger import balances_of
from orders.life_cycle import State
from orders.order import Order
from orders.returns.event import ReturnStep
from orders.returns.rma import Disposition, WayBack
from tests.inventory.stock.builders import move as stock_move
from tests.orders.returns.builders import NOW, came, event, line, looked, refund, sold

CLIENTS = 3


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def delivered(store: Store, order: Order | None = None) -> str:
    (kept,) = store.orders.place([order or sold()], source="shop", now=NOW).orders
    with store.database.write() as connection:
        seen = Seen(target=State.DELIVERED, at=NOW, cause="delivered")
        move(connection, held(connection, [kept.id])[kept.id], seen, NOW)
    return kept.id


def ask(store: Store, order_id: str, quantity: int = 2, **more: Any) -> KeptReturn:
    told = {"way": WayBack.PICKUP, "now": NOW, "number": "R-1", **more}
    return store.returns.ask(order_id, [line(quantity)], **told)


def advance(store: Store, kept: KeptReturn, step: ReturnStep, **details: Any) -> KeptReturn:
    told = event(step, kept.revision, of=kept.id, **details)
    return store.returns.advance(told, revision=kept.revision, now=NOW)


def places(store: Store) -> dict[str, int]:
    balances = balances_of(each for _, each in store.moves.moves())
    return {str(place): units for (place, _), units in balances.items()}


def test_the_same_request_again_has_no_second_effect(store: Store) -> None:
    order = delivered(store)
    first = ask(store, order, number="", key="k")
    again = ask(store, order, number="", key="k")
    assert (first.new, again.new, again.id) == (True, False, first.id)
    with pytest.raises(InvalidInput, match="of its own"):
        ask(store, order, 1, number="", key="k")
    named = ask(store, order, 1)
    assert ask(store, order, 1).id == named.id
    with pytest.raises(InvalidInput, match="of its own"):
        ask(store, order, 1, way=WayBack.SHOP, at="shop-1")
    assert len(store.returns.some(order_id=order)) == 2
    with pytest.raises(NotFound):
        ask(store, "none")


def test_no_more_is_asked_for_than_was_delivered(store: Store) -> None:
    (waiting,) = store.orders.place([sold(name="S-0")], source="shop", now=NOW).orders
    with pytest.raises(InvalidInput, match="delivered or collected"):
        ask(store, waiting.id)
    order = delivered(store)
    ask(store, order)
    with pytest.raises(InvalidInput, match="at most 1: 3 were delivered, 2 returned"):
        ask(store, order, number="R-2")


def test_goods_go_from_the_customer_over_the_returns_to_the_bin_or_to_loss(store: Store) -> None:
    store.moves.post(
        [stock_move("in", 3, "supplier", "north"), stock_move("out", 3, "north", "customer")], NOW
    )
    order = delivered(store)
    kept = advance(store, ask(store, order, 3), ReturnStep.APPROVED)
    kept = advance(store, kept, ReturnStep.RECEIVED, came=came(3))
    assert places(store) == {"supplier": -3, "north/return": 3}
    assert store.shelves(NOW)["tea", "north"].units_on_hand == 0
    assert store.orders.one(order).state is State.RETURNED
    parts = (looked(1), looked(1, Disposition.SCRAP), looked(1, Disposition.REFURBISH))
    kept = advance(store, kept, ReturnStep.INSPECTED, inspected=parts)
    assert places(store) == {"supplier": -3, "north/A-01": 1, "loss/scrap": 1, "north/return": 1}
    assert store.shelves(NOW)["tea", "north"].units_on_hand == 1
    assert list(rebuild_stock(store.database)) == []
    again = store.returns.advance(kept.life.events[-1], revision=1, now=NOW)
    assert (again, len(store.moves.moves())) == (kept, 5)
    assert advance(store, kept, ReturnStep.CLOSED).state is ReturnStep.CLOSED


def test_pieces_that_never_left_by_the_ledger_move_nothing_in_it(store: Store) -> None:
    store.moves.post(
        [stock_move("in", 3, "supplier", "north"), stock_move("out", 1, "north", "customer/S-1")], NOW
    )
    kept = advance(store, ask(store, delivered(store), 3), ReturnStep.APPROVED)
    kept = advance(store, kept, ReturnStep.RECEIVED, came=came(3))
    assert kept.notes == ("2 of 3 tea never left by the stock ledger: they move nothing in it.",)
    assert places(store) == {"supplier": -3, "north": 2, "north/return": 1}
    inspected = advance(store, kept, ReturnStep.INSPECTED, inspected=(looked(2), looked(1)))
    assert places(store) == {"supplier": -3, "north": 2, "north/A-01": 1}
    assert store.returns.one(kept.id) == inspected


def test_a_step_that_the_ledger_refuses_leaves_nothing(store: Store) -> None:
    store.moves.post(
        [stock_move("in", 3, "supplier", "north"), stock_move("out", 3, "north", "customer")], NOW
    )
    kept = advance(store, ask(store, delivered(store)), ReturnStep.APPROVED)
    kept = advance(store, kept, ReturnStep.RECEIVED, came=came(2))
    store.moves.post([stock_move("thief", 1, "north/return", "loss")], NOW)
    with pytest.raises(InvalidInput):
        advance(store, kept, ReturnStep.INSPECTED, inspected=(looked(2),))
    assert store.returns.one(kept.id) == kept
    told = [each.type for each in events_of(store)]
    assert told.count("return.received") == 1
    assert "return.inspected" not in told


def events_of(store: Store) -> list[Any]:
    store.events.put_in_order()
    return [each for each in store.events.after(0)[0] if each.type.startswith("return.")]


def test_money_is_decided_once_and_apart_from_goods(store: Store) -> None:
    kept = advance(store, ask(store, delivered(store)), ReturnStep.APPROVED)
    details = {"refunds": refund(600), "currency": "EUR"}
    paid = advance(store, kept, ReturnStep.REFUNDED, **details)
    assert (paid.state, paid.life.refunds, paid.revision) == (ReturnStep.APPROVED, {"tea": 600}, 3)
    again = store.returns.advance(event(ReturnStep.REFUNDED, 2, of=kept.id, **details), revision=2, now=NOW)
    assert again == paid
    with pytest.raises(InvalidInput, match="a line is refunded once"):
        advance(store, paid, ReturnStep.REFUNDED, **details)
    told = events_of(store)
    assert [each.type for each in told] == ["return.requested", "return.approved", "return.refunded"]
    assert told[-1].content["refund_cents"] == 600


def test_an_exchange_is_a_return_and_a_new_order(store: Store) -> None:
    kept = advance(store, ask(store, delivered(store)), ReturnStep.APPROVED)
    told = {"event_id": "x", "revision": kept.revision, "now": NOW}
    new = sold(name="S-2")
    with pytest.raises(InvalidInput, match="a number of its own"):
        store.returns.exchange(kept.id, sold(), **told)
    exchanged = store.returns.exchange(kept.id, new, **told)
    assert store.orders.one(exchanged.life.exchange).order == new
    assert store.returns.exchange(kept.id, new, **told) == exchanged
    with pytest.raises(InvalidInput, match="another order"):
        store.returns.exchange(kept.id, sold(name="S-3"), **told)
    assert len(store.orders.some()) == 2
    with pytest.raises(InvalidInput, match="is its exchange"):
        advance(store, exchanged, ReturnStep.REFUNDED)


def test_a_step_needs_the_revision_that_was_seen_and_an_id_of_its_own(store: Store) -> None:
    kept = ask(store, delivered(store))
    moved = advance(store, kept, ReturnStep.APPROVED)
    with pytest.raises(ReturnChanged):
        advance(store, kept, ReturnStep.CANCELLED)
    told = event(ReturnStep.CANCELLED, 9, of=kept.id, id=moved.life.events[-1].id)
    with pytest.raises(InvalidInput, match="differ"):
        store.returns.advance(told, revision=2, now=NOW)
    with pytest.raises(NotFound):
        store.returns.advance(event(ReturnStep.APPROVED, of="none"), revision=1, now=NOW)


def test_what_is_listed_follows_from_events_and_can_be_rebuilt(store: Store) -> None:
    kept = advance(store, ask(store, delivered(store)), ReturnStep.APPROVED)
    planned = advance(store, kept, ReturnStep.PICKUP_PLANNED)
    assert planned.life.day is not None
    assert store.returns.pickups(planned.life.day) == [planned]
    assert store.returns.rebuild() == []
    with store.database.write() as connection:
        connection.execute(update(RETURNS).values(state="closed", day=None, revision=9))
    assert store.returns.pickups(planned.life.day) == []
    (told,) = store.returns.rebuild()
    assert planned.id in told
    assert store.returns.some(state=ReturnStep.PICKUP_PLANNED, day=planned.life.day) == [planned]


def _client(address: Address, order: str, number: int, told: "multiprocessing.Queue[str]") -> None:
    store = Store(address)
    store.open()
    try:
        kept = ask(store, order, 2, number=f"R-{number}")
        told.put(kept.id)
    except InvalidInput:
        told.put("")
    store.close()


def test_of_many_at_once_who_want_the_same_pieces_back_one_has_them(store: Store) -> None:
    order = delivered(store)
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[str] = context.Queue()
    where = store.database.address
    clients = [context.Process(target=_client, args=(where, order, it, told)) for it in range(CLIENTS)]
    for each in clients:
        each.start()
    answers = [told.get(timeout=60) for _ in clients]
    for each in clients:
        each.join()
    assert sum(bool(each) for each in answers) == 1
    assert len(store.returns.some(order_id=order)) == 1
