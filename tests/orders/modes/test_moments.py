"""Clocks that are changed, opening hours, cut-offs."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from orders.modes.cut_off import CutOff
from orders.modes.hours import Hours
from orders.modes.moments import later, moment, seconds_between, wall_seconds, zone_named
from tests.orders.modes.builders import TUESDAY, ZONE, hours_of

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""When clocks in Paris go from 2 to 3, and from 3 to 2."""


def test_a_time_that_the_clock_skips_is_the_moment_as_long_after_the_change() -> None:
    assert moment(SPRING, 9000, ZONE).isoformat() == "2026-03-29T03:30:00+02:00"


def test_of_a_time_that_the_clock_shows_twice_the_first_is_meant() -> None:
    assert moment(AUTUMN, 9000, ZONE).isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (TUESDAY, 24)])
def test_a_day_is_as_long_as_it_really_is(day: date, hours: int) -> None:
    assert seconds_between(moment(day, 0, ZONE), moment(day, 86_400, ZONE)) == hours * 3600


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 2 * 86_400 - 1))
def test_the_clock_shows_the_time_that_was_meant_except_where_it_skips_it(day: date, time_s: int) -> None:
    found = wall_seconds(moment(day, time_s, ZONE), day)
    assert found in (time_s, time_s + 3600)


def test_hours_of_notice_are_real_hours() -> None:
    opens = moment(SPRING, 8 * 3600, ZONE)
    assert CutOff(notice_s=8 * 3600).of(SPRING, opens, ZONE).isoformat() == "2026-03-28T23:00:00+01:00"


@pytest.mark.parametrize(
    ("cut_off", "expected"),
    [
        (CutOff(), "2026-03-31T10:00:00+02:00"),
        (CutOff(days_before=1, time_s=64_800), "2026-03-30T18:00:00+02:00"),
        (CutOff(days_before=0, time_s=28_800), "2026-03-31T08:00:00+02:00"),
        (CutOff(notice_s=14_400), "2026-03-31T06:00:00+02:00"),
        (CutOff(days_before=0, time_s=28_800, notice_s=14_400), "2026-03-31T06:00:00+02:00"),
        (CutOff(days_before=0, time_s=72_000), "2026-03-31T10:00:00+02:00"),
    ],
)
def test_the_earlier_of_clock_notice_and_beginning_ends_it(cut_off: CutOff, expected: str) -> None:
    assert cut_off.of(TUESDAY, moment(TUESDAY, 36_000, ZONE), ZONE).isoformat() == expected


@pytest.mark.parametrize(
    "wrong", [{"days_before": 1}, {"notice_s": -1}, {"time_s": 90_000}, {"days_before": 99}]
)
def test_a_cut_off_that_cannot_be_meant_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InvalidInput):
        CutOff(**wrong)


def test_public_holidays_close_what_says_so() -> None:
    hours = hours_of("Mo-Su 09:00-18:00; PH off")
    assert hours.spans_of(date(2026, 5, 1)) == []
    assert len(hours.spans_of(date(2026, 5, 2))) == 1


def test_a_break_at_noon_makes_two_spans_and_touching_ones_are_one() -> None:
    assert len(hours_of("09:00-12:00,14:00-18:00").spans_of(TUESDAY)) == 2
    assert len(hours_of("09:00-12:00,12:00-18:00").spans_of(TUESDAY)) == 1


def test_hours_past_midnight_belong_to_both_days() -> None:
    spans = hours_of("Mo 22:00-02:00").spans_of(TUESDAY)
    assert [(f"{begins:%H:%M}", f"{ends:%H:%M}") for begins, ends in spans] == [("00:00", "02:00")]


def test_work_goes_on_only_while_it_is_open() -> None:
    hours = hours_of("09:00-12:00,14:00-18:00")
    begun = moment(TUESDAY, 11 * 3600 + 1800, ZONE)
    done = hours.after_working(begun, 3600, later(begun, 86_400))
    assert done == moment(TUESDAY, 14 * 3600 + 1800, ZONE)
    assert hours.after_working(begun, 3600, later(begun, 3600)) is None


@pytest.mark.parametrize(
    ("text", "country", "field"), [("Mo-Xx 9", "FR", "hours"), ("24/7", "XX", "country")]
)
def test_hours_that_cannot_be_read_are_named(text: str, country: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Hours(text=text, zone=ZONE, country=country)
    assert refused.value.faults[0].field == field


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput):
        zone_named("Mars/Olympus")


def test_moments_of_another_zone_are_understood() -> None:
    assert hours_of("Mo-Su 09:00-18:00").open_at(datetime(2026, 3, 31, 15, 59, tzinfo=UTC))
    assert not hours_of("Mo-Su 09:00-18:00").open_at(datetime(2026, 3, 31, 16, 1, tzinfo=UTC))
