"""Transfers at rest: promised at one end, expected at the other, and never more units than there are."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from core.errors import InvalidInput
from data.store.address import Address
from data.store.stock.rebuild import rebuild_stock
from data.store.store import Store
from inventory.ledger.ledger import balances_of
from inventory.transfers import Transfer, TransferLine, TransferState
from tests.inventory.stock.builders import NOW, TODAY, lot, move

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    store.moves.post(
        [
            move("a", 4, "supplier", "north/A", lot("L1", expires=9)),
            move("b", 4, "supplier", "north/B", lot("L2")),
        ],
        NOW,
    )
    yield store
    store.close()


def request(store: Store, units: int = 6, number: str = "T-1", **changes: Any) -> Transfer:
    told = {"source": "north", "target": "south", "day": TOMORROW, **changes}
    lines = [TransferLine(sku="tea", quantity=units)]
    found, _ = store.transfers.request(number, told["source"], told["target"], told["day"], lines, now=NOW)
    return found


def free(store: Store, warehouse: str, day: Any = TOMORROW) -> int:
    return store.shelves(NOW)["tea", warehouse].available(day)


def places(store: Store) -> dict[str, int]:
    found: dict[str, int] = {}
    for (place, _), units in balances_of(each for _, each in store.moves.moves()).items():
        found[str(place)] = found.get(str(place), 0) + units
    return {place: units for place, units in found.items() if units and place != "supplier"}


def test_what_is_asked_for_is_promised_here_and_expected_there_once(store: Store) -> None:
    first, again = request(store), request(store)
    assert first == again
    assert (free(store, "north"), free(store, "south"), free(store, "south", TODAY)) == (2, 6, 0)
    with pytest.raises(InvalidInput, match="another one"):
        request(store, 5)
    with pytest.raises(InvalidInput) as refused:
        request(store, 3, "T-2")
    assert refused.value.faults[0].expected == "at most 2"
    assert len(store.transfers.some()) == 1


def test_units_go_over_in_transit_and_arrive_with_their_lots(store: Store) -> None:
    asked = request(store)
    for _ in range(2):
        assert store.transfers.ship(asked.id, at=NOW, now=NOW).state is TransferState.SHIPPED
    assert places(store) == {"north/B": 2, f"in-transit/{asked.id}": 6}
    assert (free(store, "north"), free(store, "south")) == (2, 6)
    for _ in range(2):
        assert store.transfers.receive(asked.id, at=NOW, now=NOW).state is TransferState.RECEIVED
    assert places(store) == {"north/B": 2, "south": 6}
    assert store.shelves(NOW)["tea", "south"].on_hand == {lot("L1", expires=9): 4, lot("L2"): 2}
    assert (free(store, "south", TODAY), store.shelves(NOW)["tea", "south"].inbound) == (6, ())
    assert list(rebuild_stock(store.database)) == []
    assert [state for state, _, _ in store.transfers.one(asked.id)[1]] == ["requested", "shipped", "received"]


def test_what_does_not_arrive_is_lost(store: Store) -> None:
    asked = request(store)
    with pytest.raises(InvalidInput, match="arrived so"):
        store.transfers.receive(asked.id, at=NOW, now=NOW, came={"tea": 7, "cup": 1})
    assert store.transfers.one(asked.id)[0].state is TransferState.REQUESTED
    store.transfers.receive(asked.id, at=NOW, now=NOW, came={"tea": 5})
    assert places(store) == {"north/B": 2, "south": 5, "loss/in-transit": 1}


def test_what_is_cancelled_is_free_again_or_goes_back(store: Store) -> None:
    waiting = request(store)
    assert store.transfers.cancel(waiting.id, "not needed", NOW).state is TransferState.CANCELLED
    assert (free(store, "north"), free(store, "south")) == (8, 0)
    shipped = request(store, number="T-2")
    store.transfers.ship(shipped.id, at=NOW, now=NOW)
    store.transfers.cancel(shipped.id, "wrong way", NOW)
    assert places(store) == {"north/B": 2, "north": 6}
    assert (free(store, "north"), free(store, "south")) == (8, 0)
    with pytest.raises(InvalidInput, match="cannot be"):
        store.transfers.receive(shipped.id, at=NOW, now=NOW)
    assert list(rebuild_stock(store.database)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"target": "north"}, "target"),
        ({"target": "customer"}, "target"),
        ({"day": TODAY - timedelta(1)}, "day"),
    ],
)
def test_what_cannot_be_meant_is_refused(store: Store, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        request(store, **changes)
    assert field in {each.field for each in refused.value.faults}


def test_many_who_want_the_last_units_at_once_share_what_there_is(store: Store) -> None:
    def attempt(number: int) -> bool:
        try:
            return bool(request(store, 3, f"T-{number}"))
        except InvalidInput:
            return False

    with ThreadPoolExecutor(5) as clients:
        assert sum(clients.map(attempt, range(5))) == 2


def test_a_transfer_shipped_by_many_at_once_leaves_once(store: Store) -> None:
    asked = request(store)
    with ThreadPoolExecutor(5) as clients:
        list(clients.map(lambda _: store.transfers.ship(asked.id, at=NOW, now=NOW), range(5)))
    assert places(store)[f"in-transit/{asked.id}"] == 6
