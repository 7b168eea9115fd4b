"""Travel by slice of the day: nobody arrives earlier by leaving later."""

from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.matrix import TravelMatrix
from core.units import UNREACHABLE, Seconds

DAY = 86_400


def two_places(*seconds: int, starts: tuple[int, ...] = (0,)) -> TravelMatrix:
    """Return travel between two places, one duration per slice; each second is ten metres."""
    durations = np.array([[[0, each], [each, 0]] for each in seconds], dtype=np.int64)
    distances = np.where(durations == UNREACHABLE, UNREACHABLE, np.minimum(durations * 10, UNREACHABLE - 1))
    return TravelMatrix(
        durations=durations.astype(np.int32),
        distances=distances.astype(np.int32),
        slice_starts=tuple(Seconds(start) for start in starts),
    )


@st.composite
def matrices_by_day(draw: st.DrawFn, longest: int = 3 * DAY) -> TravelMatrix:
    later = draw(st.sets(st.integers(1, DAY - 1), max_size=5))
    starts = (0, *sorted(later))
    seconds = draw(st.lists(st.integers(0, longest), min_size=len(starts), max_size=len(starts)))
    return two_places(*seconds, starts=starts)


def test_a_square_is_taken_as_one_slice() -> None:
    matrix = TravelMatrix(durations=np.zeros((3, 3), np.int32), distances=np.zeros((3, 3), np.int32))
    assert (matrix.durations.shape, matrix.size, matrix.timed) == ((1, 3, 3), 3, False)


def test_a_matrix_cannot_be_changed_through_it() -> None:
    matrix = two_places(60)
    with pytest.raises(ValueError, match="read-only"):
        matrix.durations[0, 0, 1] = 1


SQUARE = np.zeros((2, 2), np.int32)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"durations": np.zeros((2, 3), np.int32)}, "square"),
        ({"durations": np.zeros(4, np.int32)}, "square"),
        ({"durations": np.zeros((2, 2))}, "whole numbers"),
        ({"durations": np.full((2, 2), -1)}, "-1"),
        ({"distances": np.full((2, 2), UNREACHABLE + 1)}, str(UNREACHABLE + 1)),
        ({"durations": np.zeros((3, 3), np.int32)}, "differ in shape"),
        ({"durations": np.full((2, 2), UNREACHABLE)}, "no way"),
        ({"slice_starts": (Seconds(0), Seconds(60))}, "slice starts"),
        ({"slice_starts": ()}, "slice starts"),
        ({"slice_starts": (Seconds(60),)}, "slice starts"),
    ],
)
def test_a_matrix_that_contradicts_itself_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        TravelMatrix(**({"durations": SQUARE, "distances": SQUARE} | given))


@pytest.mark.parametrize("starts", [(0, 0), (0, DAY), (1, 2)])
def test_slices_ascend_from_midnight_and_end_with_the_day(starts: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInput, match="slice starts"):
        two_places(60, 60, starts=starts)


def test_a_slice_holds_from_its_start_to_the_next_ones_every_day() -> None:
    matrix = two_places(1, 2, 3, starts=(0, 100, 200))
    assert [matrix.slice_at(at) for at in (0, 99, 100, 199, 200, DAY - 1, DAY, DAY + 100)] == [
        *(0, 0, 1, 1, 2, 2, 0, 1)
    ]


def test_each_pair_has_its_own_duration_in_each_direction() -> None:
    matrix = TravelMatrix(durations=np.array([[0, 5], [7, 0]]), distances=np.array([[0, 50], [70, 0]]))
    assert (matrix.duration(0, 1), matrix.duration(1, 0), matrix.distance(1, 0)) == (5, 7, 70)


def test_a_journey_into_a_faster_slice_drives_the_rest_faster() -> None:
    # Leaves 60 s before the change: 60 of 120 s are driven, half the way; the rest takes half of 30 s.
    matrix = two_places(120, 30, starts=(0, 3600))
    assert matrix.duration(0, 1, 3540) == 60 + 15
    assert matrix.duration(0, 1, 3480) == 120
    assert matrix.duration(0, 1, 3600) == 30


