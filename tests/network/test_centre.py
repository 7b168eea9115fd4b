"""The centre of gravity, on a plane and on the earth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.distance import great_circle_m
from core.errors import InvalidInput
from network.centre import centre_of_gravity


def test_the_centre_of_a_square_is_its_middle() -> None:
    found = centre_of_gravity([[0, 0], [2, 0], [2, 2], [0, 2]])
    assert found.points[0] == pytest.approx([1, 1], abs=1e-6)
    assert found.objective == pytest.approx(4 * 2**0.5)
    assert found.gap == pytest.approx(0, abs=1e-6)


def test_a_point_that_outweighs_the_others_is_the_centre() -> None:
    found = centre_of_gravity([[0, 0], [4, 0], [0, 3]], [10, 1, 1])
    assert found.points[0].tolist() == [0, 0]
    assert (found.objective, found.gap) == (7, 0)


def test_a_point_of_demand_on_the_way_does_not_hold_the_iteration() -> None:
    # A plain iteration that begins at the middle point would divide by nothing there.
    found = centre_of_gravity([[0, 0], [10, 1], [10, -1], [10, 0.5]], [1, 3, 3, 3])
    assert found.gap == pytest.approx(0, abs=1e-4)
    assert found.points[0][0] > 9


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=9))
def test_no_place_of_a_grid_is_better_and_the_bound_is_below(rows: list[tuple[int, int, int]]) -> None:
    places, weights = np.array(rows, dtype=float)[:, :2], np.array(rows, dtype=float)[:, 2]
    found = centre_of_gravity(places, weights)
    for x in range(0, 21, 2):
        for y in range(0, 21, 2):
            cost = weights @ np.hypot(*(places - [x, y]).T)
            assert cost >= found.objective * (1 - 1e-6)
            assert found.bound is not None
            assert found.bound <= cost * (1 + 1e-9)


def test_on_the_earth_the_centre_lies_across_the_date_line() -> None:
    found = centre_of_gravity([[179, 10], [-179, 10], [180, 12]], on_earth=True)
    lon, lat = found.points[0]
    assert abs(abs(lon) - 180) < 0.1
    assert 10 < lat < 12
    ends = np.array([[179.0, 10.0], [-179.0, 10.0], [180.0, 12.0]])
    ways = great_circle_m(np.array([lon]), np.array([lat]), ends[:, 0], ends[:, 1])
    assert found.objective == pytest.approx(float(ways.sum()), rel=1e-9)
    assert found.gap == pytest.approx(0, abs=1e-4)


def test_two_clouds_get_a_centre_each() -> None:
    rng = np.random.default_rng(4)
    clouds = np.vstack([rng.normal(0, 1, (20, 2)), rng.normal(50, 1, (20, 2))])
    found = centre_of_gravity(clouds, count=2, tries=5)
    assert sorted(np.bincount(found.nearest).tolist()) == [20, 20]
    assert (found.bound, found.gap) == (None, None)
    alone = [centre_of_gravity(part).objective for part in (clouds[:20], clouds[20:])]
    assert found.objective == pytest.approx(sum(alone), rel=1e-6)


def test_what_is_wrong_with_the_points_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        centre_of_gravity([[200, 0], [0, 95]], [1, -1], count=3, on_earth=True)
    found = [each.where for each in refused.value.faults]
    assert found == ["points row 0", "points row 1", "weights 1", "question"]
    with pytest.raises(InvalidInput):
        centre_of_gravity([])
