"""Demand of days: it adds up to the study's, varies as stated, and is the same for every design."""

import numpy as np
import pytest

from network.simulation.demand import DemandModel, demand_model, draw_orders, expected
from network.simulation.disruption import Disruption, happening
from network.simulation.terms import Terms
from network.simulation.variation import Season, Variation
from tests.network.simulation.builders import make_study, make_world

DAYS = 364


def model_of(*variations: Variation, seasons: tuple[Season, ...] = (), units: float = 3640) -> DemandModel:
    terms = Terms(days=DAYS, start=make_world().terms.start, period_days=DAYS)
    return demand_model(make_study(units=units), terms, variations, seasons)


def drawn(model: DemandModel, seed: int = 1) -> np.ndarray:
    """Return (days, 2) units ordered by left and right."""
    found = np.zeros((DAYS, 2))
    for day in range(DAYS):
        for order in draw_orders(model, seed, 0, day):
            found[day, ("left", "right").index(order.customer)] += order.units
    return found


@pytest.mark.parametrize(
    "variation",
    [Variation(), Variation(growth_percent=30), Variation(distribution="constant", order_units=5)],
)
def test_what_is_expected_of_a_period_is_what_the_study_says(variation: Variation) -> None:
    seasons = (Season(when="sun", percent=0), Season(when="dec", percent=180))
    units = model_of(variation, seasons=seasons).units_a_day()
    assert units.sum(axis=0) == pytest.approx([3640, 3640])


def test_weekdays_and_months_have_their_share() -> None:
    seasons = (Season(when="sun", percent=0), Season(when="jan", percent=200))
    means = model_of(seasons=seasons).means[:, 0]
    assert means[6] == 0  # the first day is a Monday
    assert means[0] == pytest.approx(2 * means[28])  # 4 January and 1 February


def test_growth_is_that_of_a_year() -> None:
    means = model_of(Variation(growth_percent=10)).means[:, 0]
    assert means[-1] / means[0] == pytest.approx(1.1 ** (363 / 365))


@pytest.mark.parametrize(
    ("variation", "variance"),
    [
        (Variation(), 10.0),
        (Variation(distribution="negative-binomial", sd_percent=50), 10 + 25),
        (Variation(order_units=2), 2 * 10.0),
        (Variation(distribution="constant"), 0.0),
    ],
)
def test_days_vary_as_stated(variation: Variation, variance: float) -> None:
    model = model_of(variation)
    found = drawn(model).ravel()
    assert found.mean() == pytest.approx(10, abs=0.7)
    assert found.var() == pytest.approx(variance, rel=0.2, abs=0.3)
    assert model.variance()[0, 0] == pytest.approx(variance)


def test_constant_demand_is_whole_orders_that_add_up() -> None:
    found = drawn(model_of(Variation(distribution="constant", order_units=3), units=1000))
    assert set(np.unique(found)) <= {0.0, 3.0}
    assert found.sum(axis=0) == pytest.approx([999, 999], abs=3)


def test_the_level_of_a_replication_is_uncertain_and_right_on_average() -> None:
    model = model_of(Variation(level_sd_percent=20))
    sums = [expected(model, 5, k, ())[0].sum() for k in range(400)]
    assert np.mean(sums) == pytest.approx(7280, rel=0.03)
    assert np.std(sums) / np.mean(sums) == pytest.approx(0.2, abs=0.03)


def test_more_demand_means_the_same_orders_and_some_more() -> None:
    model = model_of(Variation(distribution="negative-binomial", sd_percent=40))
    more = (Disruption(scenario="x", kind="demand-percent", first=0, days=DAYS, value=130),)
    for day in range(20):
        usual, many = draw_orders(model, 3, 2, day), draw_orders(model, 3, 2, day, more)
        for customer in ("left", "right"):
            numbers = [sum(each.customer == customer for each in found) for found in (usual, many)]
            assert numbers[1] >= numbers[0]


def test_a_disruption_without_a_day_comes_on_a_drawn_one_with_its_chance() -> None:
    asked = (Disruption(scenario="x", kind="site-down", target="a", days=7, chance=0.5),)
    found = [happening(asked, seed=1, replication=k, days=100) for k in range(300)]
    happened = [each[0] for each in found if each]
    assert 120 < len(happened) < 180
    firsts = [first for _, first, _ in happened]
    assert min(firsts) < 10
    assert 85 < max(firsts) <= 93
    assert all(end - first == 7 for _, first, end in happened)


def test_the_row_that_speaks_most_closely_holds() -> None:
    rows = (Variation(), Variation(customer="left", order_units=4), Variation(product="p", order_units=2))
    assert model_of(*rows).order_units.tolist() == [4, 2]
