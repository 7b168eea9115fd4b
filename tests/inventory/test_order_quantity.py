"""Order quantities against published numbers, and against what must hold for all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from inventory.lot_sizing import best_lots
from inventory.order_quantity import (
    JointItem,
    OrderQuantity,
    PriceBand,
    cost_of_quantity,
    economic_order_quantity,
    joint_orders,
    with_all_units_discount,
    with_incremental_discount,
    with_planned_backorders,
)
from tests.inventory.published import first, instance

POSITIVE = st.floats(0.01, 1e6)


@pytest.mark.parametrize("name", ["example_3_1", "problem_3_1"])
def test_the_economic_order_quantity_is_the_published_one(name: str) -> None:
    it = instance(name)
    found = economic_order_quantity(
        it["demand_rate"], order_cost=it["fixed_cost"], holding_cost=it["holding_cost"]
    )
    assert found.quantity == pytest.approx(first(name, "eoq", "order_quantity", name))
    assert found.cost == pytest.approx(first(name, "eoq", "cost", name))


def test_a_finite_rate_of_production_gives_the_published_quantity() -> None:
    it = instance("problem_3_22")
    found = economic_order_quantity(
        it["demand_rate"],
        order_cost=it["fixed_cost"],
        holding_cost=it["holding_cost"],
        production_rate=it["production_rate"],
    )
    assert found.quantity == pytest.approx(first("problem_3_22", "eoq", "order_quantity"))
    assert found.cost == pytest.approx(first("problem_3_22", "eoq", "cost"))


@pytest.mark.parametrize("name", ["example_3_8", "problem_3_2b"])
def test_planned_backorders_are_the_published_ones(name: str) -> None:
    it = instance(name)
    found = with_planned_backorders(
        it["demand_rate"],
        order_cost=it["fixed_cost"],
        holding_cost=it["holding_cost"],
        backorder_cost=it["stockout_cost"],
    )
    assert found.quantity == pytest.approx(first(name, "eoq", "order_quantity"))
    assert found.backordered == pytest.approx(first(name, "eoq", "stockout_fraction"))
    assert found.cost == pytest.approx(first(name, "eoq", "cost"))


DISCOUNTS = [
    ("example_3_5", "example_3_6", with_all_units_discount),
    ("problem_3_12", "problem_3_12a", with_all_units_discount),
    ("example_3_5", "example_3_7", with_incremental_discount),
    ("problem_3_12", "problem_3_12b", with_incremental_discount),
]


@pytest.mark.parametrize(("name", "test", "method"), DISCOUNTS)
def test_discounts_give_the_published_quantity_price_and_cost(name: str, test: str, method: Any) -> None:
    it = instance(name)
    bands = [
        PriceBand(least=least, price=price)
        for least, price in zip(it["breakpoints"], it["unit_costs"], strict=True)
    ]
    found: OrderQuantity = method(
        it["demand_rate"], bands, order_cost=it["fixed_cost"], holding_rate=it["holding_cost_rate"]
    )
    assert found.quantity == pytest.approx(first(test, "eoq", "order_quantity"))
    assert found.price_band == first(test, "eoq", "region")
    assert found.cost == pytest.approx(first(test, "eoq", "cost"))


JOINT = {
    "scmo_jrp_ex": "example_scmo",
    "scmo_jrp_hw_1": "hw_1_scmo",
    "scmo_jrp_hw_2": "hw_2_scmo",
    "scmo_jrp_hw_3": "hw_3_scmo",
    "silver_jrp": "silver",
    "spp_jrp": "spp",
}


@pytest.mark.parametrize(("name", "test"), JOINT.items())
def test_joint_orders_cost_no_more_than_the_published_ones(name: str, test: str) -> None:
    it = instance(name)
    columns = zip(it["demand_rates"], it["individual_fixed_costs"], it["holding_costs"], strict=True)
    items = [JointItem(demand=rate, order_cost=cost, holding_cost=held) for rate, cost, held in columns]
    found = joint_orders(items, shared_order_cost=it["shared_fixed_cost"])
    published = first(test, "eoq", "cost")
    assert 0.97 * published < found.cost <= published * (1 + 1e-9)


@pytest.mark.parametrize(
    ("name", "test"),
    [
        ("example_3_9", "example_3_9"),
        ("problem_3_27", "problem_3_27"),
        ("problem_3_29", "problem_3_29"),
        ("scmo_ww_hw_c", "purchase_cost"),
    ],
)
def test_lots_for_known_demand_cost_what_is_published(name: str, test: str) -> None:
    it = instance(name)
    found = best_lots(
        it["demand"],
        order_cost=it["fixed_cost"],
        holding_cost=it["holding_cost"],
        prices=it.get("purchase_cost"),
    )
    assert found.cost == pytest.approx(first(test, "wagner_whitin", "cost"))
    assert sum(found.quantities) == pytest.approx(sum(it["demand"]))


def test_lots_are_not_ordered_for_periods_without_demand() -> None:
    assert best_lots([0, 5, 0, 0], order_cost=3, holding_cost=1).quantities == (0, 5, 0, 0)
    assert best_lots([0, 0], order_cost=3, holding_cost=1).cost == 0


@given(demand=POSITIVE, order=POSITIVE, held=POSITIVE, factor=st.floats(0.1, 10))
def test_no_other_quantity_costs_less_and_twice_as_much_costs_a_quarter_more(
    demand: float, order: float, held: float, factor: float
) -> None:
    """Cost of a Q over that of Q is (a + 1/a) / 2: the published identity."""
    best = economic_order_quantity(demand, order_cost=order, holding_cost=held)
    other = cost_of_quantity(best.quantity * factor, demand, order_cost=order, holding_cost=held)
    assert other == pytest.approx(best.cost * (factor + 1 / factor) / 2)


@pytest.mark.parametrize("wrong", [{"order_cost": 0}, {"holding_cost": -1}, {"holding_cost": float("nan")}])
def test_costs_that_cannot_be_are_named(wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidInput, match=next(iter(wrong)).replace("_", " ")):
        economic_order_quantity(100, **({"order_cost": 1.0, "holding_cost": 1.0} | wrong))


def test_prices_that_rise_with_the_quantity_are_refused() -> None:
    bands = [PriceBand(least=0, price=1), PriceBand(least=10, price=2)]
    with pytest.raises(InvalidInput, match="prices must fall"):
        with_all_units_discount(100, bands, order_cost=1, holding_rate=0.2)
