"""Days that nobody has planned: sold against their vehicles with empty routes, so that a shop can begin."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from api.services.hold_option import HoldDesk
from api.services.keep_fleet import fleet_from_files
from api.services.quote_delivery import Quote
from api.services.quote_desk import QuoteDesk
from api.services.settle_hold import Confirmation, confirm
from data.formats.fleet.read_fleet import Fleet
from data.formats.modes.cart_json import cart_from_json
from data.store.address import Address
from data.store.store import Store
from data.templates.write import write_templates
from data.templates.write_modes import write_mode_templates
from orders.cart import Cart
from orders.life_cycle import State
from orders.modes.option import Option
from orders.order import Mode
from routing.travel.straight_line import StraightLine
from tests.api.services.shops import Shop

MONDAY = datetime(2026, 11, 23, 5, tzinfo=UTC)
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


@contextmanager
def opened(folder: Path, address: Address, *vehicles: str) -> Iterator[Shop]:
    """Open a shop that has the templates and no plan; of their vehicles only some, if they are named."""
    write_mode_templates(folder / "modes")
    write_templates(folder / "day")
    fleet = fleet_from_files(folder / "day" / "vehicles.csv", folder / "day" / "depots.csv")
    driving = tuple(each for each in fleet.vehicles if not vehicles or each.id in vehicles)
    store = Store(address)
    store.open()
    store.fleet.put_all(Fleet(vehicles=driving, sites=fleet.sites), now=MONDAY)
    desk = QuoteDesk(folder / "modes", (), StraightLine())
    try:
        yield Shop(desk=HoldDesk(quotes=desk, store=store), store=store, now=MONDAY)
    finally:
        store.close()


def cart(folder: Path, quantity: int = 1) -> Cart:
    """Return the cart of the templates, with so many lamps."""
    found = cart_from_json((folder / "modes" / "cart.json").read_bytes(), what="the cart")
    lamp = next(each for each in found.lines if each.sku == "LAMP-07")
    return replace(found, lines=(replace(lamp, quantity=quantity),))


def slots_on(quote: Quote, day: date) -> list[Option]:
    return [it for it in quote.options if it.mode is Mode.SCHEDULED and it.day == day]


def test_the_templates_of_a_day_and_of_modes_offer_slots_together_without_a_server(tmp_path: Path) -> None:
    write_mode_templates(tmp_path / "modes")
    write_templates(tmp_path / "modes")
    desk = QuoteDesk(tmp_path / "modes", (), StraightLine())
    desk.open()
    quote = desk.quote(cart(tmp_path), now=MONDAY)
    assert {each.mode for each in quote.offered} == set(Mode)
    assert all(each.offered for each in slots_on(quote, TUESDAY))
    assert [each.warehouse for each in slots_on(quote, TUESDAY)[0].sent] == ["west"]
    assert any("Without a plan" in note and "2026-11-24" in note for note in quote.notes)


def test_the_first_slot_of_a_shop_is_sold_and_takes_room_on_its_day(tmp_path: Path, address: Address) -> None:
    with opened(tmp_path, address, "bike-1") as shop:
        wanted = cart(tmp_path, 12)
        held = shop.desk.hold(shop.token(Mode.SCHEDULED, wanted, WEDNESDAY), now=shop.now)
        kept = confirm(shop.desk, held.hold.id, Confirmation(number="S-1"), now=shop.now)
        assert kept.order.state in (State.PROMISED, State.ALLOCATED)
        again = shop.quote(cart(tmp_path, 12))
        # 24 lamps are more than the bike's 400 litres; on another day it is as empty as it was.
        assert {it.refusal.code for it in slots_on(again, WEDNESDAY) if it.refusal} == {"does-not-fit"}
        assert any(each.offered for each in slots_on(again, TUESDAY))


def test_a_day_off_of_every_vehicle_is_not_sold(tmp_path: Path, address: Address) -> None:
    with opened(tmp_path, address, "van-1", "bike-1") as shop:
        fleet = shop.store.fleet.whole()
        off = [it.model_copy(update={"days_off": [TUESDAY.isoformat()]}) for it in fleet.vehicles]
        shop.store.fleet.put_all(Fleet(vehicles=tuple(off)), now=MONDAY)
        quote = shop.quote(cart(tmp_path))
        assert {it.refusal.code for it in slots_on(quote, TUESDAY) if it.refusal} == {"no-plan"}
        assert any(each.offered for each in slots_on(quote, WEDNESDAY))


def test_a_fleet_in_another_currency_is_told_and_sells_nothing(tmp_path: Path, address: Address) -> None:
    with opened(tmp_path, address, "van-1") as shop:
        fleet = shop.store.fleet.whole()
        francs = tuple(each.model_copy(update={"currency": "CHF"}) for each in fleet.vehicles)
        shop.store.fleet.put_all(Fleet(vehicles=francs), now=MONDAY)
        quote = shop.quote(cart(tmp_path))
        assert not any(each.offered for each in slots_on(quote, WEDNESDAY))
        assert any("currency" in note for note in quote.notes)
