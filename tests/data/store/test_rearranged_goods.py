"""An order that comes on another day takes its reservation along, or is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from core.errors import InvalidInput
from data.store.address import Address
from data.store.order_rows import KeptOrder
from data.store.plan_orders import arranged_now
from data.store.stock.rebuild import rebuild_stock
from data.store.store import Store
from inventory.ledger.reservation import Reservation
from tests.inventory.stock.builders import NOW, day, hold, line, lot
from tests.inventory.stock.builders import move as stock_move
from tests.orders.returns.builders import sold


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    store.moves.post([stock_move("in", 3, "supplier", "north/A-01", lot("L1", expires=5))], NOW)
    yield store
    store.close()


def reserved(store: Store, on: int, quantity: int = 3) -> KeptOrder:
    """Keep an order for the day that is `on` days from today, with its units reserved."""
    (kept,) = store.orders.place([replace(sold(quantity), day=day(on))], source="shop", now=NOW).orders
    wanted = Reservation(id=kept.id, lines=(line(quantity, on),), state="confirmed")
    assert store.reservations.reserve(wanted, NOW).reservation is not None
    return kept


def arrange(store: Store, kept: KeptOrder, to: date) -> None:
    revision = store.orders.one(kept.id).revision
    store.order_plans.arrange(kept.id, arranged_now(to, NOW), revision=revision)


def days_of(store: Store, kept: KeptOrder) -> list[date]:
    assert rebuild_stock(store.database) == []
    return [each.day for each in store.reservations.one(kept.id).lines]


def test_the_reservation_moves_with_the_order_and_back(store: Store) -> None:
    kept = reserved(store, 1)
    arrange(store, kept, day(3))
    assert days_of(store, kept) == [day(3)]
    assert store.shelves(NOW)["tea", "north"].promised == {day(3): 3}
    arrange(store, kept, day(1))
    assert days_of(store, kept) == [day(1)]
    assert store.shelves(NOW)["tea", "north"].promised == {day(1): 3}


def test_a_day_on_which_the_goods_have_expired_is_refused_and_all_stays(store: Store) -> None:
    kept = reserved(store, 1)
    with pytest.raises(InvalidInput) as refused:
        arrange(store, kept, day(6))
    assert [(it.where, it.field, it.value) for it in refused.value.faults] == [("stock of north", "tea", "3")]
    assert "at most 0" in refused.value.faults[0].expected
    assert store.orders.one(kept.id).arranged is None
    assert days_of(store, kept) == [day(1)]


def test_what_is_promised_to_others_on_that_day_is_not_taken_from_them(store: Store) -> None:
    """The units of tomorrow come in on the second day, and today's are promised to somebody else."""
    store.moves.post([stock_move("more", 3, "supplier", "south")], NOW)
    late = reserved(store, 4, quantity=1)
    assert store.reservations.reserve(hold("other", line(2, 0)), NOW).reservation is not None
    arrange(store, late, day(0))
    assert days_of(store, late) == [day(0)]
    assert store.shelves(NOW)["tea", "north"].available(day(0)) == 0


def test_what_a_loss_has_made_short_may_still_come_later(store: Store) -> None:
    kept = reserved(store, 1)
    store.moves.post([stock_move("broken", 2, "north/A-01", "loss/breakage", lot("L1", expires=5))], NOW)
    arrange(store, kept, day(2))
    assert days_of(store, kept) == [day(2)]


def test_what_was_to_leave_earlier_than_today_leaves_today(store: Store) -> None:
    (kept,) = store.orders.place([replace(sold(1), day=day(3))], source="shop", now=NOW).orders
    wanted = Reservation(id=kept.id, lines=(line(1, 1),), state="confirmed")
    assert store.reservations.reserve(wanted, NOW).reservation is not None
    arrange(store, kept, day(0))
    assert days_of(store, kept) == [day(0)]
