"""What part of the seconds is for what."""

import time
from math import inf

import pytest

from routing.budget import GRACE_S, REASONS_WHEN_STOPPED_S, Budget, deadlines


@pytest.mark.parametrize(("seconds", "stops"), [(0.001, 10), (1, 100), (10, 1000), (60, 100_000)])
def test_the_search_ends_early_enough_for_all_that_follows(seconds: float, stops: int) -> None:
    before = time.monotonic()
    until = deadlines(Budget(seconds=seconds), stops)
    assert before < until.search_with_unserved < until.search < until.reasons
    assert until.search < time.monotonic() + seconds <= until.reasons
    assert until.reasons <= time.monotonic() + seconds + GRACE_S


def test_a_budget_without_seconds_leaves_time_for_everything() -> None:
    until = deadlines(Budget(iterations=1), 10)
    assert (until.search, until.reasons) == (inf, inf)
    assert until.may_change()
    assert until.may_explain()


def test_who_is_told_that_it_is_enough_gives_only_the_first_reasons() -> None:
    for budget in (Budget(iterations=1), Budget(seconds=600)):
        until = deadlines(budget, 10).hurried()
        assert not until.may_change()
        assert until.may_explain()
        assert until.reasons <= time.monotonic() + REASONS_WHEN_STOPPED_S


def test_once_the_time_is_over_nothing_more_is_begun() -> None:
    until = deadlines(Budget(seconds=1e-9), 0)
    assert not until.may_change()
