"""Times of day as people write them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.units import Seconds, clock_text
from core.window import TimeWindow
from data.formats.tables.times import shift_of, time_of_day, windows_of
from data.formats.tables.unreadable import Unreadable

MINUTES = st.integers(0, 7 * 24 * 60)


@settings(deadline=None)
@given(MINUTES)
def test_every_minute_of_a_week_reads_back(minute: int) -> None:
    assert time_of_day(clock_text(minute * 60)) == minute * 60


@settings(deadline=None)
@given(st.lists(st.tuples(MINUTES, MINUTES), min_size=1, max_size=4))
def test_every_list_of_windows_reads_back(ends: list[tuple[int, int]]) -> None:
    windows = tuple(
        TimeWindow(opens=Seconds(min(pair) * 60), closes=Seconds(max(pair) * 60)) for pair in ends
    )
    assert windows_of("; ".join(map(str, windows))) == windows


@settings(deadline=None)
@given(st.text(max_size=16))
def test_any_text_is_a_time_or_unreadable(text: str) -> None:
    try:
        time_s = time_of_day(text)
    except Unreadable:
        return
    assert 0 <= time_s <= 7 * 86_400


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("8", 28_800),
        ("8h", 28_800),
        ("8h30", 30_600),
        ("08:30", 30_600),
        ("8:30:15", 30_615),
        ("0830", 30_600),
        ("8:30 am", 30_600),
        ("8:30 p.m.", 73_800),
        ("8PM", 72_000),
        ("12 am", 0),
        ("12:15 pm", 44_100),
        ("24:00", 86_400),
        ("25:30", 91_800),
        ("0.3541666667", 30_600),
        ("2026-11-23 08:30", 30_600),
        ("2026-11-24T01:30:00", 91_800),
        ("０８：３０", 30_600),
    ],
)
def test_a_time_is_read_in_each_common_form(text: str, seconds: int) -> None:
    assert time_of_day(text, day=date(2026, 11, 23)) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8:3",
        "8:60",
        "08:30:60",
        "0 am",
        "13pm",
        "-8:00",
        "8.30",
        "169:00",
        "noon",
        "2026-11-22 08:00",
        "08:30Z",
    ],
)
def test_anything_else_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        time_of_day(text, day=date(2026, 11, 23))


@pytest.mark.parametrize(
    "text",
    ["08:00-10:00", "08:00 - 10:00", "8–10", "8 to 10", "0800-1000", "8:00am until 10:00am", "8h-10h00"],
)
def test_a_window_is_read_in_each_common_form(text: str) -> None:
    assert windows_of(text) == (TimeWindow(opens=Seconds(28_800), closes=Seconds(36_000)),)


@settings(deadline=None)
@given(MINUTES, MINUTES)
def test_a_shift_is_never_empty_and_ends_on_its_day_or_the_next(opens: int, closes: int) -> None:
    if opens == closes or closes + 86_400 < opens:
        with pytest.raises(Unreadable):
            shift_of(Seconds(opens), Seconds(closes))
        return
    shift = shift_of(Seconds(opens), Seconds(closes))
    assert shift.opens == opens
    assert shift.closes in (closes, closes + 86_400)
