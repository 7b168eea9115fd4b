"""Goods of orders in the ledger: they leave once, with a step of the order, and come back with another."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from data.store.address import Address
from data.store.order_moves import Seen, held, move
from data.store.stock.rebuild import rebuild_stock
from data.store.store import Store
from inventory.ledger.ledger import balances_of
from inventory.ledger.reservation import Reservation
from orders.life_cycle import Blame, Event, State
from orders.order import Mode, Order
from tests.inventory.stock.builders import NOW, line
from tests.inventory.stock.builders import move as stock_move
from tests.orders.returns.builders import sold


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    store.moves.post([stock_move("in", 3, "supplier", "north/A-01")], NOW)
    yield store
    store.close()


def reserved(store: Store, quantity: int = 2, order: Order | None = None) -> str:
    (kept,) = store.orders.place([order or sold(quantity)], source="shop", now=NOW).orders
    wanted = Reservation(id=kept.id, lines=(line(quantity),), state="confirmed")
    assert store.reservations.reserve(wanted, NOW).reservation is not None
    return kept.id


def seen(store: Store, order: str, state: State, minutes: int = 0, reason: str = "") -> State:
    at = NOW + timedelta(minutes=minutes)
    with store.database.write() as connection:
        told = Seen(target=state, at=at, cause=f"{state} {minutes}", reason=reason, blame=Blame.EXTERNAL)
        return move(connection, held(connection, [order])[order], told, at)


def told(store: Store) -> tuple[int, int, int]:
    """Return what is on hand, reserved, and among the returns; the sums must be those of the moves."""
    assert rebuild_stock(store.database) == []
    shelf = store.shelves(NOW)["tea", "north"]
    balances = balances_of(each for _, each in store.moves.moves())
    back = sum(units for (place, _), units in balances.items() if str(place) == "north/return")
    return shelf.units_on_hand, shelf.units_reserved, back


@pytest.mark.parametrize("state", [State.LOADED, State.OUT_FOR_DELIVERY, State.DELIVERED])
def test_goods_leave_with_the_first_step_on_which_they_are_away(store: Store, state: State) -> None:
    order = reserved(store)
    seen(store, order, State.PICKED)
    assert told(store) == (3, 2, 0)
    seen(store, order, state, 1)
    assert told(store) == (1, 0, 0)
    assert store.reservations.one(order).state == "shipped"
    seen(store, order, State.DELIVERED, 2)
    seen(store, order, State.DELIVERED, 3)
    assert (told(store), len(store.moves.moves())) == ((1, 0, 0), 2)


def test_goods_that_were_shipped_by_hand_do_not_leave_again(store: Store) -> None:
    order = reserved(store)
    store.reservations.ship(order, NOW)
    seen(store, order, State.DELIVERED, 1)
    assert (told(store), len(store.moves.moves())) == ((1, 0, 0), 2)


def test_what_waits_in_a_shop_that_has_it_leaves_when_it_is_collected(store: Store) -> None:
    order = reserved(
        store, order=Order(id="S-1", lines=sold(2).lines, mode=Mode.PICKUP, at="north", currency="EUR")
    )
    seen(store, order, State.PICKED)
    kept = store.orders.one(order)
    event = Event(id="ready", order=order, state=State.READY_FOR_PICKUP, at=NOW)
    store.orders.advance(event, revision=kept.revision, now=NOW)
    assert told(store) == (3, 2, 0)
    seen(store, order, State.COLLECTED, 1)
    assert told(store) == (1, 0, 0)


def test_what_is_brought_back_to_be_tried_again_lies_where_it_was_and_stays_promised(store: Store) -> None:
    order = reserved(store)
    for minutes in (1, 4):
        seen(store, order, State.OUT_FOR_DELIVERY, minutes)
        assert told(store) == (1, 0, 0)
        seen(store, order, State.ATTEMPT_FAILED, minutes + 1, reason="not-home")
        assert told(store) == (1, 0, 0)
        seen(store, order, State.PICKED, minutes + 2)
        assert told(store) == (3, 2, 0)
        assert store.reservations.one(order).state == "confirmed"
    seen(store, order, State.DELIVERED, 9)
    assert told(store) == (1, 0, 0)


def test_what_comes_back_for_good_lies_among_the_returns(store: Store) -> None:
    order = reserved(store)
    seen(store, order, State.ATTEMPT_FAILED, 1, reason="refused")
    seen(store, order, State.RETURNED, 2, reason="refused")
    assert told(store) == (1, 0, 2)


def test_what_was_not_loaded_has_not_left(store: Store) -> None:
    order = reserved(store)
    seen(store, order, State.OUT_FOR_DELIVERY, 1)
    seen(store, order, State.ATTEMPT_FAILED, 2, reason="not-loaded: it still stands here")
    assert told(store) == (3, 2, 0)
    seen(store, order, State.RETURNED, 3, reason="nobody wants it")
    assert told(store) == (3, 0, 0)


def test_what_the_ledger_has_not_got_stays_promised_and_leaves_with_a_later_step(store: Store) -> None:
    order = reserved(store, 3)
    store.moves.post([stock_move("thief", 1, "north/A-01", "loss")], NOW)
    assert seen(store, order, State.LOADED, 1) is State.LOADED
    assert told(store) == (2, 3, 0)
    store.moves.post([stock_move("found", 1, "loss", "north")], NOW)
    assert seen(store, order, State.DELIVERED, 2) is State.DELIVERED
    assert told(store) == (0, 0, 0)


def test_an_order_without_a_reservation_moves_nothing(store: Store) -> None:
    (kept,) = store.orders.place([sold(2)], source="shop", now=NOW).orders
    seen(store, kept.id, State.DELIVERED, 1)
    assert told(store) == (3, 0, 0)
