"""Promised orders and plans that were made of them: each order takes room once, or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.services.edit_plan import edit_plan
from api.services.keep_plan import keep_edited_plan, keep_plan
from api.services.settle_hold import Confirmation, confirm
from core.units import Seconds
from core.window import TimeWindow
from data.formats.plan_json.document import PlanDocument
from data.store.address import Address
from data.store.order_rows import KeptOrder
from data.store.plan_orders import PlannedOrder, arranged_now
from data.store.plan_record import PlanRecord
from orders.arranged import Arranged
from orders.life_cycle import Event, State
from orders.order import Mode
from routing.budget import Budget
from routing.edits import Edit
from tests.api.cli.builders import document_of, write_day
from tests.api.services.shops import TUESDAY, VEHICLES, Shop, cart, opened_desk, opened_shop

LATER = datetime(2026, 12, 1, tzinfo=UTC)
"""After the plan of the files was made."""
WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def shop(address: Address, tmp_path: Path) -> Iterator[Shop]:
    """Room for five more parcels."""
    with opened_shop(tmp_path, address, room=7) as shop:
        yield shop


def sold(shop: Shop, pieces: int = 2) -> KeptOrder:
    """Sell so many parcels by a hold."""
    held = shop.desk.hold(shop.token(Mode.SCHEDULED, cart(pieces)), now=shop.now).hold
    return confirm(shop.desk, held.id, Confirmation(number="S-1", source="shop"), now=shop.now).order


def plan_with(folder: Path, *stops: str) -> PlanDocument:
    """Return a plan of Tuesday, newer than that of the files, of ann, bob and two parcels for S-1."""
    rows = ("ann,400,0,1,,,", "bob,400,400,1,,,", "S-1,200,200,2,,,")
    write_day(folder / "new", *rows, vehicles=VEHICLES.format(room=7))
    made = document_of(folder / "new", red=stops)
    return replace(made, day=TUESDAY, created=LATER)


def kept(shop: Shop, document: PlanDocument, *planned: PlannedOrder) -> PlanRecord:
    budget = Budget(seconds=1)
    return keep_plan(
        document, shop.store, budget=budget, travel="straight-line", streets=None, planned=planned
    )


def room(shop: Shop, folder: Path) -> int:
    """Return how many parcels more Tuesday takes, as somebody sees it who has just come."""
    fresh = replace(shop, desk=opened_desk(folder, shop.store))
    free = (pieces for pieces in range(6, 0, -1) if fresh.option(Mode.SCHEDULED, cart(pieces)).offered)
    return next(free, 0)


def arrange(shop: Shop, order: KeptOrder, arranged: Arranged) -> KeptOrder:
    now = shop.store.orders.one(order.id)
    return shop.store.order_plans.arrange(order.id, arranged, revision=now.revision)


def test_an_order_in_the_newest_plan_takes_its_room_once(shop: Shop, tmp_path: Path) -> None:
    order = sold(shop)
    assert room(shop, tmp_path) == 3
    served = PlannedOrder(order_id=order.id, number="S-1", stop="S-1")
    document = plan_with(tmp_path, "ann", "bob", "S-1")
    record = kept(shop, document, served)
    assert room(shop, tmp_path) == 3
    again = edit_plan(document, [Edit(kind="move", stop="S-1", vehicle="red", after="")], clock=lambda: LATER)
    edited = keep_edited_plan(replace(again, created=LATER + timedelta(hours=1)), shop.store, record.id)
    assert room(shop, tmp_path) == 3
    gone = edit_plan(document, [Edit(kind="remove", stop="S-1")], clock=lambda: LATER)
    keep_edited_plan(replace(gone, created=LATER + timedelta(hours=2)), shop.store, edited.id)
    assert room(shop, tmp_path) == 3


def test_a_plan_that_left_the_order_out_has_its_room_kept_beside(shop: Shop, tmp_path: Path) -> None:
    order = sold(shop)
    left = PlannedOrder(order_id=order.id, number="S-1", code="not-promised", reason="Nobody has.")
    kept(shop, plan_with(tmp_path, "ann", "bob"), left)
    assert room(shop, tmp_path) == 3


def test_a_hold_that_becomes_an_order_after_the_plan_was_made_takes_room_once(
    shop: Shop, tmp_path: Path
) -> None:
    held = shop.desk.hold(shop.token(Mode.SCHEDULED, cart(2)), now=shop.now).hold
    kept(shop, plan_with(tmp_path, "ann", "bob"))
    assert room(shop, tmp_path) == 3
    confirm(shop.desk, held.id, Confirmation(number="S-1", source="shop"), now=shop.now)
    assert room(shop, tmp_path) == 3


def test_a_cancelled_order_takes_no_room(shop: Shop, tmp_path: Path) -> None:
    order = sold(shop)
    event = Event(id="c", order=order.id, state=State.CANCELLED, at=shop.now, reason="changed their mind")
    shop.store.orders.advance(event, revision=order.revision, now=shop.now)
    assert room(shop, tmp_path) == 5


def test_an_order_that_comes_on_another_day_takes_room_there_alone(shop: Shop, tmp_path: Path) -> None:
    order = sold(shop)
    assert room(shop, tmp_path) == 3
    arrange(shop, order, arranged_now(WEDNESDAY, shop.now))
    assert room(shop, tmp_path) == 5
    with shop.store.holds.present(shop.now) as present:
        assert [each.stop.hold for each in present.stops(WEDNESDAY, {})] == [order.id]
    arrange(shop, order, arranged_now(TUESDAY, shop.now))
    assert room(shop, tmp_path) == 3


def test_a_desk_that_knows_a_stop_sees_its_new_window(shop: Shop) -> None:
    order = sold(shop)
    shop.quote()
    window = TimeWindow(opens=Seconds(0), closes=Seconds(1))
    arrange(shop, order, arranged_now(TUESDAY, shop.now, window=window))
    plans = shop.desk.quotes.plans(shop.store, shop.now)
    with shop.store.holds.present(shop.now) as present:
        plan = shop.desk.quotes.live(plans, present, [TUESDAY])[TUESDAY]
    assert [each.windows for each in plan.stops.values()] == [(window,)]


def test_an_order_that_goes_to_another_shop_keeps_no_stop_and_no_compartment(
    shop: Shop, tmp_path: Path
) -> None:
    held = shop.desk.hold(shop.token(Mode.LOCKER, cart(1)), now=shop.now).hold
    order = confirm(shop.desk, held.id, Confirmation(), now=shop.now).order
    assert (room(shop, tmp_path), shop.option(Mode.LOCKER).offered) == (4, False)
    arrange(shop, order, arranged_now(TUESDAY, shop.now, mode=Mode.PICKUP, at="corner"))
    assert (room(shop, tmp_path), shop.option(Mode.LOCKER).offered) == (5, True)
