"""New places are looked for once for all plans, and are as far from each as if it had asked alone."""

import gc
from unittest.mock import patch

import numpy as np
import pytest

from api.services.one_more_place import OneMorePlace
from api.services.shared_streets import SharedStreets
from core.errors import MapError
from core.place import Place
from routing.newcomer import TravelRows
from routing.travel.roads.prepared_places import PreparedPlaces
from routing.travel.roads.streets import RoadSource, open_streets
from tests.api.cli.builders import write_map
from tests.data.sample_city.tiny_maps import degrees

STOPS = {"monday": ((0, 0), (100, 0), (200, 100)), "tuesday": ((0, 100), (200, 0))}


def at(x: float, y: float) -> Place:
    lon, lat = degrees((x, y))
    return Place(lon=lon, lat=lat)


@pytest.fixture(scope="module")
def streets(tmp_path_factory: pytest.TempPathFactory) -> RoadSource:
    folder = tmp_path_factory.mktemp("town")
    return open_streets(write_map(folder / "town.osm.pbf"), "van", cache=folder / "cache")


def plan(streets: RoadSource, shared: SharedStreets | None, *points: tuple[float, float]) -> OneMorePlace:
    places = tuple(at(*each) for each in points)
    return OneMorePlace(places=places, profiles=("van",), source=streets, shared=shared)


def same(found: TravelRows, expected: TravelRows) -> bool:
    pairs = zip((*found.durations, *found.distances), (*expected.durations, *expected.distances), strict=True)
    return all(np.abs(one - other).max() <= 1 for one, other in pairs)


def test_each_plan_is_told_its_own_ways(streets: RoadSource) -> None:
    shared = SharedStreets()
    plans = [plan(streets, shared, *STOPS[day]) for day in STOPS]
    alone = [plan(streets, None, *STOPS[day]) for day in STOPS]
    for place in (at(50, 0), at(200, 50)):
        for together, own in zip(plans, alone, strict=True):
            assert same(together.rows(place)["van"], own.rows(place)["van"])


def test_a_place_is_looked_for_once_for_all_plans(streets: RoadSource) -> None:
    shared = SharedStreets()
    plans = [plan(streets, shared, *STOPS[day]) for day in STOPS]
    asked = PreparedPlaces.both
    with patch.object(PreparedPlaces, "both", autospec=True, side_effect=asked) as looked:
        for each in plans:
            each.rows(at(50, 0))
    assert looked.call_count == 1


def test_plans_that_come_and_go_leave_the_others_theirs(streets: RoadSource) -> None:
    shared = SharedStreets()
    monday = plan(streets, shared, *STOPS["monday"])
    before = monday.rows(at(50, 0))["van"]
    tuesday = plan(streets, shared, *STOPS["tuesday"])
    assert tuesday.rows(at(60, 0))["van"].shape == (1, 1, 2)
    assert same(plan(streets, shared, *STOPS["monday"]).rows(at(50, 0))["van"], before)
    del monday, tuesday
    gc.collect()
    wednesday = plan(streets, shared, (100, 100))
    assert same(wednesday.rows(at(50, 0))["van"], plan(streets, None, (100, 100)).rows(at(50, 0))["van"])


def test_a_plan_off_the_map_is_no_trouble_to_others(streets: RoadSource) -> None:
    shared = SharedStreets()
    far, near = plan(streets, shared, (50_000, 0)), plan(streets, shared, (0, 0), (100, 0))
    assert near.rows(at(50, 0))["van"].shape == (1, 1, 2)
    with pytest.raises(MapError):
        far.rows(at(50, 0))
    with pytest.raises(MapError):
        near.rows(at(50_000, 0))
