"""Travel by coordinates alone: the same numbers whether asked one by one, by row, or all at once."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core import plane
from core.errors import InvalidInput
from core.plane import Grid, PlaneTravel, Rounding
from core.travel import Travel
from core.units import UNREACHABLE

coordinates = st.one_of(
    st.integers(-10_000, 10_000).map(float), st.floats(-10_000, 10_000, allow_subnormal=False)
)


@st.composite
def planes(draw: st.DrawFn) -> PlaneTravel:
    points = draw(st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=8))
    return PlaneTravel(
        points=np.array(points),
        scale=draw(st.sampled_from([1, 10, 1000, 0.5])),
        rounding=draw(st.sampled_from(get_args(Rounding))),
        grid=draw(st.sampled_from(get_args(Grid))),
        speed_percent=draw(st.sampled_from([100, 100, 30, 250])),
    )


def of(*points: tuple[float, float], scale: float = 1, rounding: Rounding = "half-up") -> PlaneTravel:
    return PlaneTravel(points=np.array(points, dtype=np.float64), scale=scale, rounding=rounding)


@given(planes())
def test_pairs_rows_and_the_whole_matrix_tell_the_same(travel: PlaneTravel) -> None:
    matrix, places = travel.matrix(), range(travel.size)
    one_by_one = [[travel.duration(a, b) for b in places] for a in places]
    assert one_by_one == matrix.durations[0].tolist()
    assert one_by_one == [travel.durations_from(a).tolist() for a in places]
    metres = [[travel.distance(a, b, 9 * 3600) for b in places] for a in places]
    assert metres == matrix.distances[0].tolist()
    origins, targets = np.divmod(np.arange(travel.size**2), travel.size)
    assert travel.durations_between(origins, targets).tolist() == [it for row in one_by_one for it in row]
    assert travel.distances_between(origins, targets).tolist() == [it for row in metres for it in row]


@given(planes())
def test_no_distance_is_longer_than_the_bound_told(travel: PlaneTravel) -> None:
    assert (travel.matrix().distances[0].max(axis=1) <= travel.longest_from()).all()


@given(planes())
def test_a_matrix_answers_every_question_as_the_plane_does(travel: PlaneTravel) -> None:
    both: list[Travel] = [travel, travel.matrix()]
    ends = np.array([0]), np.array([travel.size - 1])
    one, other = (
        (
            each.size,
            each.timed,
            each.slice_starts,
            each.slice_at(50_000),
            each.reachable(0, travel.size - 1),
            each.slowest() is each,
            each.durations_from(0).tolist(),
            each.durations_between(*ends).tolist(),
            each.distances_between(*ends).tolist(),
        )
        for each in both
    )
    assert one == other


@given(planes(), st.integers(1, 500))
def test_another_speed_changes_durations_as_it_changes_those_of_a_matrix(
    travel: PlaneTravel, percent: int
) -> None:
    plain = replace(travel, speed_percent=100)
    slowed, of_matrix = plain.at_speed(percent).matrix(), plain.matrix().at_speed(percent)
    assert np.array_equal(slowed.durations, of_matrix.durations)
    assert np.array_equal(slowed.distances, of_matrix.distances)


def test_halves_go_up_down_or_to_the_even_number() -> None:
    """The line is 5 units long, 2.5 once scaled."""
    ends = (0.0, 0.0), (3.0, 4.0)
    found = {
        rounding: of(*ends, scale=0.5, rounding=rounding).duration(0, 1) for rounding in get_args(Rounding)
    }
    assert found == {"half-up": 3, "floor": 2, "nearest-even": 2}


def test_the_grid_comes_before_the_scale() -> None:
    points = np.array([(0.0, 0.0), (1.0, 1.0)])
    found = {
        grid: PlaneTravel(points=points, scale=10, rounding="floor", grid=grid).duration(0, 1)
        for grid in get_args(Grid)
    }
    assert found == {"real": 14, "floor": 10, "ceil": 20}


def test_a_matrix_worked_out_in_blocks_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    points: NDArray[np.float64] = np.random.default_rng(1).integers(0, 999, (50, 2)).astype(np.float64)
    travel = PlaneTravel(points=points, scale=1000, rounding="nearest-even")
    whole = travel.matrix().durations
    monkeypatch.setattr(plane, "_BLOCK", 120)
    assert np.array_equal(travel.matrix().durations, whole)


def test_points_cannot_be_changed_through_it() -> None:
    with pytest.raises(ValueError, match="read-only"):
        of((0, 0), (1, 1)).points[0, 0] = 5


def test_no_places_are_no_fault() -> None:
    assert PlaneTravel(points=np.zeros((0, 2))).matrix().size == 0


@pytest.mark.parametrize(
    ("points", "scale", "field"),
    [
        (np.zeros((2, 3)), 1, "shape"),
        (np.zeros(4), 1, "shape"),
        (np.array([("a", "b")]), 1, "coordinates"),
        (np.array([(0.0, np.inf)]), 1, "coordinates"),
        (np.array([(np.nan, 0.0)]), 1, "coordinates"),
        (np.array([(0.0, 1.0)]), 0, "scale"),
        (np.array([(0.0, 1.0)]), float("nan"), "scale"),
        (np.array([(0.0, 0.0), (0.0, float(UNREACHABLE))]), 1, "longest distance"),
        (np.array([(0.0, 0.0), (3_000_000.0, 0.0)]), 1000, "longest distance"),
    ],
)
def test_coordinates_that_cannot_be_meant_are_named(
    points: NDArray[np.float64], scale: float, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        PlaneTravel(points=points, scale=scale)
    assert [(it.where, it.field) for it in refused.value.faults] == [("points", field)]


def test_a_speed_that_cannot_be_meant_is_named() -> None:
    with pytest.raises(InvalidInput, match="speed_percent"):
        of((0, 0)).at_speed(0)
