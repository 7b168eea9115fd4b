"""Numbers with units, read exactly."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.formats.tables.quantities import (
    COUNT,
    DISTANCE,
    DURATION,
    MONEY,
    VOLUME,
    WEIGHT,
    Quantity,
    amount_of,
    money_of,
)
from data.formats.tables.unreadable import Unreadable
from routing.problem import LARGEST

ANY = st.sampled_from([WEIGHT, VOLUME, DURATION, DISTANCE, COUNT, MONEY])


@settings(deadline=None)
@given(st.integers(0, 10**11))
def test_every_amount_of_grams_reads_back_from_kilograms(grams: int) -> None:
    assert amount_of(f"{Decimal(grams) / 1000:f}", WEIGHT) == grams


@settings(deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_every_amount_of_cents_reads_back_however_thousands_are_set_off(cents: int, comma: bool) -> None:
    text = f"{cents // 100:,}.{cents % 100:02d}"
    if comma:
        text = text.translate(str.maketrans(",.", ".,"))
    assert money_of(text, currency="EUR", decimal_comma=comma) == cents


@settings(deadline=None)
@given(ANY, st.text(max_size=12), st.booleans())
def test_any_text_is_an_amount_or_unreadable(quantity: Quantity, text: str, comma: bool) -> None:
    try:
        amount = amount_of(text, quantity, decimal_comma=comma)
    except Unreadable:
        return
    assert 0 <= amount <= LARGEST


def test_measures_are_rounded_and_money_is_not() -> None:
    assert amount_of("0.0004", WEIGHT) == 0
    assert amount_of("0.0005", WEIGHT) == 1
    with pytest.raises(Unreadable, match="at most two decimals"):
        money_of("0.005", currency="EUR")


def test_what_a_spreadsheet_computed_is_exact_enough() -> None:
    assert money_of(str(1.1 + 2.2), currency="EUR") == 330


def test_a_unit_in_the_cell_goes_before_that_of_the_header() -> None:
    assert amount_of("2 t", WEIGHT, unit="g") == 2_000_000
    assert amount_of("2", WEIGHT, unit="g") == 2


def test_wide_digits_and_signs_are_read() -> None:
    assert amount_of("１２．５　ｋｇ", WEIGHT) == 12_500
    assert amount_of("2 m³", VOLUME) == 2_000_000


@pytest.mark.parametrize(
    "text", ["1,23,456", "1.2.3", "12,345.6,7", "1,2345.6", "--1", "1-", ",", "kg", "1 2 kg 3"]
)
def test_what_no_convention_writes_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        amount_of(text, WEIGHT)


def test_an_amount_beyond_all_limits_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        amount_of("1e12", WEIGHT)
