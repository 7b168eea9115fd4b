"""Stock in a database: what is promised is there, whatever happens in between and whoever races for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from core.errors import InvalidInput, NotFound
from data.store.address import Address
from data.store.stock.rebuild import rebuild_stock
from data.store.stock.tables import STOCK_BALANCES, STOCK_LEVELS
from data.store.store import Store
from inventory.ledger.count import Count
from inventory.ledger.place import stock_place
from inventory.ledger.promise import Inbound
from tests.inventory.stock.builders import NOW, day, hold, line, lot, move


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def stocked(store: Store, units: int = 10) -> Store:
    store.moves.post([move("in", units, "supplier", "north")], NOW)
    return store


def available(store: Store, number: int = 0) -> int:
    return store.shelves(NOW)["tea", "north"].available(day(number))


def test_every_line_is_promised_or_none(store: Store) -> None:
    stocked(store)
    answer = store.reservations.reserve(hold("a", line(4), line(1, sku="pot")), NOW)
    assert answer.reservation is None
    assert [str(each) for each in answer.shortages] == [
        "1 of pot are wanted from north on 2026-11-26; 0 can be promised"
    ]
    assert available(store) == 10
    assert store.reservations.reserve(hold("b", line(4), line(3, 2)), NOW).reservation is not None
    assert available(store) == 3


def test_the_same_request_again_has_no_second_effect(store: Store) -> None:
    stocked(store)
    first, again = (store.reservations.reserve(hold("a", line(4)), NOW) for _ in range(2))
    assert (first.again, again.again, available(store)) == (False, True, 6)
    assert first.reservation == again.reservation
    with pytest.raises(InvalidInput, match="an id of its own"):
        store.reservations.reserve(hold("a", line(5)), NOW)


def test_a_hold_gives_everything_back_at_its_end_and_not_before(store: Store) -> None:
    stocked(store)
    store.reservations.reserve(hold("a", line(10), minutes=10), NOW)
    before, after = NOW + timedelta(minutes=9, seconds=59), NOW + timedelta(minutes=10)
    assert store.reservations.reserve(hold("b", line(1)), before).reservation is None
    assert store.reservations.reserve(replace(hold("b", line(10)), state="confirmed"), after).reservation
    assert store.reservations.one("a").state == "expired"
    with pytest.raises(InvalidInput, match="it is expired"):
        store.reservations.settle("a", "confirmed", after)


def test_what_is_confirmed_stays_and_what_is_released_is_free(store: Store) -> None:
    stocked(store)
    store.reservations.reserve(hold("a", line(6)), NOW)
    later = NOW + timedelta(minutes=5)
    for _ in range(2):
        assert store.reservations.settle("a", "confirmed", later).state == "confirmed"
    assert store.reservations.expire(NOW + timedelta(days=1)) == 0
    assert available(store) == 4
    for _ in range(2):
        assert store.reservations.settle("a", "released", later).state == "released"
    assert available(store) == 10


def test_what_is_shipped_leaves_by_expiry_and_only_once(store: Store) -> None:
    old, new = lot("B-old", expires=1), lot("A-new", expires=9)
    moves = [move("1", 3, "supplier", "north/A", new), move("2", 2, "supplier", "north/B", old)]
    store.moves.post(moves, NOW)
    store.reservations.reserve(hold("a", line(4)), NOW)
    store.reservations.settle("a", "confirmed", NOW)
    for _ in range(2):
        assert store.reservations.ship("a", NOW).state == "shipped"
    left = [(str(each.source), each.lot.name, each.quantity) for _, each in store.moves.moves(after=2)]
    assert left == [("north/B", "B-old", 2), ("north/A", "A-new", 2)]
    assert (available(store), store.shelves(NOW)["tea", "north"].units_reserved) == (1, 0)


def test_nothing_leaves_that_is_promised_to_somebody_else(store: Store) -> None:
    stocked(store)
    store.reservations.reserve(hold("a", line(8, 3)), NOW)
    with pytest.raises(InvalidInput, match="at most 2 units"):
        store.moves.post([move("out", 3, "north", "south")], NOW)
    assert store.moves.post([move("out", 2, "north", "south")], NOW) == 1
    assert store.moves.post([move("bin", 8, "north", "north/A")], NOW) == 1


def test_what_is_lost_is_written_down_and_leaves_promises_short(store: Store) -> None:
    stocked(store)
    store.reservations.reserve(hold("a", line(8)), NOW)
    store.moves.post([move("fire", 5, "north", "loss")], NOW)
    shelf = store.shelves(NOW)["tea", "north"]
    assert (shelf.short, shelf.available(day(0))) == (3, 0)


def test_where_units_are_short_somebody_can_still_be_served(store: Store) -> None:
    stocked(store)
    for name in ("a", "b"):
        store.reservations.reserve(hold(name, line(5)), NOW)
        store.reservations.settle(name, "confirmed", NOW)
    store.moves.post([move("fire", 5, "north", "loss")], NOW)
    assert store.reservations.ship("b", NOW).state == "shipped"
    with pytest.raises(InvalidInput, match="no more than the 0 units"):
        store.reservations.ship("a", NOW)
    assert store.reservations.one("a").state == "confirmed"


def test_what_is_expected_can_be_promised_and_is_not_counted_twice(store: Store) -> None:
    store.moves.expect([("north", Inbound(due=day(3), lot=lot(), quantity=6, document="P1"))])
    assert store.reservations.reserve(hold("early", line(1, 2)), NOW).reservation is None
    assert store.reservations.reserve(hold("a", line(4, 3)), NOW).reservation is not None
    store.moves.post([move("in", 5, "supplier/P1", "north/receipt")], NOW)
    shelf = store.shelves(NOW)["tea", "north"]
    assert (shelf.units_on_hand, shelf.units_inbound, shelf.available(day(0))) == (5, 1, 2)
    store.moves.expect([("north", Inbound(due=day(3), lot=lot(), quantity=0, document="P1"))])
    assert store.shelves(NOW)["tea", "north"].units_inbound == 0


def test_a_count_is_put_right_against_loss_and_its_key_counts_once(store: Store) -> None:
    stocked(store)
    counts = [Count(place=stock_place("north"), lot=lot(), found=7)]
    found = store.moves.count(counts, key="monday", now=NOW)
    assert [(str(each.target), each.quantity) for each in found] == [("loss/count", 3)]
    store.moves.post([move("more", 5, "supplier", "north")], NOW)
    assert store.moves.count(counts, key="monday", now=NOW) == []
    assert store.shelves(NOW)["tea", "north"].units_on_hand == 12


def test_moves_are_written_once_and_all_or_none(store: Store) -> None:
    batch = [move("a", 5, "supplier", "north"), move("b", 2, "north", "south")]
    assert [store.moves.post(batch, NOW) for _ in range(2)] == [2, 0]
    with pytest.raises(InvalidInput) as refused:
        store.moves.post([move("c", 1, "supplier", "north"), move("d", 9, "north", "loss")], NOW)
    assert [each.where for each in refused.value.faults] == ["move d"]
    with pytest.raises(InvalidInput, match="a key of its own"):
        store.moves.post([move("a", 6, "supplier", "north")], NOW)
    assert [each.key for _, each in store.moves.moves()] == ["a", "b"]


def test_what_is_withheld_is_kept_back(store: Store) -> None:
    stocked(store)
    store.moves.withhold({("tea", "north"): 7})
    assert store.reservations.reserve(hold("a", line(4)), NOW).reservation is None
    assert store.reservations.reserve(hold("a", line(3)), NOW).reservation is not None


def test_sums_that_are_damaged_are_found_and_put_right(store: Store) -> None:
    stocked(store)
    store.reservations.reserve(hold("a", line(4)), NOW)
    assert rebuild_stock(store.database) == []
    with store.database.write() as connection:
        connection.execute(update(STOCK_LEVELS).values(on_hand=99))
        connection.execute(update(STOCK_BALANCES).values(quantity=98))
        connection.execute(text("DELETE FROM stock_promised"))
    assert rebuild_stock(store.database) == [
        "stock_balances of tea, north, north: quantity was 98, is 10",
        "stock_promised of tea, north, 2026-11-26: units was 0, is 4",
        "stock_levels of tea, north: on_hand was 99, is 10",
    ]
    assert (rebuild_stock(store.database), available(store)) == ([], 6)


def test_who_is_not_there_cannot_be_confirmed(store: Store) -> None:
    with pytest.raises(NotFound, match="no reservation x"):
        store.reservations.settle("x", "confirmed", NOW)