def test_a_journey_over_midnight_goes_on_at_the_first_slices_speed() -> None:
    matrix = two_places(100, 200, starts=(0, DAY // 2))
    assert matrix.duration(0, 1, DAY - 100) == 100 + 50


def test_a_part_of_a_second_counts_as_a_whole_one() -> None:
    matrix = two_places(3, 2, starts=(0, 10))
    assert matrix.duration(0, 1, 8) == 2 + 1


def test_a_leg_drives_the_metres_of_the_slice_it_leaves_in() -> None:
    matrix = two_places(120, 30, starts=(0, 3600))
    assert (matrix.distance(0, 1, 3599), matrix.distance(0, 1, 3600)) == (1200, 300)


@pytest.mark.parametrize("seconds", [(UNREACHABLE,), (UNREACHABLE, 60), (60, UNREACHABLE)])
def test_a_pair_closed_in_any_slice_is_unreachable(seconds: tuple[int, ...]) -> None:
    matrix = two_places(*seconds, starts=(0, 3600)[: len(seconds)])
    assert not matrix.reachable(0, 1)
    assert matrix.duration(0, 1, 4000) == UNREACHABLE
    assert matrix.slowest().duration(0, 1) == UNREACHABLE
    assert matrix.reachable(0, 0)


@given(matrices_by_day(), st.integers(0, 2 * DAY), st.integers(0, DAY))
def test_leaving_later_never_arrives_earlier(matrix: TravelMatrix, depart_s: int, later_s: int) -> None:
    leaving_later = depart_s + later_s
    assert depart_s + matrix.duration(0, 1, depart_s) <= leaving_later + matrix.duration(0, 1, leaving_later)


@given(matrices_by_day(longest=UNREACHABLE // 400), st.integers(0, 2 * DAY))
def test_leaving_a_second_later_never_arrives_earlier_even_on_journeys_of_weeks(
    matrix: TravelMatrix, depart_s: int
) -> None:
    assert matrix.duration(0, 1, depart_s) <= 1 + matrix.duration(0, 1, depart_s + 1)


@given(matrices_by_day(), st.integers(0, 2 * DAY))
def test_a_journey_takes_no_longer_than_in_the_slowest_slice_and_no_less_than_in_the_fastest(
    matrix: TravelMatrix, depart_s: int
) -> None:
    taken, slowest = matrix.duration(0, 1, depart_s), matrix.slowest()
    assert matrix.durations[:, 0, 1].min() <= taken <= slowest.duration(0, 1)
    assert matrix.distance(0, 1, depart_s) <= slowest.distance(0, 1)


@given(matrices_by_day(longest=3600), st.integers(0, 2 * DAY))
def test_a_journey_within_one_slice_takes_that_slices_time(matrix: TravelMatrix, depart_s: int) -> None:
    part = matrix.slice_at(depart_s)
    whole = int(matrix.durations[part, 0, 1])
    ends = (*matrix.slice_starts[1:], DAY)[part]
    if depart_s % DAY + whole <= ends:
        assert matrix.duration(0, 1, depart_s) == whole


def test_the_slowest_of_one_slice_is_itself() -> None:
    matrix = two_places(60)
    assert matrix.slowest() is matrix


def test_half_the_speed_doubles_durations_and_leaves_distances() -> None:
    slow = two_places(60, 90, starts=(0, 3600)).at_speed(50)
    assert slow.durations[:, 0, 1].tolist() == [120, 180]
    assert slow.distances[:, 0, 1].tolist() == [600, 900]
    assert slow.slice_starts == (0, 3600)


@pytest.mark.parametrize(
    ("seconds", "percent", "expected"),
    [
        (10, 100, 10),
        (1, 200, 1),
        (1, 201, 0),
        (5, 300, 2),
        (2, 300, 1),
        (UNREACHABLE, 500, UNREACHABLE),
        (UNREACHABLE - 1, 1, UNREACHABLE - 1),
    ],
)
def test_durations_at_another_speed_are_rounded_half_up_and_stay_reachable(
    seconds: int, percent: int, expected: int
) -> None:
    assert two_places(seconds).at_speed(percent).duration(0, 1) == expected


def test_a_journey_of_many_days_takes_as_long_as_carried_on_slice_by_slice() -> None:
    slow, fast = 40 * 86_400, 23 * 86_400
    hours = np.array([[[0, slow], [0, 0]], [[0, fast], [0, 0]]], dtype=np.int32)
    travel = TravelMatrix(durations=hours, distances=hours, slice_starts=(Seconds(0), Seconds(30_000)))
    ahead, now = Fraction(1), 1_000
    while ahead > 0:
        until = now - now % 86_400 + (30_000 if now % 86_400 < 30_000 else 86_400)
        whole = slow if now % 86_400 < 30_000 else fast
        share = min(ahead, Fraction(until - now, whole))
        now, ahead = now + ceil(share * whole), ahead - share
    assert travel.duration(0, 1, 1_000) == now - 1_000
