"""What of a map can receive an order, and what it is called."""

from dataclasses import replace
from math import hypot
from pathlib import Path

import numpy as np
import pytest

from data.sample_city.extract import read_extract
from data.sample_city.parameters import SampleParameters
from data.sample_city.plane import Plane
from data.sample_city.town import Town, town_of
from tests.data.sample_city.tiny_maps import Point, TinyMap, degrees, metres, village

PARAMETERS = SampleParameters()


def _town(tiny: TinyMap, folder: Path, *, least: int = 1, parameters: SampleParameters = PARAMETERS) -> Town:
    extract = read_extract(tiny.write(folder / "tiny.osm.pbf"))
    return town_of(extract, parameters, least=least, map_name="tiny.osm.pbf")


def _street() -> TinyMap:
    """One street of 400 m with crossing ends, so that it is a network, and a house on it."""
    return TinyMap().street((-200, 0), (0, 0), (200, 0), name="Main Street").building((0, 15))


def _homes(town: Town) -> dict[Point, str]:
    """Return the names of all homes by their point, to whole metres of the tiny map."""
    places = [
        town.place(point, name) for point, name in zip(town.homes.points, town.homes.names, strict=True)
    ]
    found = {}
    for place in places:
        x, y = metres(place.lon, place.lat)
        found[round(x), round(y)] = place.name
    return found


def test_a_building_without_address_takes_the_nearest_streets_name_and_no_number(tmp_path: Path) -> None:
    tiny = _street().street((0, 0), (0, 200), name="Side Street").building((15, 100))
    assert _homes(_town(tiny, tmp_path)) == {(0, 15): "Side Street", (15, 100): "Side Street"}


def test_a_building_keeps_the_address_that_the_map_gives_it(tmp_path: Path) -> None:
    tags = {"building": "house", "addr:street": "Mill Lane", "addr:housenumber": "7b"}
    assert _homes(_town(_street().building((50, 15), tags=tags), tmp_path))[50, 15] == "Mill Lane 7b"


def test_a_house_number_without_its_street_is_not_given_to_the_nearest_one(tmp_path: Path) -> None:
    tags = {"building": "house", "addr:housenumber": "7"}
    assert _homes(_town(_street().building((50, 15), tags=tags), tmp_path))[50, 15] == "Main Street"


def test_a_building_becomes_the_addresses_at_its_doors(tmp_path: Path) -> None:
    tiny = _street().building((60, 20), side=20)
    tiny.point((55, 10), {"addr:street": "Main Street", "addr:housenumber": "1"})
    tiny.point((65, 10), {"addr:street": "Main Street", "addr:housenumber": "3"})
    town = _town(tiny, tmp_path)
    assert _homes(town) == {(0, 15): "Main Street", (55, 10): "Main Street 1", (65, 10): "Main Street 3"}
    doors = town.homes.only(town.homes.names != "Main Street")
    assert doors.weights[0] == doors.weights[1]
    assert list(doors.kinds) == ["building=house", "building=house"]


def test_an_address_that_every_shop_of_a_mall_repeats_counts_once(tmp_path: Path) -> None:
    tiny = _street()
    for x in (50.0, 55.0, 60.0):
        tiny.point((x, 20), {"addr:street": "Main Street", "addr:housenumber": "9", "shop": "shoes"})
    assert list(_homes(_town(tiny, tmp_path)).values()) == ["Main Street", "Main Street 9"]


def test_names_lose_line_breaks_and_control_characters(tmp_path: Path) -> None:
    tiny = TinyMap().street((-200, 0), (200, 0), name="Main\nStreet\x07").building((0, 15))
    assert _homes(_town(tiny, tmp_path)) == {(0, 15): "Main Street"}


@pytest.mark.parametrize("kind", ["garage", "shed", "church", "roof", "no"])
def test_buildings_where_nobody_lives_or_works_receive_nothing(tmp_path: Path, kind: str) -> None:
    assert (50, 15) not in _homes(_town(_street().building((50, 15), tags={"building": kind}), tmp_path))


def test_a_shed_of_a_few_square_metres_receives_nothing(tmp_path: Path) -> None:
    assert (50, 15) not in _homes(_town(_street().building((50, 15), side=5), tmp_path))


def test_a_building_drawn_as_a_relation_is_found(tmp_path: Path) -> None:
    tiny = _street().courtyard_building((50, 20), 20, {"building": "apartments"})
    assert (50, 20) in _homes(_town(tiny, tmp_path))


