"""Slots of today: nobody is promised what would have to come aboard of a vehicle that has left."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.services.driven_day import day_status
from api.services.keep_plan import keep_plan
from api.services.settle_hold import Confirmation, confirm
from data.formats.plan_json.write import write_plan
from data.store.address import Address
from data.store.publication import ToPublish
from orders.day_event import DayEvent, DayEventKind
from orders.holds.problems import OfferGone
from orders.modes.option import Option
from orders.order import Mode
from routing.budget import Budget
from tests.api.cli.builders import document_of, write_day
from tests.api.services.shops import TUESDAY, Shop, opened_shop


@pytest.fixture
def shop(address: Address, tmp_path: Path) -> Iterator[Shop]:
    """A shop that sells until noon of the day, with a published plan of one vehicle with room for more."""
    with opened_shop(tmp_path, address, room=7) as shop:
        slots = "area,days,window,price,notice_hours\ncity,Mo-Su,10:00-12:00,3.90,0\n"
        (tmp_path / "modes" / "slots.csv").write_text(slots, encoding="utf-8")
        shifts = (
            "id,start,end,capacity_parcels,cost_per_km,shift_from,shift_to\nred,hub,hub,7,1.00,08:00,18:00\n"
        )
        write_day(tmp_path / "late", "ann,400,0,1,,,", "bob,400,400,1,,,", vehicles=shifts)
        document = replace(document_of(tmp_path / "late", red=("ann", "bob")), day=TUESDAY)
        write_plan(tmp_path / "plan.json", document)
        record = keep_plan(
            document, shop.store, budget=Budget(seconds=1), travel="straight-line", streets=None
        )
        routes = {each.vehicle: each.stops for each in document.plan.routes}
        wanted = ToPublish(
            plan_id=record.id,
            day=TUESDAY,
            zone="Europe/Monaco",
            routes=routes,
            served=(),
            revises=frozenset(),
        )
        shop.store.published.publish(wanted, shop.now)
        # An hour before the vehicle leaves, by the clock at the wall in summer.
        start = document.plan.routes[0].start
        shop.now = datetime(2026, 3, 30, 22, tzinfo=UTC) + timedelta(seconds=start - 3600)
        yield shop


def slot(shop: Shop) -> Option:
    return shop.option(Mode.SCHEDULED)


def why(shop: Shop) -> str:
    refusal = slot(shop).refusal
    return "" if refusal is None else refusal.text


def tell(shop: Shop, kind: DayEventKind) -> None:
    event = DayEvent(id=kind.value, kind=kind, at=shop.now)
    assert shop.store.day_events.tell(TUESDAY, "red", [event], shop.now).new == (kind.value,)


@pytest.mark.parametrize("kind", [DayEventKind.STARTED, DayEventKind.ENDED])
def test_a_vehicle_that_has_left_or_ended_takes_no_more(shop: Shop, kind: DayEventKind) -> None:
    assert slot(shop).offered
    tell(shop, kind)
    assert "left already" in why(shop)


def test_a_vehicle_that_is_being_loaded_still_takes_more(shop: Shop) -> None:
    tell(shop, DayEventKind.LOADED)
    assert slot(shop).offered


def test_a_vehicle_of_a_published_plan_that_should_have_left_takes_no_more(shop: Shop) -> None:
    shop.wait(61)
    assert "left already" in why(shop)


def test_a_hold_whose_vehicle_leaves_before_the_customer_buys_is_gone(shop: Shop) -> None:
    held = shop.desk.hold(shop.token(Mode.SCHEDULED), now=shop.now).hold
    tell(shop, DayEventKind.STARTED)
    with pytest.raises(OfferGone, match="left without it"):
        confirm(shop.desk, held.id, Confirmation(), now=shop.now)


def test_what_is_promised_for_a_published_day_and_on_no_plan_is_an_exception(shop: Shop) -> None:
    assert day_status(shop.store, TUESDAY, now=shop.now).exceptions == ()
    held = shop.desk.hold(shop.token(Mode.SCHEDULED), now=shop.now).hold
    order = confirm(shop.desk, held.id, Confirmation(number="S-1"), now=shop.now).order
    found = day_status(shop.store, TUESDAY, now=shop.now).exceptions
    assert [(each.kind, each.orders) for each in found] == [("unplanned", (order.id,))]
    assert "S-1" in found[0].text


def test_goods_need_their_time_to_be_loaded(shop: Shop, tmp_path: Path) -> None:
    terms = tmp_path / "modes" / "terms.csv"
    assert slot(shop).offered
    header, row = terms.read_text(encoding="utf-8").splitlines()
    terms.write_text(f"{header},loading_min\n{row},1200\n", encoding="utf-8")
    assert "room and time" in why(shop)
