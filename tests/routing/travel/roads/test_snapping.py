from pathlib import Path

import pytest

from core.errors import Fault, MapError
from core.place import Place
from routing.travel.roads.snapping import StreetIndex
from tests.routing.travel.roads.maps import TownMap, at, graph_of, grid, source_of


def islanders(island_at: tuple[float, float]) -> TownMap:
    """Return a grid and a one-way dead end, an island, that begins at the given point."""
    x, y = island_at
    town = grid().way(1, 901, 902, oneway="yes", name="Isle Lane")
    town.points |= {901: (x, y), 902: (x + 80, y)}
    return town


def test_a_place_snaps_to_the_nearest_point_of_the_nearest_street(tmp_path: Path) -> None:
    snapped = StreetIndex(graph_of(grid(), tmp_path)).snap([at(30, 12, "shop")])
    assert snapped.distance_m[0] == pytest.approx(12, abs=0.1)
    assert (snapped.lon[0], snapped.lat[0]) == pytest.approx((at(30, 0).lon, at(30, 0).lat), abs=1e-7)
    assert snapped.share[0] == pytest.approx(0.3, abs=0.001)
    (snap,) = snapped.snaps
    assert (snap.place.name, snap.street, snap.distance, snap.warning) == ("shop", "Street 10001", 12, "")


def test_a_street_without_a_name_is_called_by_its_class(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (90, 0)}).way(1, 1, 2, highway="living_street", name="")
    (snap,) = StreetIndex(graph_of(town, tmp_path)).snap([at(0, 0)]).snaps
    assert snap.street == "unnamed living street"


def test_a_place_far_from_every_street_is_warned_of(tmp_path: Path) -> None:
    (near, far) = StreetIndex(graph_of(grid(), tmp_path)).snap([at(-249, 0), at(-252, 0)]).snaps
    assert near.warning == ""
    assert far.warning == "252 m from the nearest usable street, 'Street 10001'"


def test_a_place_beside_an_island_uses_the_main_street_near_it_and_says_so(tmp_path: Path) -> None:
    (snap,) = StreetIndex(graph_of(islanders((-100, 50)), tmp_path)).snap([at(-60, 55)]).snaps
    assert snap.street == "Street 20001"
    assert "'Isle Lane' is nearer but an island" in snap.warning


def test_a_place_on_a_remote_island_stays_there_and_says_so(tmp_path: Path) -> None:
    snapped = StreetIndex(graph_of(islanders((2000, 0)), tmp_path)).snap([at(2040, 5)])
    assert snapped.island.tolist() == [True]
    assert snapped.snaps[0].street == "Isle Lane"
    assert "is an island" in snapped.snaps[0].warning


def test_no_places_snap_to_nothing(tmp_path: Path) -> None:
    assert StreetIndex(graph_of(grid(), tmp_path)).snap([]).snaps == ()


def refused(places: list[Place], folder: Path) -> tuple[str, list[Fault]]:
    source = source_of(grid(30, 30), folder)
    with pytest.raises(MapError) as caught:
        source.travel(places, "car")
    return caught.value.message, list(caught.value.faults)


def test_all_places_off_the_map_are_named_at_once(tmp_path: Path) -> None:
    message, faults = refused([at(50, 50, "depot"), at(90_000, 0, "A"), at(0, -80_000, "B")], tmp_path)
    assert "town.osm.pbf" in message
    assert "does not cover 2 of 3 places" in message
    assert [fault.where for fault in faults] == ["place 'A'", "place 'B'"]
    assert all("a point on the map: lon 10.000" in fault.expected for fault in faults)


def test_swapped_longitude_and_latitude_are_recognised(tmp_path: Path) -> None:
    right = at(500, 500)
    _, (fault,) = refused([Place(lon=right.lat, lat=right.lon, name="A")], tmp_path)
    assert fault.expected.endswith("lon and lat look swapped")


def test_a_stop_in_the_sea_is_told_how_far_the_nearest_street_is(tmp_path: Path) -> None:
    town = grid().way(1, 1, 950)
    town.points[950] = (-4000, 4000)  # so that the sea lies between streets
    with pytest.raises(MapError) as caught:
        source_of(town, tmp_path).travel([at(0, 0), at(-500, 3500, "boat")], "car")
    (fault,) = caught.value.faults
    assert fault.where == "place 'boat'"
    assert "a street within 1,000 m; the nearest, 'Street 1', is 2,1" in fault.expected


def test_the_limit_may_be_set(tmp_path: Path) -> None:
    source = source_of(grid(), tmp_path, limit_m=20)
    source.travel([at(0, -19)], "car")
    with pytest.raises(MapError, match="does not cover 1 of 1"):
        source.travel([at(0, -21)], "car")
