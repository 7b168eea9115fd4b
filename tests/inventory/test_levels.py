"""Levels of stock against published numbers: newsvendor, base stock, (r, Q), (s, S), safety stock."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from inventory.continuous_review import (
    ReviewCosts,
    best_point,
    best_review,
    best_whole_review,
    by_expected_inventory,
    by_planned_backorders,
    by_safety_stock,
    cost_of_review,
)
from inventory.demand import Discrete, Normal, Poisson, demand_over, fitted
from inventory.newsvendor import base_stock, cost_of_level, margins, newsvendor
from inventory.periodic_review import best_levels, by_power, cost_of_levels
from inventory.safety_stock import (
    pooled_sd,
    safety_stock_for_cycles,
    safety_stock_for_fill_rate,
    service_of,
)
from tests.inventory.published import expected, first, folder, instance
from tests.inventory.reviews import review_of


@pytest.mark.parametrize("name", ["example_4_3", "problem_4_1"])
def test_the_newsvendor_level_and_cost_are_the_published_ones(name: str) -> None:
    it = instance(name)
    demand = Normal(mean=it["demand_mean"], sd=it["demand_sd"])
    found = newsvendor(demand, overage_cost=it["holding_cost"], underage_cost=it["stockout_cost"])
    levels, costs = expected(name, "newsvendor", "base_stock_level"), expected(name, "newsvendor", "cost")
    assert (found.level, found.cost) == (pytest.approx(levels[0]), pytest.approx(costs[0]))
    other = cost_of_level(demand, levels[1], it["holding_cost"], it["stockout_cost"])
    assert other == pytest.approx(costs[1])


@pytest.mark.parametrize(("name", "test"), [("example_4_7", "example_4_7"), ("problem_4_8a", "problem_4_8a")])
def test_the_newsvendor_of_few_customers_is_the_published_one(name: str, test: str) -> None:
    it = instance(name)
    demand = Poisson(mean=it["demand_mean"])
    found = newsvendor(demand, overage_cost=it["holding_cost"], underage_cost=it["stockout_cost"])
    levels, costs = expected(test, "newsvendor", "base_stock_level"), expected(test, "newsvendor", "cost")
    assert (found.level, found.cost) == (levels[0], pytest.approx(costs[0]))
    other = cost_of_level(demand, levels[1], it["holding_cost"], it["stockout_cost"])
    assert other == pytest.approx(costs[1])


def test_the_newsvendor_of_counted_chances_is_the_published_one() -> None:
    it = instance("problem_4_7b")
    demand = Discrete(chances={float(amount): chance for amount, chance in it["demand_pmf"].items()})
    found = newsvendor(demand, overage_cost=it["holding_cost"], underage_cost=it["stockout_cost"])
    assert found.level == first("problem_4_7b", "newsvendor", "base_stock_level")
    assert found.cost == pytest.approx(first("problem_4_7b", "newsvendor", "cost"))


def test_the_newsvendor_earns_the_published_profit() -> None:
    it = instance("example_4_2")
    over, under = margins(
        revenue=it["revenue"], purchase_cost=it["purchase_cost"], salvage_value=it["salvage_value"]
    )
    demand = Normal(mean=it["demand_mean"], sd=it["demand_sd"])
    found = newsvendor(demand, overage_cost=over, underage_cost=under)
    profit = under * demand.mean - found.cost
    assert profit == pytest.approx(first("example_4_2", "newsvendor", "profit"))


def test_the_base_stock_over_a_lead_time_is_the_published_one() -> None:
    it = instance("example_4_4")
    found = base_stock(
        it["demand_mean"],
        it["demand_sd"],
        lead_time=it["lead_time"],
        overage_cost=it["holding_cost"],
        underage_cost=it["stockout_cost"],
    )
    assert found.level == pytest.approx(first("example_4_4", "newsvendor", "base_stock_level"))
    assert found.cost == pytest.approx(first("example_4_4", "newsvendor", "cost"))


@pytest.mark.parametrize(
    ("name", "test", "method"),
    [
        ("example_5_1", "example_5_2", by_expected_inventory),
        ("problem_5_1", "problem_5_1a", by_expected_inventory),
        ("problem_5_3", "problem_5_3a", by_expected_inventory),
        ("example_5_1", "example_5_4", by_planned_backorders),
        ("problem_5_1", "problem_5_1b", by_planned_backorders),
        ("problem_5_3", "problem_5_3b", by_planned_backorders),
        ("example_5_1", "example_5_5", by_safety_stock),
        ("problem_5_1", "problem_5_1c", by_safety_stock),
        ("problem_5_3", "problem_5_3c", by_safety_stock),
        ("example_5_1", "example_5_6", best_review),
        ("problem_5_1", "problem_5_1d", best_review),
        ("problem_5_3", "problem_5_3d", best_review),
        ("example_5_8", "example_5_8", best_whole_review),
        ("problem_5_2", "problem_5_2", best_whole_review),
    ],
)
def test_reorder_points_and_quantities_are_the_published_ones(name: str, test: str, method: object) -> None:
    assert callable(method)
    found = method(review_of(name))
    assert found.quantity == pytest.approx(first(test, "rq", "Q"), rel=1e-5)
    assert found.point == pytest.approx(expected(test, "rq", "r", name)[-1], rel=1e-4, abs=1e-4)
    costs = expected(test, "rq", "cost", name)
    if costs:
        assert found.cost == pytest.approx(min(costs), rel=1e-6)


@given(quantity=st.floats(50, 2000), shift=st.floats(-100, 100))
def test_no_reorder_point_and_quantity_cost_less_than_the_best(quantity: float, shift: float) -> None:
    it = ReviewCosts(
        demand=1300, demand_sd=150, lead_time=1 / 12, order_cost=8, holding_cost=0.225, stockout_cost=7.5
    )
    best = best_review(it)
    point = best_point(it, quantity)
    assert cost_of_review(it, point, quantity) >= best.cost - 1e-9
    assert cost_of_review(it, point + shift, quantity) >= cost_of_review(it, point, quantity) - 1e-9


@pytest.mark.parametrize("name", ["example_4_7", "problem_4_31"])
def test_levels_of_a_periodic_review_are_the_published_ones(name: str) -> None:
    it = instance(name)
    costs = {
        "order_cost": it["fixed_cost"],
        "holding_cost": it["holding_cost"],
        "stockout_cost": it["stockout_cost"],
    }
    found = best_levels(Poisson(mean=it["demand_mean"]), **costs)
    published = [first(name, "ss", quantity) for quantity in ("s", "S", "g")]
    assert [found.reorder_level, found.up_to, found.cost] == pytest.approx(published)
    around = [
        cost_of_levels(
            Poisson(mean=it["demand_mean"]), int(found.reorder_level) + a, int(found.up_to) + b, **costs
        )
        for a in (-1, 0, 1)
        for b in (-1, 0, 1)
    ]
    assert min(around) == pytest.approx(found.cost)


@pytest.mark.parametrize("name", ["example_4_8", "problem_4_32"])
def test_levels_by_the_power_approximation_are_the_published_ones(name: str) -> None:
    it = instance(name)
    found = by_power(
        it["demand_mean"],
        it["demand_sd"],
        order_cost=it["fixed_cost"],
        holding_cost=it["holding_cost"],
        stockout_cost=it["stockout_cost"],
    )
    assert [found.reorder_level, found.up_to] == pytest.approx(
        [first(name, "ss", "s"), first(name, "ss", "S")]
    )


def textbook(name: str) -> tuple[dict[str, float], dict[str, float]]:
    content = json.loads((folder() / "textbook_examples.json").read_text(encoding="utf-8"))
    (found,) = [each for each in content["chopra_meindl_ch12"] if each["id"] == name]
    return found["inputs"], found["outputs"]


def test_service_and_safety_stock_are_those_of_the_textbook() -> None:
    given_, out = textbook("B&M paper CSL")
    demand = demand_over(given_["weekly_demand_mean"], given_["weekly_demand_sd"], given_["lead_time_weeks"])
    found = service_of(demand, given_["reorder_point"], given_["lot"])
    assert demand.sd == pytest.approx(out["sd_lead_time"], abs=0.05)
    assert found.cycle_service == pytest.approx(out["cycle_service_level"], abs=1e-4)
    assert found.short_per_cycle == pytest.approx(out["expected_shortage_per_cycle"], abs=0.01)
    assert found.fill_rate == pytest.approx(out["fill_rate"], abs=1e-4)
    assert safety_stock_for_cycles(demand, 0.90) == pytest.approx(906.2, abs=0.05)
    assert safety_stock_for_fill_rate(demand, 0.975, 10_000) == pytest.approx(66.7, abs=0.05)


def test_an_uncertain_lead_time_needs_the_safety_stock_of_the_textbook() -> None:
    given_, out = textbook("lead time uncertainty (Dell)")
    demand = demand_over(
        given_["daily_demand_mean"],
        given_["daily_demand_sd"],
        given_["lead_time_mean_days"],
        given_["lead_time_sd_days"],
    )
    assert demand.sd == pytest.approx(out["sd_lead_time"], rel=1e-4)
    assert safety_stock_for_cycles(demand, given_["csl"]) == pytest.approx(out["safety_stock"], rel=1e-4)


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=20), st.floats(0, 1))
def test_pooled_demand_varies_no_more_than_its_parts_together(parts: list[float], correlation: float) -> None:
    pooled = pooled_sd(parts, correlation)
    assert pooled <= sum(parts) * (1 + 1e-9)
    assert pooled_sd(parts) <= pooled * (1 + 1e-9) + 1e-9


def test_four_equal_places_need_half_the_stock_together() -> None:
    assert pooled_sd([5, 5, 5, 5]) == pytest.approx(10)


@given(st.floats(0.05, 60), st.floats(1, 4))
def test_a_fitted_distribution_has_the_mean_and_deviation_asked_for(mean: float, more: float) -> None:
    sd = (mean * more) ** 0.5
    found = fitted(mean, sd)
    assert found.mean == pytest.approx(mean, rel=1e-3)
    assert found.sd == pytest.approx(sd, rel=0.06)
    assert 0 <= found.shortage(mean) <= mean + 3 * sd


@given(st.floats(0.1, 30), st.integers(-5, 60))
def test_a_shortage_is_what_the_chances_add_up_to(mean: float, level: int) -> None:
    demand = Poisson(mean=mean)
    chances = [demand.at_most(k) - demand.at_most(k - 1) for k in range(200)]
    assert demand.shortage(level) == pytest.approx(
        sum(chance * max(k - level, 0) for k, chance in enumerate(chances)), abs=1e-6
    )


@pytest.mark.parametrize("share", [0, 1, 1.2, -0.1, float("nan")])
def test_a_service_level_that_cannot_be_is_refused(share: float) -> None:
    with pytest.raises(InvalidInput, match="service level"):
        safety_stock_for_cycles(Normal(mean=1, sd=1), share)