def test_a_building_far_from_every_street_receives_nothing(tmp_path: Path) -> None:
    assert (0, 120) not in _homes(_town(_street().building((0, 120)), tmp_path))


@pytest.mark.parametrize(
    ("highway", "tags"),
    [
        ("residential", {"access": "private"}),
        ("residential", {"motor_vehicle": "no"}),
        ("residential", {"motor_vehicle": "no", "motorcar": "yes"}),
        ("residential", {"motor_vehicle": "yes", "motorcar": "no"}),
        ("footway", {}),
        ("residential", {"tunnel": "yes"}),
        ("motorway_link", {}),
    ],
)
def test_a_building_on_a_way_where_no_van_may_stop_receives_nothing(
    tmp_path: Path, highway: str, tags: dict[str, str]
) -> None:
    tiny = _street().street((200, 0), (200, 300), highway=highway, **tags).building((215, 100))
    assert (215, 100) not in _homes(_town(tiny, tmp_path))


def test_a_street_open_to_motor_vehicles_counts_though_access_in_general_is_forbidden(tmp_path: Path) -> None:
    tiny = _street().street((200, 0), (200, 150), access="no", motor_vehicle="destination", name="Back Lane")
    assert (215, 120) in _homes(_town(tiny.building((215, 120)), tmp_path))


def test_a_building_on_an_island_of_the_network_receives_nothing(tmp_path: Path) -> None:
    tiny = _street().street((0, 200), (50, 200), name="Island").building((25, 215))
    assert (25, 215) not in _homes(_town(tiny, tmp_path))


def test_a_one_way_street_that_leads_nowhere_is_not_part_of_the_network(tmp_path: Path) -> None:
    tiny = _street().street((200, 0), (200, 150), name="Trap", oneway="yes").building((215, 140))
    assert (215, 140) not in _homes(_town(tiny, tmp_path))


def test_a_way_that_sticks_out_of_the_extract_carries_no_orders(tmp_path: Path) -> None:
    tiny = village().street((200, 0), (4900, 0), (5100, 0), name="Country Road").building((5000, 15))
    assert (5000, 15) not in _homes(_town(tiny, tmp_path))


def test_orders_come_from_no_farther_than_the_reach_of_the_day(tmp_path: Path) -> None:
    near = replace(PARAMETERS, reach_m=150.0)
    every, some = (_homes(_town(village(), tmp_path, parameters=each)) for each in (PARAMETERS, near))
    assert set(some) == {(x, y) for x, y in every if hypot(x, y) <= 150}
    assert 0 < len(some) < len(every)


def test_footpaths_and_service_ways_give_no_building_their_name(tmp_path: Path) -> None:
    tiny = _street().street((-200, 12), (200, 12), highway="footway", name="Coastal Path")
    tiny.street((-200, 0), (-200, 20), (200, 20), highway="service", name="Grand Hotel")
    assert set(_homes(_town(tiny, tmp_path)).values()) == {"Main Street"}


def test_larger_buildings_are_likelier_but_less_than_in_proportion(tmp_path: Path) -> None:
    tiny = _street().building((60, 20), side=24)
    weights = dict(zip(_homes(town := _town(tiny, tmp_path)), town.homes.weights, strict=True))
    assert 1 < weights[60, 20] / weights[0, 15] < 4


def test_flats_are_likelier_than_halls_of_the_same_size(tmp_path: Path) -> None:
    tiny = _street()
    for x, kind in ((50.0, "apartments"), (80.0, "house"), (110.0, "industrial")):
        tiny.building((x, 15), tags={"building": kind})
    weights = dict(zip(_homes(town := _town(tiny, tmp_path)), town.homes.weights, strict=True))
    assert weights[50, 15] > weights[80, 15] > weights[110, 15] > 0


def test_points_along_streets_stand_in_where_buildings_are_too_few(tmp_path: Path) -> None:
    town = _town(_street(), tmp_path, least=10)
    assert town.on_streets
    assert len(town.homes) == 1 + 400 // 25
    assert not _town(_street(), tmp_path, least=1).on_streets


def test_degrees_become_metres_and_back() -> None:
    points = np.array([degrees((0, 0)), degrees((3000, -4000))])
    plane = Plane(lon=points[0, 0], lat=points[0, 1])
    assert plane.metres(points) == pytest.approx(np.array([(0, 0), (3000, -4000)]), abs=1)
    assert plane.degrees(plane.metres(points)) == pytest.approx(points, abs=1e-9)
