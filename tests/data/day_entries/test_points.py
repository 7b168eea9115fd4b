"""Longitude taken for latitude is noticed, and nothing else is."""

import pytest

from core.errors import Fault
from data.formats.day_entries.entries import Origin
from data.formats.day_entries.points import point_faults, swapped_faults
from tests.data.day_entries.entries import make_depot, make_entries, make_stop

CITIES = {
    "Porto": (-8.61, 41.15),
    "Oslo": (10.75, 59.91),
    "Nairobi": (36.82, -1.29),
    "São Paulo": (-46.63, -23.55),
    "Hangzhou": (120.15, 30.27),
    "Auckland": (174.76, -36.85),
}


def suspects(*points: tuple[float, float], depot: tuple[float, float] | None) -> list[Fault]:
    stops = [make_stop(f"s{k}", lon, lat) for k, (lon, lat) in enumerate(points)]
    depots = (make_depot("d", *depot),) if depot else ()
    return list(swapped_faults(make_entries(*stops, depots=depots)))


@pytest.mark.parametrize("city", ["Porto", "Oslo", "Nairobi", "São Paulo"])
def test_a_swapped_stop_is_noticed_beside_a_depot_and_among_stops(city: str) -> None:
    lon, lat = CITIES[city]
    near, swapped = (lon + 0.1, lat + 0.1), (lat + 0.05, lon + 0.05)
    assert [each.where for each in suspects(near, swapped, depot=(lon, lat))] == ["stop s1"]
    assert [each.where for each in suspects(near, swapped, (lon, lat), depot=None)] == ["stop s1"]


@pytest.mark.parametrize("city", ["Hangzhou", "Auckland"])
def test_a_swapped_stop_beyond_a_pole_needs_no_neighbours(city: str) -> None:
    lon, lat = CITIES[city]
    (found,) = point_faults(Origin(where="row 2", names={"lat": "Latitude"}), lat, lon)
    assert found.field == "Latitude"
    assert "look swapped" in found.expected


@pytest.mark.parametrize("city", CITIES)
def test_stops_in_their_city_and_far_away_are_left_alone(city: str) -> None:
    lon, lat = CITIES[city]
    others = list(CITIES.values())
    assert suspects((lon + 0.2, lat - 0.2), *others, depot=(lon, lat)) == []


def test_where_lon_and_lat_are_alike_a_swap_does_no_harm_and_is_left_alone() -> None:
    assert suspects((45.0, 45.3), (45.3, 45.0), depot=(45.1, 45.2)) == []


def test_where_every_stop_looks_swapped_the_depot_is_suspect_too() -> None:
    found = suspects((-8.6, 41.1), (-8.5, 41.2), depot=(41.15, -8.61))
    assert len(found) == 2
    assert found[0].expected.endswith("or those of the depots are swapped")


def test_a_day_without_stops_has_none_swapped() -> None:
    assert suspects(depot=(7, 43)) == []
