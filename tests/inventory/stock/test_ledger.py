"""The ledger: what leaves one place arrives at another, and nothing is ever rewritten."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from inventory.ledger.ledger import Ledger, balances_of
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import stock_place
from tests.inventory.stock.builders import lot, move

PLACES = (
    "supplier/mill",
    "customer/7",
    "loss",
    "north",
    "north/A-1",
    "north/receipt",
    "south",
    "south/return",
)
LOTS = (lot(), lot("L1", expires=3), lot("L2", expires=9), lot(sku="pot"))


@st.composite
def batches(draw: st.DrawFn) -> list[Move]:
    """Draw a few moves, some with the key of another."""
    keys = st.integers(0, 30).map(lambda number: f"m{number}")
    found = []
    for _ in range(draw(st.integers(1, 5))):
        source, target = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True))
        found.append(
            move(draw(keys), draw(st.integers(1, 20)), source, target, of=draw(st.sampled_from(LOTS)))
        )
    return found


@given(st.lists(batches(), max_size=12))
def test_whatever_is_posted_the_ledger_stays_sound(posted: list[list[Move]]) -> None:
    ledger = Ledger()
    for batch in posted:
        before = (ledger.moves, dict(ledger.balances))
        try:
            ledger.post(batch)
        except InvalidInput:
            assert (ledger.moves, dict(ledger.balances)) == before
    assert dict(ledger.balances) == balances_of(ledger.moves)
    by_lot: Counter[Lot] = Counter()
    for (place, each), units in ledger.balances.items():
        by_lot[each] += units
        assert units > 0 or not place.warehouse
    assert set(by_lot.values()) <= {0}


@given(st.lists(batches(), max_size=8))
def test_posting_everything_again_changes_nothing(posted: list[list[Move]]) -> None:
    ledger = Ledger()
    for batch in posted:
        with suppress(InvalidInput):
            ledger.post(batch)
    moves, balances = ledger.moves, dict(ledger.balances)
    assert ledger.post(moves) == 0
    assert (ledger.moves, dict(ledger.balances)) == (moves, balances)


def test_more_than_lies_there_cannot_be_taken_and_every_such_move_is_named() -> None:
    ledger = Ledger()
    with pytest.raises(InvalidInput) as refused:
        ledger.post(
            [
                move("a", 5, "supplier", "north"),
                move("b", 6, "north", "customer"),
                move("c", 1, "south", "loss"),
            ]
        )
    assert [(each.where, each.value) for each in refused.value.faults] == [("move b", "6"), ("move c", "1")]
    assert "no more than the 5 units of tea in north" in str(refused.value)
    assert ledger.moves == ()


def test_what_came_in_the_same_batch_can_be_taken() -> None:
    ledger = Ledger()
    assert ledger.post([move("a", 5, "supplier", "north"), move("b", 5, "north", "customer")]) == 2
    assert (stock_place("north"), lot()) not in ledger.balances


def test_another_move_with_a_key_that_is_taken_is_refused() -> None:
    ledger = Ledger()
    ledger.post([move("a", 5, "supplier", "north")])
    with pytest.raises(InvalidInput, match="a key of its own"):
        ledger.post([move("a", 6, "supplier", "north")])


def test_a_lot_has_one_expiry() -> None:
    ledger = Ledger()
    ledger.post([move("a", 5, "supplier", "north", lot("L1", expires=3))])
    with pytest.raises(InvalidInput, match="as lot L1 had before"):
        ledger.post([move("b", 5, "supplier", "north", lot("L1", expires=4))])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": -3}, "quantity"),
        ({"key": ""}, "key"),
        ({"target": stock_place("supplier")}, "to"),
    ],
)
def test_a_move_that_moves_nothing_cannot_be_written(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        replace(move("a", 5, "supplier", "north"), **changes)
    assert [each.field for each in refused.value.faults] == [field]


@pytest.mark.parametrize("text", ["", " / ", "north/", "/A-1", "n" * 101])
def test_a_place_without_a_name_is_none(text: str) -> None:
    with pytest.raises(InvalidInput, match="There is no such place"):
        stock_place(text)


@pytest.mark.parametrize(
    ("text", "kind", "warehouse", "on_hand"),
    [
        ("Supplier/acme", "supplier", "", False),
        ("loss", "loss", "", False),
        ("north", "warehouse", "north", True),
        ("north/A-1", "bin", "north", True),
        ("north/Receipt", "receipt", "north", True),
        ("north/return", "return", "north", False),
    ],
)
def test_places_are_told_by_their_names(text: str, kind: str, warehouse: str, on_hand: bool) -> None:
    place = stock_place(text)
    assert (place.kind, place.warehouse, place.on_hand) == (kind, warehouse, on_hand)
    assert stock_place(str(place)) == place


def test_what_expires_has_a_name() -> None:
    with pytest.raises(InvalidInput, match="a name for what expires"):
        lot("", expires=3)
