"""Vehicles, sites and what was arranged for orders, at rest."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import InvalidInput, NotFound
from data.formats.fleet.models import FleetVehicleModel, SiteModel
from data.formats.problem_json.models import PointModel
from data.store.address import Address
from data.store.fleet import FleetChanged
from data.store.order_rows import OrderChanged
from data.store.plan_orders import arranged_now
from data.store.store import Store
from orders.life_cycle import Event, State
from orders.order import Mode
from tests.data.store.test_orders import order

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


def van(name: str = "van-1", **changes: object) -> FleetVehicleModel:
    return FleetVehicleModel(id=name, start="depot", end="depot", **changes)  # type: ignore[arg-type]


def site(name: str = "depot", **changes: object) -> SiteModel:
    return SiteModel(id=name, place=PointModel(lon=7.42, lat=43.73), **changes)  # type: ignore[arg-type]


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def test_the_same_again_has_no_effect_and_another_needs_the_revision_seen(store: Store) -> None:
    first = store.fleet.put(van(), now=NOW, revision=0)
    again = store.fleet.put(van(), now=NOW + timedelta(hours=1), revision=0)
    assert (first.new, again.new, again.revision, again.changed) == (True, False, 1, NOW)
    with pytest.raises(FleetChanged):
        store.fleet.put(van(max_stops=3), now=NOW, revision=0)
    assert store.fleet.put(van(max_stops=3), now=NOW, revision=1).revision == 2
    assert store.fleet.one("vehicle", "van-1").model == van(max_stops=3)
    with pytest.raises(FleetChanged):
        store.fleet.remove("vehicle", "van-1", revision=1)
    store.fleet.remove("vehicle", "van-1", revision=2)
    with pytest.raises(NotFound):
        store.fleet.one("vehicle", "van-1")


def test_lists_go_by_names(store: Store) -> None:
    for name in ("b", "a", "c"):
        store.fleet.put(van(name), now=NOW)
    store.fleet.put(site(), now=NOW)
    assert [each.model.id for each in store.fleet.some("vehicle", after="a")] == ["b", "c"]
    assert [each.id for each in store.fleet.whole().sites] == ["depot"]


def test_a_vehicle_drives_on_its_weekdays_without_its_days_off() -> None:
    assert van().drives_on(FRIDAY)
    assert not van(weekdays=["mon"]).drives_on(FRIDAY)
    assert not van(days_off=["2026-11-27"]).drives_on(FRIDAY)


def test_orders_come_to_a_shop_while_it_is_open() -> None:
    shop = site("shop", kind="shop", hours="Fr 09:00-12:00,14:00-18:00; Sa off", zone="Europe/Monaco")
    windows = [(each.opens, each.closes) for each in shop.spot(FRIDAY).windows]
    assert windows == [(32_400, 43_200), (50_400, 64_800)]
    assert shop.spot(FRIDAY + timedelta(days=1)).windows == ()


def test_an_order_is_due_on_the_day_that_was_arranged_last(store: Store) -> None:
    (kept,) = store.orders.place([order()], source="shop", now=NOW).orders
    assert [each.id for each in store.order_plans.due(FRIDAY)] == [kept.id]
    later = arranged_now(FRIDAY + timedelta(days=1), NOW, mode=Mode.PICKUP, at="shop")
    moved = store.order_plans.arrange(kept.id, later, revision=1)
    again = store.order_plans.arrange(kept.id, later, revision=1)
    assert moved == again
    assert (moved.now.day, moved.now.at, moved.now.window) == (FRIDAY + timedelta(days=1), "shop", None)
    assert moved.order == order()
    assert store.order_plans.due(FRIDAY) == []
    assert store.order_plans.due(FRIDAY + timedelta(days=1)) == [moved]
    assert store.order_plans.overdue(FRIDAY + timedelta(days=2)) == 1
    assert store.orders.place([order()], source="shop", now=NOW).new == frozenset()


def test_what_was_seen_too_early_or_waits_no_more_is_not_arranged(store: Store) -> None:
    (kept,) = store.orders.place([order()], source="shop", now=NOW).orders
    gone = Event(id="e", order=kept.id, state=State.CANCELLED, at=NOW, reason="asked")
    store.orders.advance(gone, revision=1, now=NOW)
    with pytest.raises(OrderChanged):
        store.order_plans.arrange(kept.id, arranged_now(FRIDAY, NOW), revision=1)
    with pytest.raises(InvalidInput, match="wait"):
        store.order_plans.arrange(kept.id, arranged_now(FRIDAY, NOW), revision=2)
    with pytest.raises(NotFound):
        store.order_plans.arrange("none", arranged_now(FRIDAY, NOW), revision=1)
