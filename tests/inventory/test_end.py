"""Where a history ends: silence at its end is no demand, or is not known."""

import numpy as np
import pytest

from inventory.forecast.choose import forecast
from inventory.forecast.end import MOST_PERIODS, Silence, known_of

GROWING = np.linspace(105, 250, 30)


def silent(before: np.ndarray, periods: int) -> np.ndarray:
    return np.concatenate([before, np.zeros(periods)])


def test_two_silent_weeks_of_steady_demand_are_not_known() -> None:
    found = known_of(silent(GROWING, 2), 2)
    assert found.unknown == 2
    assert found.history.tolist() == GROWING.tolist()


def test_rows_that_say_zero_are_no_silence() -> None:
    assert known_of(silent(GROWING, 2), 0).history.tolist() == silent(GROWING, 2).tolist()


def test_seldom_demand_is_silent_by_nature() -> None:
    seldom = np.array([5, 0, 0, 0] * 6, dtype=float)
    assert known_of(silent(seldom, 6), 6).unknown == 0


def test_a_silence_longer_than_a_quarter_means_that_nobody_asks_any_more() -> None:
    found = known_of(silent(GROWING, MOST_PERIODS + 1), MOST_PERIODS + 1)
    assert found.unknown == 0
    assert found.left
    assert len(found.history) == 30 + MOST_PERIODS + 1


def test_one_silent_week_after_a_short_past_is_as_likely_no_demand() -> None:
    assert known_of(silent(np.full(10, 4.0), 1), 1).unknown == 0
    assert known_of(silent(np.full(30, 4.0), 1), 1).unknown == 1


@pytest.mark.parametrize(("said", "unknown"), [(Silence.NO_DEMAND, 0), (Silence.NOT_KNOWN, 6)])
def test_what_is_said_counts_more_than_the_past(said: Silence, unknown: int) -> None:
    for before in (GROWING, np.array([5, 0, 0, 0] * 6, dtype=float)):
        assert known_of(silent(before, 6), 6, taken_as=said).unknown == unknown


def test_an_item_without_any_row_is_not_guessed_at() -> None:
    assert known_of(np.zeros(5), 5, taken_as=Silence.NOT_KNOWN).unknown == 0


def test_a_growing_demand_goes_on_behind_a_silence() -> None:
    there, later = forecast(GROWING, 8), forecast(GROWING, 8, unknown=2)
    assert later.mean.min() > 250
    assert later.mean[:6] == pytest.approx(there.mean[2:], rel=0.01)
    assert (later.high - later.low)[0] > (there.high - there.low)[0]


def test_weeks_of_nothing_lower_a_trend_and_do_not_turn_it() -> None:
    """Told as rows with 0; a trend that fell with them led to nothing for ever."""
    assert forecast(silent(GROWING, 2), 8).mean.min() > 50
