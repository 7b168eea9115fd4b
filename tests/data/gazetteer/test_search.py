"""Addresses are found however people write them, and nothing is called sure that is not."""

import pytest

from core.located import Address, Located, Precision
from data.gazetteer.gazetteer import Gazetteer
from data.gazetteer.nearby import address_at
from data.gazetteer.search import find_address
from tests.data.gazetteer.towns import chinese_town, opened, town
from tests.routing.travel.roads.maps import at


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return opened(town(), tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def china(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return opened(chinese_town(), tmp_path_factory.mktemp("china"))


def best(gazetteer: Gazetteer, line: str) -> Located:
    return find_address(gazetteer, Address(line=line))[0]


def spot(found: Located) -> tuple[float, float]:
    return round(found.place.lon, 5), round(found.place.lat, 5)


def metres(x: float, y: float) -> tuple[float, float]:
    place = at(x, y)
    return round(place.lon, 5), round(place.lat, 5)


@pytest.mark.parametrize(
    "line",
    [
        "Hauptstraße 4, 9490 Altstadt",
        "4 HAUPTSTRASSE ALTSTADT",
        "hauptstr. 4",
        "Haupt Strasse 4",
        "Hauptstarsse 4, Altstadt",
        "9490 Altstadt, 4 Hauptstraße",
        "Rue Principale 4, Vieille-Ville",
        "Hauptstraße 4, 9490 Altstadt, Österreich",
    ],
)
def test_one_house_has_many_spellings(here: Gazetteer, line: str) -> None:
    found = best(here, line)
    assert (found.precision, spot(found)) == (Precision.HOUSE, metres(60, 10))
    assert found.sure
    assert found.place.name.startswith("Hauptstraße 4")


def test_a_number_between_two_houses_is_between_them(here: Gazetteer) -> None:
    found = best(here, "Hauptstraße 6")
    assert found.precision is Precision.INTERPOLATED
    assert spot(found) == metres(100, 10)


def test_ranges_and_letters_of_the_map_are_found(here: Gazetteer) -> None:
    assert spot(best(here, "Hauptstraße 14")) == metres(200, 10)
    assert spot(best(here, "Hauptstraße 8 a")) == metres(140, 10)
    other = best(here, "Hauptstraße 8b")
    assert (other.precision, spot(other)) == (Precision.HOUSE, metres(140, 10))
    assert other.confidence < 100


def test_two_streets_of_one_name_are_not_sure_without_a_town(here: Gazetteer) -> None:
    both = find_address(here, Address(line="Church Road"))
    assert len(both) == 2
    assert not both[0].sure
    near = best(here, "Church Road, Nordheim")
    assert near.sure
    assert near.precision is Precision.STREET
    assert spot(near)[1] == metres(0, 3_000)[1]


def test_an_address_that_is_nowhere_is_not_found_or_not_sure(here: Gazetteer) -> None:
    assert find_address(here, Address(line="17 Xylophon Quixotry")) == []
    assert find_address(here, Address(line="  ")) == []
    lost = best(here, "17 Xylophonweg, Altstadt")
    assert lost.precision is Precision.PLACE
    assert not lost.sure


def test_parts_and_abbreviations_of_saints_are_understood(here: Gazetteer) -> None:
    by_parts = Address(street="r. st jean", number="3", city="altstadt")
    assert find_address(here, by_parts)[0].place.name == "Rue Saint-Jean, Altstadt"


def test_chinese_addresses_are_read_from_large_to_small(china: Gazetteer) -> None:
    for line in ("北京市朝阳区建国路88号", "建国路８８号", "88 Jianguo Rd, Beijing"):
        found = best(china, line)
        assert (found.precision, spot(found)) == (Precision.HOUSE, metres(100, 10)), line
    assert best(china, "光华路").place.name.startswith("光华路")


def test_a_point_has_the_address_of_the_nearest_house_or_street(here: Gazetteer) -> None:
    near, along, far = (at(62, 14), at(150, 3_020), at(0, 20_000))
    house = address_at(here, (near.lon, near.lat))
    assert house is not None
    assert house.place.name == "Hauptstraße 4, 9490 Altstadt"
    street = address_at(here, (along.lon, along.lat))
    assert street is not None
    assert (street.precision, street.within_m) == (Precision.STREET, 20)
    assert street.place.name.startswith("Church Road")
    assert address_at(here, (far.lon, far.lat)) is None


def test_hostile_text_is_only_text(here: Gazetteer) -> None:
    for line in ('"; DROP TABLE houses; --', 'names:"a" OR *', "NEAR(a b)", "\x00\ud7ff💣" * 50, "1" * 5_000):
        find_address(here, Address(line=line))
    assert best(here, "Hauptstraße 4").sure
