"""Where the depot, shops and parcel lockers are put."""

from pathlib import Path

from data.sample_city.extract import read_extract
from data.sample_city.parameters import SampleParameters
from data.sample_city.town import Town, town_of
from data.sample_city.town_places import TownPlace, depot_of, lockers_of, shops_of
from tests.data.sample_city.tiny_maps import Point, TinyMap, metres, village

PARAMETERS = SampleParameters(shops=2, lockers=2, spacing_m=50)


def _town(tiny: TinyMap, folder: Path, *, least: int = 1) -> Town:
    extract = read_extract(tiny.write(folder / "tiny.osm.pbf"))
    return town_of(extract, PARAMETERS, least=least, map_name="tiny.osm.pbf")


def _at(found: TownPlace) -> Point:
    x, y = metres(found.place.lon, found.place.lat)
    return round(x), round(y)


def _hall(tiny: TinyMap, middle: Point, kind: str = "yes", side: float = 30) -> TinyMap:
    return tiny.building(middle, side=side, tags={"building": kind})


def test_the_depot_is_an_industrial_building_before_a_larger_one_of_unknown_use(tmp_path: Path) -> None:
    tiny = _hall(_hall(village(), (130, 130), "industrial"), (-70, 30), side=40)
    assert _at(depot_of(_town(tiny, tmp_path))) == (130, 130)


def test_a_large_building_on_industrial_land_is_a_depot(tmp_path: Path) -> None:
    tiny = _hall(_hall(village(), (130, 130)), (-70, 30), side=40).land((130, 130), 60, "industrial")
    assert _at(depot_of(_town(tiny, tmp_path))) == (130, 130)


def test_without_such_a_building_the_depot_is_a_large_one_near_a_main_street(tmp_path: Path) -> None:
    tiny = _hall(_hall(village(), (-175, 130)), (165, -130), side=40)
    tiny.street((-200, -100), (-200, 0), (-200, 100), (-200, 200), highway="primary", name="High Street")
    assert _at(depot_of(_town(tiny, tmp_path))) == (-175, 130)


def test_without_a_large_building_the_depot_is_the_one_nearest_to_the_middle(tmp_path: Path) -> None:
    assert _at(depot_of(_town(village(), tmp_path))) in {(15, 40), (40, 15)}


def test_a_school_or_hospital_is_no_depot(tmp_path: Path) -> None:
    tiny = _hall(_hall(village(), (130, 130), "school", side=50), (-70, 30), "retail")
    assert _at(depot_of(_town(tiny, tmp_path))) == (-70, 30)


def test_on_a_map_without_buildings_the_depot_stands_on_a_street(tmp_path: Path) -> None:
    tiny = TinyMap().street((-300, 0), (300, 0), name="Long Street")
    assert depot_of(_town(tiny, tmp_path)).place.name == "Long Street"


def test_shops_are_real_ones_called_by_what_they_sell(tmp_path: Path) -> None:
    tiny = village().point((10, 10), {"shop": "supermarket", "name": "Miller & Sons"})
    tiny.point((-90, -90), {"shop": "doityourself"}).point((-80, 10), {"shop": "tattoo"})
    shops = shops_of(_town(tiny, tmp_path), PARAMETERS)
    assert [(shop.id, shop.name, _at(shop)) for shop in shops] == [
        ("shop-1", "Supermarket", (10, 10)),
        ("shop-2", "Hardware shop", (-90, -90)),
    ]


def test_shops_next_door_to_one_another_are_not_both_taken(tmp_path: Path) -> None:
    tiny = village()
    for x in (10.0, 20.0, 110.0):
        tiny.point((x, 10), {"shop": "bakery"})
    assert [_at(shop) for shop in shops_of(_town(tiny, tmp_path), PARAMETERS)] == [(10, 10), (110, 10)]


def test_lockers_stand_where_the_map_has_them_then_at_the_station(tmp_path: Path) -> None:
    tiny = village().point((10, 10), {"amenity": "post_office"}).point((110, 110), {"railway": "station"})
    tiny.point((-110, -110), {"amenity": "vending_machine", "vending": "parcel_pickup;parcel_mail_in"})
    lockers = lockers_of(_town(tiny, tmp_path), PARAMETERS)
    assert [(locker.name, _at(locker)) for locker in lockers] == [
        ("Parcel locker", (-110, -110)),
        ("Parcel locker at the station", (110, 110)),
    ]


def test_stand_ins_for_shops_and_lockers_say_that_they_are_synthetic(tmp_path: Path) -> None:
    town = _town(village(), tmp_path)
    shops, lockers = shops_of(town, PARAMETERS), lockers_of(town, PARAMETERS)
    assert {each.name for each in shops} == {"Synthetic shop"}
    assert {each.name for each in lockers} == {"Synthetic parcel locker"}
    assert not {_at(each) for each in shops} & {_at(each) for each in lockers}
