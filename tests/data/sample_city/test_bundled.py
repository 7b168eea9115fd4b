"""The bundled map: it is there with its licence, and its day is on real places."""

import re

import pytest

from data.sample_city.bundled import monaco_extract
from data.sample_city.city import SampleCity, sample_day
from data.sample_city.extract import Extract, read_extract


@pytest.fixture(scope="module")
def extract() -> Extract:
    return read_extract(monaco_extract())


@pytest.fixture(scope="module")
def city() -> SampleCity:
    return sample_day(monaco_extract())


def test_origin_licence_and_attribution_stand_beside_the_map() -> None:
    sources = monaco_extract().with_name("SOURCES.md").read_text(encoding="utf-8")
    assert "© OpenStreetMap contributors" in sources
    assert "Open Database License" in sources
    assert monaco_extract().name in sources


def test_every_address_is_in_the_map_and_no_house_number_is_made_up(
    city: SampleCity, extract: Extract
) -> None:
    known = {*extract.streets.names, *extract.outlines.addresses, *extract.points.addresses}
    named = {place.name for place in (*city.day.places, *(shop.place for shop in city.shops))}
    assert named <= known
    numbered = {name for name in named if re.search(r" \d+\w?$", name)}
    assert numbered <= {*extract.outlines.addresses, *extract.points.addresses}


def test_the_day_is_tight_for_its_vehicles_but_not_beyond_them(city: SampleCity) -> None:
    brought = sum(stop.delivery["weight_g"] for stop in city.entries.stops if stop.delivery)
    carried = sum(vehicle.capacity["weight_g"] for vehicle in city.entries.vehicles)
    assert 0.7 < brought / carried < 0.95


def test_all_places_lie_within_the_map(city: SampleCity) -> None:
    assert all(7.34 < place.lon < 7.50 and 43.71 < place.lat < 43.78 for place in city.day.places)
