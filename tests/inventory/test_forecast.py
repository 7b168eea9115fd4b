"""Forecasts: published numbers, classes of demand, and what must hold for any history."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from inventory.classes import DemandClass, abc_classes, demand_class, xyz_class
from inventory.forecast.choose import forecast
from inventory.forecast.errors import errors_of
from inventory.forecast.methods import (
    croston,
    moving_average,
    sba,
    season_smoothing,
    simple_smoothing,
    trend_smoothing,
    tsb,
)

HISTORIES = st.lists(st.one_of(st.just(0.0), st.floats(0, 1e5)), min_size=1, max_size=60)


def test_croston_says_what_is_published() -> None:
    """R forecast::croston of 1, 0, 0, 0, 2, 0, 0 with weight 0.1 says 0.8461538 for every period."""
    history = np.array([1, 0, 0, 0, 2, 0, 0], dtype=float)
    assert croston(history, 3).ahead == pytest.approx([0.8461538] * 3)
    assert sba(history, 1).ahead == pytest.approx([0.8461538 * 0.95])


def test_what_nobody_asks_for_any_more_falls_with_tsb_alone() -> None:
    history = np.array([4, 0, 4, 0, 4, *[0] * 30], dtype=float)
    assert tsb(history, 1).ahead[0] < 0.2 * croston(history, 1).ahead[0]


@settings(deadline=None, max_examples=60)
@example([0.0, 1.0, 2.2e-311], 1, 0)
@given(HISTORIES, st.integers(1, 6), st.sampled_from([0, 4, 12]))
def test_a_forecast_is_never_negative_and_always_a_number(
    history: list[float], periods: int, season: int
) -> None:
    found = forecast(history, periods, season=season)
    assert len(found.mean) == periods
    assert np.all(np.isfinite([found.mean, found.low, found.high]))
    assert np.all((found.low >= 0) & (found.low <= found.mean) & (found.mean <= found.high))
    assert found.deviation >= 0


def test_nothing_asked_for_means_nothing_expected() -> None:
    found = forecast([0] * 20, 3)
    assert found.demand_class is DemandClass.NONE
    assert found.mean.tolist() == found.high.tolist() == [0, 0, 0]
    assert found.errors.wape is None


@pytest.mark.parametrize("history", [[7.0], [0.0, 3.0], [0, 0, 0, 0, 2, 0, 0]])
def test_short_and_bare_histories_are_no_trouble(history: list[float]) -> None:
    assert forecast(history, 2).mean[0] >= 0


def drawn_season(weeks: int) -> list[float]:
    t, draw = np.arange(weeks), np.random.default_rng(3)
    return (100 + 0.4 * t + 30 * np.sin(t * 2 * np.pi / 12) + draw.normal(0, 4, weeks)).tolist()


def test_a_season_is_found_and_beats_all_that_know_none() -> None:
    history = drawn_season(72)
    found = forecast(history[:60], 12, season=12)
    assert found.method == "smoothing with trend and season"
    off = np.abs(found.mean - history[60:]).mean()
    flat = np.abs(forecast(history[:60], 12).mean - history[60:]).mean()
    assert off < 0.5 * flat


def test_nine_of_ten_periods_lie_in_the_interval() -> None:
    draw = np.random.default_rng(5)
    inside = []
    for _ in range(150):
        series = draw.normal(50, 8, 40)
        found = forecast(series[:39].tolist(), 1, chance=0.9)
        inside.append(found.low[0] <= series[39] <= found.high[0])
    assert 0.83 < np.mean(inside) < 0.97


def test_a_trend_is_followed_and_fades() -> None:
    ahead = trend_smoothing(np.arange(10, 50, dtype=float), 20).ahead
    steps = np.diff(ahead)
    assert ahead[0] > 49
    assert np.all(steps > 0)
    assert np.all(np.diff(steps) < 0)


def test_a_level_is_smoothed_and_averaged() -> None:
    history = np.array([10.0] * 12)
    for method in (moving_average, simple_smoothing, trend_smoothing):
        assert method(history, 2).ahead == pytest.approx([10, 10])
    assert season_smoothing(history, 2, season=4).ahead == pytest.approx([10, 10])


def test_errors_are_what_their_formulas_say() -> None:
    found = errors_of([10, 0, 20], [12, 1, 15], naive_error=15)
    assert found.wape == pytest.approx(8 / 30)
    assert found.bias == pytest.approx(-2 / 30)
    assert found.mase == pytest.approx(8 / 3 / 15)
    assert found.rmse == pytest.approx((30 / 3) ** 0.5)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([5, 6, 5, 6, 5, 4], DemandClass.SMOOTH),
        ([1, 30, 2, 1, 40, 2], DemandClass.ERRATIC),
        ([0, 5, 0, 0, 5, 0, 5, 0], DemandClass.INTERMITTENT),
        ([0, 1, 0, 0, 40, 0, 2, 0], DemandClass.LUMPY),
        ([0, 0, 0], DemandClass.NONE),
    ],
)
def test_demand_falls_into_its_class(history: list[float], expected: DemandClass) -> None:
    assert demand_class(history) is expected


def test_abc_follows_value_and_xyz_variation() -> None:
    assert abc_classes({"a": 70, "b": 20, "c": 8, "d": 2}) == {"a": "A", "b": "A", "c": "B", "d": "C"}
    assert abc_classes({"only": 0}) == {"only": "C"}
    assert [xyz_class(each) for each in ([5, 5, 6], [1, 9, 5, 0, 12, 2], [0, 0, 0, 9])] == ["X", "Y", "Z"]


@pytest.mark.parametrize("wrong", [[], [1, -2], [1, float("nan")], [float("inf")]])
def test_a_history_that_cannot_be_is_refused(wrong: list[float]) -> None:
    with pytest.raises(InvalidInput):
        forecast(wrong, 3)
