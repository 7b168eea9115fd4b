"""The sample city's study: a year of orders gathered in areas, buildings that hubs may stand in."""

from pathlib import Path

import numpy as np
import pytest

from data.sample_city.bundled import monaco_extract
from data.sample_city.network_study import (
    CANDIDATES,
    SampleNetwork,
    minutes_to_promise,
    sample_network,
    share_within,
)
from data.sample_city.past_year import WORKING_DAYS
from data.sample_city.write_network_study import write_network_study


@pytest.fixture(scope="module")
def study() -> SampleNetwork:
    return sample_network(monaco_extract(), orders_a_day=50, seed=3)


def written(study: SampleNetwork, folder: Path) -> dict[str, bytes]:
    files = write_network_study(study, folder, within_minutes=8, share_today=60)
    return {path.name: path.read_bytes() for path in files}


def test_every_order_of_the_year_is_in_exactly_one_area(study: SampleNetwork) -> None:
    assert study.year.orders.sum() == 50 * WORKING_DAYS
    assert study.parcels == study.year.parcels.sum() >= study.year.orders.sum()
    by_area = np.bincount(study.area_of_home, weights=study.year.parcels_by_home)
    assert by_area.tolist() == [each.parcels for each in study.areas]


def test_the_end_of_the_year_is_its_peak(study: SampleNetwork) -> None:
    by_month = study.year.orders.sum(axis=1)
    assert {int(by_month.argmax()), int(np.argsort(by_month)[-2])} == {10, 11}


def test_candidates_are_twelve_buildings_apart_from_the_depot(study: SampleNetwork) -> None:
    places = {(each.place.lon, each.place.lat) for each in study.sites}
    assert len(study.candidates) == CANDIDATES == 12
    assert len(places) == 13
    assert all(each.place.name for each in study.sites)
    assert all(0 <= each.centrality <= 1 for each in study.sites)


def test_the_same_seed_writes_the_same_files_and_another_seed_others(
    study: SampleNetwork, tmp_path: Path
) -> None:
    again = sample_network(monaco_extract(), orders_a_day=50, seed=3)
    other = sample_network(monaco_extract(), orders_a_day=50, seed=4)
    first = written(study, tmp_path / "first")
    assert written(again, tmp_path / "again") == first
    assert written(other, tmp_path / "other")["demand.csv"] != first["demand.csv"]


def test_figures_that_nobody_has_named_are_called_sample_values(study: SampleNetwork, tmp_path: Path) -> None:
    readme = written(study, tmp_path)["README.txt"].decode()
    assert "SAMPLE VALUES" in readme
    assert study.map_name in readme
    assert "OpenStreetMap" in readme


def test_what_is_promised_can_be_kept_and_is_not_kept_yet() -> None:
    weights = [50, 30, 20]
    today, nearest = np.array([2.0, 6.0, 14.0]), np.array([2.0, 3.0, 4.0])
    within = minutes_to_promise(weights, today, nearest)
    assert within == 8.0
    assert share_within(weights, today, within) == 80
    assert share_within(weights, nearest, within) == 100


def test_where_today_is_best_the_promise_is_what_is_kept_today() -> None:
    times = np.array([2.0, 3.2])
    assert minutes_to_promise([1, 1], times, times) == 3.5
