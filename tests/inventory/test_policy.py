"""Policies: what they promise is what a play of them gives."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.units import Cents
from inventory.item import Item
from inventory.policy import policies_for, policy_for
from inventory.simulation import play


def make_item(name: str = "bolt", **more: Any) -> Item:
    given_ = {
        "id": name,
        "demand_mean": 20.0,
        "demand_sd": 6.0,
        "lead_days": 7.0,
        "unit_cost": Cents(1000),
        "order_cost": Cents(4000),
    }
    return Item(**(given_ | more))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"service": 0.99, "lead_sd": 2.0},
        {"service": 0.9, "service_kind": "cycle-service"},
        {"service": 0.97, "service_kind": "cycle-service", "demand_sd": 15.0},
        {
            "demand_mean": 0.3,
            "demand_sd": 0.6,
            "lead_days": 14.0,
            "unit_cost": Cents(20_000),
            "service": 0.98,
        },
        {"demand_mean": 2.0, "demand_sd": 3.5, "lead_days": 20.0, "unit_cost": Cents(9_000)},
        {"demand_mean": 1.0, "demand_sd": 1.0, "lead_days": 5.0, "service": 0.95},
    ],
)
def test_a_play_gives_the_service_that_the_policy_promises(more: dict[str, Any]) -> None:
    item = make_item(**more)
    policy = policy_for(item)
    played = play(
        item,
        reorder_point=policy.reorder_point,
        order_quantity=policy.order_quantity,
        days=4000,
        replications=30,
        seed=1,
    )
    wanted = played.fill_rate if item.service_kind == "fill-rate" else played.cycle_service
    assert wanted > item.service - 0.015
    assert played.fill_rate == pytest.approx(policy.service.fill_rate, abs=0.02)
    assert played.average_stock == pytest.approx(policy.average_stock, rel=0.12, abs=1)
    assert played.orders_a_year == pytest.approx(policy.orders_a_year, rel=0.05)


@settings(deadline=None, max_examples=60)
@given(
    mean=st.floats(0.05, 200),
    variation=st.floats(0.1, 2),
    lead=st.floats(0, 60),
    service=st.floats(0.5, 0.995),
    kind=st.sampled_from(["fill-rate", "cycle-service"]),
)
def test_more_service_and_longer_lead_times_never_need_less_stock(
    mean: float, variation: float, lead: float, service: float, kind: Any
) -> None:
    item = make_item(
        demand_mean=mean, demand_sd=mean * variation, lead_days=lead, service=service, service_kind=kind
    )
    point = policy_for(item).reorder_point
    assert policy_for(replace(item, service=(1 + service) / 2)).reorder_point >= point
    assert policy_for(replace(item, lead_days=lead + 30)).reorder_point >= point - 1


def test_orders_come_in_packs_and_reach_discounts_that_pay() -> None:
    plain = policy_for(make_item(pack=24))
    assert plain.order_quantity % 24 == 0
    cheaper = policy_for(make_item(discount_from=900, discount_cost=Cents(900)))
    assert (cheaper.order_quantity, cheaper.bought_at) == (900, 900)
    not_worth = policy_for(make_item(discount_from=50_000, discount_cost=Cents(999)))
    assert not_worth.bought_at == 1000
    assert policy_for(make_item(least_order=2000)).order_quantity == 2000


def test_an_order_is_proposed_where_the_position_is_not_above_the_reorder_point() -> None:
    policy = policy_for(make_item())
    at_point = policy_for(make_item(on_hand=policy.reorder_point))
    above = policy_for(make_item(on_hand=policy.reorder_point + 1))
    assert (at_point.proposed, above.proposed) == (policy.order_quantity, 0)
    assert f"no more than the reorder point of {policy.reorder_point}" in at_point.reason
    assert "more than the reorder point" in above.reason
    waited_for = policy_for(make_item(backordered=3 * policy.order_quantity))
    assert waited_for.proposed == 4 * policy.order_quantity


def test_what_is_on_order_counts() -> None:
    point = policy_for(make_item()).reorder_point
    assert policy_for(make_item(on_hand=1, on_order=point)).proposed == 0


def test_what_nobody_asks_for_is_not_ordered() -> None:
    policy = policy_for(make_item(demand_mean=0.0, demand_sd=0.0))
    assert (policy.reorder_point, policy.proposed) == (0, 0)
    assert "nothing is asked for" in policy.reason
    assert policy_for(make_item(demand_mean=0.0, demand_sd=0.0, backordered=2)).proposed == 2


def test_classes_follow_yearly_value() -> None:
    found = policies_for([make_item("dear", unit_cost=Cents(100_000)), make_item("cheap")])
    assert [each.value_class for each in found] == ["A", "C"]


def test_a_play_from_today_begins_with_what_is_there() -> None:
    item = make_item(on_hand=100, on_order=500, demand_sd=0.0)
    played = play(item, reorder_point=150, order_quantity=540, days=10, replications=2, from_today=True)
    assert played.paths[0, 0] == 80
    assert played.paths[0, 7] == 100 - 8 * 20 + 500


def test_an_item_that_contradicts_itself_is_refused_with_every_fault() -> None:
    with pytest.raises(InvalidInput) as refused:
        make_item(service=1.5, lead_days=-1.0, unit_cost=Cents(0), discount_from=5)
    assert {each.field for each in refused.value.faults} == {
        "service",
        "lead_days",
        "unit_cost",
        "discount_cost",
    }
