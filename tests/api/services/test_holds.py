"""Holds: what an option needs is kept together or not at all, and given back whole."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from api.services.keep_plan import keep_plan
from api.services.settle_hold import Confirmation, cancel, confirm
from core.errors import InvalidInput, NotFound
from data.formats.plan_json.read import read_plan
from data.store.address import Address
from data.store.stock.rebuild import rebuild_stock
from orders.cart import Cart
from orders.holds.hold import HoldState
from orders.holds.problems import (
    CutOffPassed,
    HoldCancelled,
    HoldConfirmed,
    HoldExpired,
    OfferExpired,
    OfferGone,
    PriceChanged,
)
from orders.life_cycle import Event, State
from orders.order import Mode
from routing.budget import Budget
from tests.api.services.shops import TUESDAY, Shop, cart, near, opened_desk, opened_shop

MODES = (Mode.SCHEDULED, Mode.PICKUP, Mode.LOCKER)


@pytest.fixture
def shop(address: Address, tmp_path: Path) -> Iterator[Shop]:
    """Room for two more parcels, one pickup a day, one compartment."""
    with opened_shop(tmp_path, address, room=4, most_a_day=1) as shop:
        yield shop


def full(shop: Shop, mode: Mode) -> str:
    """Return why an option is not possible any more, or ""."""
    refusal = shop.option(mode).refusal
    return "" if refusal is None else refusal.code


def all_of(mode: Mode) -> Cart:
    """Return a cart after which nobody else finds room: the vehicle has two places, shop and locker one."""
    return cart(2 if mode is Mode.SCHEDULED else 1)


@pytest.mark.parametrize(
    ("mode", "code"),
    [(Mode.SCHEDULED, "does-not-fit"), (Mode.PICKUP, "handling-full"), (Mode.LOCKER, "locker-full")],
)
def test_what_is_held_is_not_offered_to_others_until_it_is_given_back(
    shop: Shop, mode: Mode, code: str
) -> None:
    assert full(shop, mode) == ""
    held = shop.desk.hold(shop.token(mode, all_of(mode)), now=shop.now)
    assert held.hold.state is HoldState.HELD
    assert full(shop, mode) == code
    cancel(shop.store, held.hold.id, now=shop.now)
    assert full(shop, mode) == ""


@pytest.mark.parametrize("mode", MODES)
def test_a_hold_counts_nothing_from_its_last_moment_on_also_before_anybody_writes_that_down(
    shop: Shop, mode: Mode
) -> None:
    held = shop.desk.hold(shop.token(mode, all_of(mode)), now=shop.now).hold
    shop.now = held.until
    assert shop.store.holds.one(held.id, shop.now).state is HoldState.EXPIRED
    with shop.store.holds.present(shop.now) as present:
        assert not present.stops(TUESDAY, {})
        assert not present.parcels(["station"])
        assert not present.booked(["corner"], TUESDAY)
    assert full(shop, mode) == ""
    with pytest.raises(HoldExpired):
        confirm(shop.desk, held.id, Confirmation(), now=shop.now)


def test_units_of_the_ledger_are_kept_and_the_sums_stay_right(shop: Shop) -> None:
    shop.stock("hub", 3)
    held = shop.desk.hold(shop.token(Mode.SCHEDULED, cart(2)), now=shop.now).hold
    assert shop.available() == 1
    kept = shop.store.reservations.one(held.id)
    assert [(each.sku, each.warehouse, each.day, each.quantity) for each in kept.lines] == [
        ("tea", "hub", TUESDAY, 2)
    ]
    refused = shop.option(Mode.SCHEDULED, cart(2)).refusal
    assert refused is not None
    assert refused.code == "not-in-stock"
    shop.wait(10)
    assert shop.store.let_go(shop.now) == 1
    assert shop.available() == 3
    assert rebuild_stock(shop.store.database) == []


def test_where_one_part_cannot_be_kept_nothing_is(shop: Shop) -> None:
    shop.stock("hub", 2)
    token = shop.token(Mode.LOCKER, cart(2))
    taken = shop.desk.hold(shop.token(Mode.SCHEDULED, cart(1, place=near(100, 0))), now=shop.now)
    with pytest.raises(OfferGone) as gone:
        shop.desk.hold(token, now=shop.now)
    assert gone.value.faults
    cancel(shop.store, taken.hold.id, now=shop.now)
    assert shop.available() == 2
    assert full(shop, Mode.LOCKER) == ""
    assert full(shop, Mode.SCHEDULED) == ""


def test_stock_that_somebody_else_took_is_told_with_what_is_left(shop: Shop) -> None:
    shop.stock("corner", 2)
    token = shop.token(Mode.PICKUP, cart(2))
    first = shop.token(Mode.PICKUP, cart(1), day=TUESDAY)
    shop.desk.hold(first, now=shop.now)
    with pytest.raises(OfferGone):
        shop.desk.hold(token, now=shop.now)


def test_the_same_token_is_one_hold_and_so_is_the_same_key(shop: Shop) -> None:
    token, other = shop.token(Mode.LOCKER), shop.token(Mode.SCHEDULED)
    first = shop.desk.hold(token, now=shop.now, key="k")
    assert shop.desk.hold(token, now=shop.now).hold.id == first.hold.id
    cancel(shop.store, first.hold.id, now=shop.now)
    assert shop.desk.hold(token, now=shop.now, key="k").hold.state is HoldState.CANCELLED
    assert shop.desk.hold(token, now=shop.now).hold.id != first.hold.id
    with pytest.raises(InvalidInput):
        shop.desk.hold(other, now=shop.now, key="k")


@pytest.mark.parametrize("token", ["", "x", "x.0", "x.y", "." + "9" * 80])
def test_a_token_that_nobody_gave_is_not_found(shop: Shop, token: str) -> None:
    with pytest.raises(NotFound):
        shop.desk.hold(token, now=shop.now)
    name = shop.token(Mode.LOCKER).rpartition(".")[0]
    with pytest.raises(NotFound):
        shop.desk.hold(f"{name}.99", now=shop.now)


def test_a_quote_can_be_held_for_a_while_only(shop: Shop) -> None:
    token = shop.token(Mode.LOCKER)
    shop.wait(15)
    with pytest.raises(OfferExpired):
        shop.desk.hold(token, now=shop.now)


@pytest.mark.parametrize("mode", MODES)
def test_a_confirmed_hold_is_an_order_of_the_same_id_once(shop: Shop, mode: Mode) -> None:
    shop.stock("hub" if mode is not Mode.PICKUP else "corner", 5)
    held = shop.desk.hold(shop.token(mode, all_of(mode)), now=shop.now).hold
    said = Confirmation(number="S-1", source="shop")
    first = confirm(shop.desk, held.id, said, now=shop.now)
    again = confirm(shop.desk, held.id, said, now=shop.now)
    assert (first.again, again.again) == (False, True)
    assert first.order == again.order
    kept, life = shop.store.orders.whole(held.id)
    assert [each.state for each in life.events] == [State.RECEIVED, State.PROMISED, State.ALLOCATED]
    assert (kept.order.id, kept.order.mode, kept.order.day) == ("S-1", mode, TUESDAY)
    assert shop.store.reservations.one(held.id).state == "confirmed"
    shop.wait(60)
    shop.store.let_go(shop.now)
    assert full(shop, mode) != ""
    with pytest.raises(HoldConfirmed):
        cancel(shop.store, held.id, now=shop.now)


def test_a_confirmed_hold_is_no_other_order_and_keeps_what_was_agreed_and_paid(shop: Shop) -> None:
    held = shop.desk.hold(shop.token(Mode.SCHEDULED, cart(2)), now=shop.now).hold
    with pytest.raises(InvalidInput, match="one of the hold: tea"):
        confirm(shop.desk, held.id, Confirmation(paid={"pot": 1}), now=shop.now)
    said = Confirmation(number="S-1", source="shop", paid={"tea": 1200})
    kept = confirm(shop.desk, held.id, said, now=shop.now).order
    assert shop.store.orders.one(held.id) == kept
    assert (kept.order.currency, kept.order.delivery) == ("EUR", held.price)
    assert [line.paid for line in kept.order.lines] == [1200]
    for other in (replace(said, number="S-2"), replace(said, source="other")):
        with pytest.raises(HoldConfirmed, match="has become the order S-1"):
            confirm(shop.desk, held.id, other, now=shop.now)
    assert confirm(shop.desk, held.id, Confirmation(), now=shop.now).again


@pytest.mark.parametrize("mode", MODES)
def test_an_order_that_is_cancelled_gives_everything_back(shop: Shop, mode: Mode) -> None:
    place = "hub" if mode is not Mode.PICKUP else "corner"
    units = all_of(mode).pieces
    shop.stock(place, units)
    held = shop.desk.hold(shop.token(mode, all_of(mode)), now=shop.now).hold
    kept = confirm(shop.desk, held.id, Confirmation(), now=shop.now).order
    assert shop.available(place) == 0
    event = Event(id="c", order=kept.id, state=State.CANCELLED, at=shop.now, reason="changed their mind")
    shop.store.orders.advance(event, revision=kept.revision, now=shop.now)
    assert shop.available(place) == units
    assert full(shop, mode) == ""
    with pytest.raises(HoldCancelled):
        confirm(shop.desk, held.id, Confirmation(), now=shop.now)


def test_a_number_of_another_order_is_refused_and_the_hold_stays(shop: Shop) -> None:
    held = [shop.desk.hold(shop.token(mode), now=shop.now).hold for mode in (Mode.LOCKER, Mode.SCHEDULED)]
    said = Confirmation(number="S-1", source="shop")
    confirm(shop.desk, held[0].id, said, now=shop.now)
    with pytest.raises(InvalidInput):
        confirm(shop.desk, held[1].id, said, now=shop.now)
    assert shop.store.holds.one(held[1].id, shop.now).state is HoldState.HELD


def test_a_hold_ends_no_later_than_its_cut_off(shop: Shop) -> None:
    token = shop.token(Mode.SCHEDULED)
    shop.wait(5 * 60 + 55)  # until five to six in Monaco
    with pytest.raises(OfferExpired):
        shop.desk.hold(token, now=shop.now)
    held = shop.desk.hold(shop.token(Mode.SCHEDULED), now=shop.now).hold
    assert held.until == held.option.cut_off
    late = shop.token(Mode.SCHEDULED)
    shop.wait(6)
    with pytest.raises(CutOffPassed):
        shop.desk.hold(late, now=shop.now)


def changed(folder: Path, change: Callable[[str], str]) -> None:
    table = folder / "modes" / "slots.csv"
    table.write_text(change(table.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_price_that_has_changed_is_told_and_has_to_be_agreed_to(shop: Shop, tmp_path: Path) -> None:
    token = shop.token(Mode.SCHEDULED, cart(1))
    held = shop.desk.hold(token, now=shop.now).hold
    later = shop.token(Mode.SCHEDULED, cart(1, place=near(100, 0)))
    changed(tmp_path, lambda text: text.replace("3.90", "10.90"))
    for attempt in (
        lambda: confirm(shop.desk, held.id, Confirmation(), now=shop.now),
        lambda: confirm(shop.desk, held.id, Confirmation(price=held.price), now=shop.now),
    ):
        with pytest.raises(PriceChanged) as refused:
            attempt()
        assert refused.value.price.amount == held.price + 700
    with pytest.raises(PriceChanged):
        shop.desk.hold(later, now=shop.now)
    agreed = Confirmation(price=held.price + 700)
    confirmed = confirm(shop.desk, held.id, agreed, now=shop.now)
    assert confirmed.hold.price == held.price + 700


def test_a_slot_that_is_not_offered_any_more_is_gone(shop: Shop, tmp_path: Path) -> None:
    held = shop.desk.hold(shop.token(Mode.SCHEDULED), now=shop.now).hold
    token = shop.token(Mode.SCHEDULED, cart(1, place=near(100, 0)))
    changed(tmp_path, lambda text: text.replace("10:00-12:00", "16:00-17:00"))
    with pytest.raises(OfferGone):
        shop.desk.hold(token, now=shop.now)
    with pytest.raises(OfferGone):
        confirm(shop.desk, held.id, Confirmation(), now=shop.now)


def test_held_stops_make_the_next_one_cheaper_where_it_is_near(shop: Shop) -> None:
    far = near(-900, -900)
    before = shop.option(Mode.SCHEDULED, cart(1, place=far))
    shop.desk.hold(shop.token(Mode.SCHEDULED, cart(1, place=near(-900, -890))), now=shop.now)
    after = shop.option(Mode.SCHEDULED, cart(1, place=far))
    assert before.price is not None
    assert after.price is not None
    assert after.price < before.price


def test_another_process_sees_the_same_rounds(shop: Shop, tmp_path: Path) -> None:
    for x in (100, 150):
        shop.desk.hold(shop.token(Mode.SCHEDULED, cart(1, place=near(x, 50))), now=shop.now)
    other = replace(shop, desk=opened_desk(tmp_path, shop.store))
    assert full(other, Mode.SCHEDULED) == full(shop, Mode.SCHEDULED) == "does-not-fit"


def test_the_newest_plan_of_the_database_counts_where_it_was_made_later(shop: Shop, tmp_path: Path) -> None:
    assert full(shop, Mode.SCHEDULED) == ""
    given = read_plan(tmp_path / "plan.json")
    vehicles = tuple(replace(each, capacity=(2,)) for each in given.problem.vehicles)
    narrow = replace(given, problem=replace(given.problem, vehicles=vehicles))
    for hours, told in ((-1, ""), (1, "does-not-fit")):
        made = replace(narrow, created=given.created + timedelta(hours=hours))
        keep_plan(made, shop.store, budget=Budget(seconds=1), travel="straight-line", streets=None)
        other = replace(shop, desk=opened_desk(tmp_path, shop.store))
        assert full(other, Mode.SCHEDULED) == told


def test_a_newer_plan_without_room_for_a_hold_is_told_when_it_is_confirmed(
    shop: Shop, tmp_path: Path
) -> None:
    held = shop.desk.hold(shop.token(Mode.SCHEDULED, cart(2)), now=shop.now).hold
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    for each in plan["problem"]["vehicles"]:
        each["capacity"] = [2]
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    with pytest.raises(OfferGone):
        confirm(shop.desk, held.id, Confirmation(), now=shop.now)
