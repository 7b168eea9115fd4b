"""A time window is never empty, and may run past midnight."""

import pytest

from core.errors import InvalidInput
from core.units import Seconds
from core.window import LATEST, TimeWindow


@pytest.mark.parametrize(("opens", "closes"), [(-1, 5), (10, 9), (-5, -1)])
def test_a_reversed_or_negative_window_is_refused(opens: int, closes: int) -> None:
    with pytest.raises(InvalidInput, match=rf"{opens}\.\.{closes}"):
        TimeWindow(opens=Seconds(opens), closes=Seconds(closes))


def test_a_window_beyond_all_time_is_refused() -> None:
    with pytest.raises(InvalidInput, match="closes after"):
        TimeWindow(opens=Seconds(0), closes=Seconds(LATEST + 1))


def test_a_window_of_one_moment_is_a_window() -> None:
    window = TimeWindow(opens=Seconds(3600), closes=Seconds(3600))
    assert str(window) == "01:00-01:00"


def test_a_window_past_midnight_counts_on() -> None:
    assert str(TimeWindow(opens=Seconds(79_200), closes=Seconds(108_000))) == "22:00-30:00"
