"""Parcels in lockers at rest: one compartment each, one code, one end, whoever asks at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.errors import InvalidInput, RoundsmanError
from data.store.address import Address
from data.store.audit.tables import AUDIT
from data.store.lockers.deposit import Deposit
from data.store.lockers.tables import LOCKER_EVENTS
from data.store.order_moves import Seen, held, move
from data.store.store import Store
from inventory.ledger.ledger import balances_of
from inventory.ledger.reservation import Reservation, ReservedLine
from orders.life_cycle import State
from orders.lockers.codes import BANK_TRIES, BLOCKS, MOST_TRIES, TRIES_A_BLOCK
from orders.lockers.parcel import LockerParcel, ParcelState
from orders.lockers.problems import (
    CodesBlocked,
    CodeVoid,
    LockerConflict,
    LockerFull,
    LockerOut,
    ParcelExpired,
    WrongCode,
)
from orders.lockers.room import Outage
from orders.modes.lockers import Compartment
from orders.order import Line, Mode, Order
from tests.inventory.stock.builders import move as stock_move
from tests.orders.modes.builders import bank, box

NOW = datetime(2026, 3, 31, 8, tzinfo=UTC)
STATION = bank(
    id="station",
    compartments=(
        Compartment(size="S", room=box(300, 200, 100), count=1),
        Compartment(size="L", room=box(600, 400, 300), count=1),
    ),
)
HARBOUR = bank(id="harbour", compartments=STATION.compartments)
BANKS = {each.id: each for each in (STATION, HARBOUR)}
CLIENTS = 6


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def sent(store: Store, name: str = "S-1", at: str = "station", state: State = State.LOADED) -> str:
    """Return an order that is on its way to a bank."""
    line = Line(sku="tea", quantity=1, weight_g=500, size=box(200, 150, 80))
    order = Order(id=name, lines=(line,), mode=Mode.LOCKER, day=date(2026, 3, 31), at=at)
    (kept,) = store.orders.place([order], source="shop", now=NOW).orders
    with store.database.write() as connection:
        seen = Seen(target=state, at=NOW, cause="sent")
        move(connection, held(connection, [kept.id])[kept.id], seen, NOW)
    return kept.id


def put(store: Store, order_id: str, where: str = "station", **more: Any) -> LockerParcel:
    told = Deposit(bank=where, at=NOW, tables=BANKS, **more)
    return store.lockers.deposit(order_id, told, NOW).parcel


def code_of(store: Store, order_id: str) -> str:
    """Return the code that the recipient alone is told."""
    store.events.put_in_order()
    told = [each.private for each in store.events.after(0)[0] if each.subject == f"order {order_id}"]
    return str([each["code"] for each in told if "code" in each][-1])


def wrong(code: str) -> str:
    """Return another code of the same parcel."""
    digits = code.replace(" ", "")
    return digits[:-1] + str((int(digits[-1]) + 1) % 10)


def state(store: Store, order_id: str) -> State:
    return store.orders.one(order_id).state


def test_a_deposit_takes_a_compartment_and_tells_its_recipient_alone_a_code(store: Store) -> None:
    order = sent(store)
    first, again = put(store, order), put(store, order)
    assert first == again
    assert (first.compartment, first.until, state(store, order)) == (
        "S-1",
        NOW + timedelta(hours=48),
        State.READY_FOR_PICKUP,
    )
    code = code_of(store, order)
    with store.database.read() as connection:
        events = [tuple(row) for row in connection.execute(select(LOCKER_EVENTS))]
        audit = [tuple(row) for row in connection.execute(select(AUDIT))]
    told = [each.document for each in store.events.after(0)[0]]
    shown = repr((events, audit, told, first, store.lockers.one(order), store.orders.whole(order)))
    assert code not in shown
    assert code.replace(" ", "") not in shown


def test_a_code_opens_once_and_the_same_try_again_has_the_same_answer(store: Store) -> None:
    order = sent(store)
    put(store, order)
    code = code_of(store, order)
    later = NOW + timedelta(hours=5)
    opened = store.lockers.collect("station", code, now=later, event="try-1")
    assert (opened.parcel.compartment, opened.again, opened.parcel.left) == ("S-1", False, later)
    assert store.lockers.collect("station", code, now=later, event="try-1").again
    with pytest.raises(WrongCode):
        store.lockers.collect("station", code, now=later, event="try-2")
    assert state(store, order) is State.COLLECTED
    assert all(not each.private for each in store.events.after(0)[0])
    assert put(store, sent(store, "S-2")).compartment == "S-1"


def test_wrong_codes_close_the_compartment_for_a_while_and_then_for_good(store: Store) -> None:
    order = sent(store)
    put(store, order)
    code, now = code_of(store, order), NOW
    for tries in range(1, MOST_TRIES + 1):
        with pytest.raises(CodeVoid if tries == MOST_TRIES else WrongCode):
            store.lockers.collect("station", wrong(code), now=now)
        if tries % TRIES_A_BLOCK == 0 and tries < MOST_TRIES:
            with pytest.raises(CodesBlocked):
                store.lockers.collect("station", code, now=now)
            now += BLOCKS[tries // TRIES_A_BLOCK - 1]
    with pytest.raises(CodeVoid):
        store.lockers.collect("station", code, now=now)
    new = store.lockers.new_code(order, now)
    with pytest.raises(WrongCode):
        store.lockers.collect("station", wrong(str(new)), now=now)
    assert store.lockers.collect("station", str(new), now=now).parcel.state is ParcelState.COLLECTED


def test_codes_of_nobody_close_the_bank_for_a_moment(store: Store) -> None:
    for _ in range(BANK_TRIES):
        with pytest.raises(WrongCode):
            store.lockers.collect("station", "00000000", now=NOW)
    with pytest.raises(CodesBlocked) as blocked:
        store.lockers.collect("station", "00000000", now=NOW)
    assert blocked.value.retry_after > 0
    with pytest.raises(WrongCode):
        store.lockers.collect("station", "00000000", now=NOW + timedelta(minutes=2))


def test_what_is_not_collected_is_told_of_expires_and_comes_back_to_the_ledger(store: Store) -> None:
    order = sent(store)
    store.moves.post([stock_move("in", 1, "supplier", "north")], NOW)
    line = ReservedLine(sku="tea", warehouse="north", day=NOW.date(), quantity=1)
    store.reservations.reserve(Reservation(id=order, lines=(line,), held_until=NOW + timedelta(1)), NOW)
    store.reservations.settle(order, "confirmed", NOW)
    store.reservations.ship(order, NOW)
    put(store, order)
    code = code_of(store, order)
    assert store.lockers.sweep(NOW + timedelta(hours=25)) == 1
    assert store.lockers.sweep(NOW + timedelta(hours=26)) == 0
    over = NOW + timedelta(hours=48)
    with pytest.raises(ParcelExpired):
        store.lockers.collect("station", code, now=over)
    assert store.lockers.sweep(over) == 1
    with pytest.raises(ParcelExpired):
        store.lockers.collect("station", code, now=over)
    store.events.put_in_order()
    kinds = [each.type for each in store.events.after(0)[0]]
    assert kinds.count("order.pickup_reminder") == kinds.count("order.pickup_expired") == 1
    with pytest.raises(LockerFull):
        put(store, sent(store, "S-2"), compartment="S-1")
    for _ in range(2):
        assert store.lockers.fetch(order, at=over, now=over).state is ParcelState.FETCHED
    assert state(store, order) is State.RETURNED
    for _ in range(2):
        assert store.lockers.bring_back(order, "north", at=over, now=over).state is ParcelState.BACK
    balances = balances_of(each for _, each in store.moves.moves())
    assert {str(place): units for (place, _), units in balances.items()} == {
        "supplier": -1,
        "north/return": 1,
    }
    assert put(store, sent(store, "S-3"), compartment="S-1").compartment == "S-1"
    assert [each.kind for each in store.lockers.one(order)[1]] == [
        "deposited",
        "reminded",
        "expired",
        "fetched",
        "back",
    ]


def test_what_can_be_collected_is_fetched_with_a_reason_alone(store: Store) -> None:
    order = sent(store)
    put(store, order)
    with pytest.raises(InvalidInput):
        store.lockers.fetch(order, at=NOW, now=NOW)
    store.lockers.fetch(order, at=NOW, now=NOW, reason="the bank is taken down")
    assert state(store, order) is State.RETURNED


def test_a_full_bank_or_one_out_of_service_takes_nothing_and_another_one_does(store: Store) -> None:
    for name in ("S-1", "S-2"):
        put(store, sent(store, name))
    order = sent(store, "S-3")
    with pytest.raises(LockerFull):
        put(store, order)
    with pytest.raises(InvalidInput, match="cannot be put"):
        put(store, order, "harbour")
    store.lockers.take_out(Outage(bank="harbour", since=NOW, reason="no power"), NOW)
    with pytest.raises(LockerOut, match="no power"):
        store.lockers.move(order, HARBOUR, NOW)
    assert store.orders.one(order).now.at == "station"
    store.lockers.put_in("harbour", "", NOW)
    first, again = (store.lockers.move(order, HARBOUR, NOW) for _ in range(2))
    assert first == again
    assert store.orders.one(order).now.at == "harbour"
    assert put(store, order, "harbour").compartment == "S-1"
    assert store.lockers.rooms(["station", "harbour"], NOW)["harbour"].inside == {"S-1"}


@pytest.mark.parametrize(
    ("changes", "where"),
    [({"where": "harbour"}, "harbour"), ({"compartment": "X-9"}, "X-9")],
)
def test_a_deposit_elsewhere_than_expected_is_refused(
    store: Store, changes: dict[str, Any], where: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        put(store, sent(store), **changes)
    assert refused.value.faults[0].value == where


def test_a_cancelled_order_is_not_put_into_a_locker(store: Store) -> None:
    with pytest.raises(InvalidInput):
        put(store, sent(store, state=State.RECEIVED) and cancelled(store))


def cancelled(store: Store) -> str:
    order = sent(store, "S-9", state=State.PROMISED)
    with store.database.write() as connection:
        seen = Seen(target=State.CANCELLED, at=NOW, cause="cancelled", reason="asked")
        move(connection, held(connection, [order])[order], seen, NOW)
    return order


def test_of_two_who_want_one_compartment_at_once_one_has_it(store: Store) -> None:
    listed = [sent(store, f"S-{number}") for number in range(CLIENTS)]

    def attempt(order: str) -> str:
        try:
            return put(store, order, compartment="S-1").id
        except LockerFull:
            return ""

    with ThreadPoolExecutor(CLIENTS) as clients:
        found = [each for each in clients.map(attempt, listed) if each]
    assert len(found) == 1
    inside = store.lockers.some(bank="station", states=[ParcelState.DEPOSITED])
    assert [each.id for each in inside] == found


def test_of_many_who_have_the_code_at_once_one_opens(store: Store) -> None:
    order = sent(store)
    put(store, order)
    code = code_of(store, order)

    def attempt(number: int) -> bool:
        try:
            return not store.lockers.collect("station", code, now=NOW, event=f"try-{number}").again
        except LockerConflict:
            return False

    with ThreadPoolExecutor(CLIENTS) as clients:
        assert sum(clients.map(attempt, range(CLIENTS))) == 1


def test_wrong_codes_tried_at_once_are_all_counted(store: Store) -> None:
    order = sent(store)
    put(store, order)
    code = wrong(code_of(store, order))

    def attempt(_: int) -> str:
        try:
            store.lockers.collect("station", code, now=NOW)
        except RoundsmanError as refused:
            return refused.code
        return "opened"

    with ThreadPoolExecutor(CLIENTS) as clients:
        found = list(clients.map(attempt, range(CLIENTS + 2)))
    assert found.count("wrong-code") == TRIES_A_BLOCK
    assert found.count("codes-blocked") == CLIENTS + 2 - TRIES_A_BLOCK
    assert store.lockers.one(order)[0].tries == TRIES_A_BLOCK
