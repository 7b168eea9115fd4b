from math import isqrt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.formats.published.convention import Convention, plane, scaled

points = st.lists(
    st.tuples(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000)), min_size=1, max_size=8
)


def squares(places: list[tuple[int, int]]) -> list[list[int]]:
    return [[(a - c) ** 2 + (b - d) ** 2 for c, d in places] for a, b in places]


def lines(places: list[tuple[int, int]], convention: Convention) -> list[list[int]]:
    found: list[list[int]] = (
        plane(np.array(places, dtype=np.float64), convention).matrix().distances[0].tolist()
    )
    return found


@given(points)
def test_rounded_distances_are_the_nearest_whole_numbers(places: list[tuple[int, int]]) -> None:
    assert lines(places, "round") == [[(isqrt(4 * it) + 1) // 2 for it in row] for row in squares(places)]


@given(points)
def test_dimacs_distances_are_ten_times_cut_off(places: list[tuple[int, int]]) -> None:
    assert lines(places, "dimacs") == [[isqrt(100 * it) for it in row] for row in squares(places)]


@given(points)
def test_exact_distances_are_a_thousand_times_rounded(places: list[tuple[int, int]]) -> None:
    assert lines(places, "exact") == [
        [(isqrt(4_000_000 * it) + 1) // 2 for it in row] for row in squares(places)
    ]


def test_times_follow_their_convention() -> None:
    times = np.array([0.0, 1.5, 2.49, 7.96])
    assert scaled(times, "round").tolist() == [0, 2, 2, 8]
    assert scaled(times, "dimacs").tolist() == [0, 15, 24, 79]
    assert scaled(times, "exact").tolist() == [0, 1500, 2490, 7960]
