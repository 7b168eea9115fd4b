"""Amounts and times as people read them."""

import pytest

from core.units import Cents, Money, clock_text, duration_text


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "0.00 EUR"), (5, "0.05 EUR"), (123_456_789, "1,234,567.89 EUR"), (-5, "-0.05 EUR")],
)
def test_money_shows_its_minor_units_and_currency(cents: int, text: str) -> None:
    assert str(Money(amount=Cents(cents), currency="EUR")) == text


@pytest.mark.parametrize(
    ("time_s", "text"),
    [(0, "00:00"), (29, "00:00"), (30, "00:01"), (34_200, "09:30"), (86_400, "24:00"), (91_800, "25:30")],
)
def test_a_time_of_day_is_rounded_to_minutes_and_counts_on_past_midnight(time_s: int, text: str) -> None:
    assert clock_text(time_s) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3569, "59 min"), (3570, "1 h 00 min"), (11_100, "3 h 05 min")],
)
def test_a_duration_is_said_as_people_say_it(seconds: int, text: str) -> None:
    assert duration_text(seconds) == text
