"""The real clock knows its zone, and the stopwatch only runs forwards."""

from datetime import timedelta

from core.clock import stopwatch, utc_now


def test_the_present_is_told_in_utc() -> None:
    assert utc_now().utcoffset() == timedelta(0)


def test_a_stopwatch_runs_forwards_from_zero() -> None:
    elapsed = stopwatch()
    first = elapsed()
    assert 0 <= first <= elapsed()
