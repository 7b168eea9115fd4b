from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.travel.roads.kernel import NO_WAY
from routing.travel.roads.weights import SliceWeights, units_for
from tests.routing.travel.roads.maps import grid, source_of

LONGEST = st.floats(1, 10_000_000)


@given(longest_s=LONGEST, top_speed=st.floats(1, 60), share=st.floats(0, 1), fast=st.floats(0, 1))
def test_time_and_length_of_any_journey_survive_packing(
    longest_s: float, top_speed: float, share: float, fast: float
) -> None:
    units = units_for(longest_s, top_speed)
    time_s = longest_s * share
    length_m = time_s * top_speed * fast
    packed = units.pack(np.array([time_s]), np.array([length_m]))
    assert packed[0] < NO_WAY
    time, length = units.unpack(packed)
    assert time[0] == pytest.approx(time_s, abs=units.time_s)
    assert length[0] == pytest.approx(length_m, abs=units.length_m)


@given(longest_s=LONGEST)
def test_the_longest_journey_at_top_speed_fits_with_a_tenth_to_spare(longest_s: float) -> None:
    units = units_for(longest_s, 36.0)
    assert units.base * units.length_m >= longest_s * 36.0 * 1.1
    assert longest_s * 1.1 / units.time_s * units.base < NO_WAY


def test_units_are_fine_in_a_city_and_coarser_in_a_country() -> None:
    assert units_for(3600, 36).time_s < 0.06
    assert units_for(36_000, 36).time_s < 0.6


def test_rounding_does_not_add_up_along_a_street(tmp_path: Path) -> None:
    source = source_of(grid(40, 2, block_m=33), tmp_path)
    weights = source.streets_for("car").slice(0)
    metric, units = weights.packed(600)
    lon, lat = weights.graph.node_points
    west, east = np.lexsort((lat, lon))[[0, -2]]
    time, length = units.unpack(metric.table(np.array([west]), np.array([east])))
    truth = weights.clock.table(np.array([west]), np.array([east])) / 1000
    assert time[0, 0] == pytest.approx(truth[0, 0], abs=20 * units.time_s)
    assert length[0, 0] == pytest.approx(39 * 33, abs=20 * units.length_m)


def test_journeys_of_a_like_length_share_one_metric(tmp_path: Path) -> None:
    weights = source_of(grid(), tmp_path).streets_for("car").slice(0)
    assert isinstance(weights, SliceWeights)
    assert weights.packed(1000)[0] is weights.packed(1010)[0]
    assert weights.packed(1000)[0] is not weights.packed(5000)[0]
