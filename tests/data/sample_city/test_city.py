"""A synthetic day as a whole: the same every time, on real places, within what vehicles can do."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.attribution import OPENSTREETMAP
from core.errors import InvalidInput, MapError, NotFound
from data.sample_city.city import SampleCity, sample_day
from routing.problem import Stop, Vehicle
from tests.data.sample_city.tiny_maps import TinyMap, metres, village

_PRINT_DAY = """
import sys
from pathlib import Path
from data.sample_city.city import sample_day
from data.sample_city.write import write_sample_city
write_sample_city(sample_day(Path(sys.argv[1]), order_count=40, seed=int(sys.argv[2])), Path(sys.argv[3]))
"""


def _hash_of_day(extract: Path, folder: Path, *, seed: int, hash_seed: str) -> str:
    """Draw a day in a process of its own, whose sets and dicts hash in their own way."""
    subprocess.run(
        [sys.executable, "-c", _PRINT_DAY, str(extract), str(seed), str(folder)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def test_the_same_map_and_seed_give_the_same_files_in_another_process(tmp_path: Path) -> None:
    extract = village().write(tmp_path / "village.osm.pbf")
    first = _hash_of_day(extract, tmp_path / "first", seed=1, hash_seed="1")
    assert first == _hash_of_day(extract, tmp_path / "again", seed=1, hash_seed="2")
    assert first != _hash_of_day(extract, tmp_path / "other", seed=2, hash_seed="1")


def test_another_seed_keeps_the_depot_and_changes_the_orders(tmp_path: Path) -> None:
    extract = village().write(tmp_path / "village.osm.pbf")
    first, second = (sample_day(extract, order_count=40, seed=seed) for seed in (1, 2))
    assert first.depot == second.depot
    assert first.day.stops != second.day.stops


@pytest.mark.parametrize("count", [1, 2, 7, 40, 301])
def test_there_are_as_many_orders_and_vehicles_as_asked_for(tmp_path: Path, count: int) -> None:
    city = sample_day(village().write(tmp_path / "village.osm.pbf"), order_count=count, vehicles=count)
    assert (len(city.day.stops), len(city.day.vehicles)) == (count, count)


def test_numbers_out_of_range_are_refused_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        sample_day(tmp_path / "village.osm.pbf", order_count=0, vehicles=-1, seed=-5)
    assert [each.field for each in refused.value.faults] == ["orders", "vehicles", "seed"]


def test_a_map_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        sample_day(tmp_path / "nowhere.osm.pbf")


@pytest.mark.parametrize("content", [b"", b"this is no map", b"<osm></osm>"])
def test_a_file_that_is_no_map_is_refused(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(content)
    with pytest.raises(MapError, match=r"broken\.osm\.pbf"):
        sample_day(broken)


def test_a_truncated_map_is_refused(tmp_path: Path) -> None:
    whole = village(size=9).write(tmp_path / "whole.osm.pbf").read_bytes()
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(MapError, match=r"cut\.osm\.pbf"):
        sample_day(cut)


def test_a_map_without_streets_is_refused(tmp_path: Path) -> None:
    extract = TinyMap().building((0, 0)).street((0, 20), (50, 20), highway="footway", name="Path")
    with pytest.raises(MapError, match="no street that a vehicle may use"):
        sample_day(extract.write(tmp_path / "park.osm.pbf"))


def test_a_single_one_way_street_is_no_network(tmp_path: Path) -> None:
    extract = TinyMap().building((50, 20)).street((0, 0), (100, 0), name="Only Street", oneway="yes")
    with pytest.raises(MapError, match="reaches one another"):
        sample_day(extract.write(tmp_path / "lane.osm.pbf"))


def test_streets_without_name_and_without_buildings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MapError, match="neither a building nor a named street"):
        sample_day(TinyMap().street((0, 0), (100, 0)).write(tmp_path / "bare.osm.pbf"))


def test_a_map_without_buildings_has_orders_along_its_streets_and_says_so(tmp_path: Path) -> None:
    extract = TinyMap().street((-300, 0), (0, 0), (300, 0), name="Long Street")
    city = sample_day(extract.write(tmp_path / "long.osm.pbf"), order_count=20)
    assert {place.name for place in city.day.places} == {"Long Street"}
    assert all(abs(metres(place.lon, place.lat)[1]) < 1 for place in city.day.places)
    assert "along real streets" in city.label


def test_the_label_and_the_attribution_go_with_the_day(tmp_path: Path) -> None:
    city = sample_day(village().write(tmp_path / "village.osm.pbf"), order_count=10)
    assert city.day.notes == (city.label,)
    assert "Synthetic orders on real buildings" in city.label
    assert OPENSTREETMAP in city.label
    assert all(stop.name.startswith("Synthetic") for stop in city.day.stops)


def test_progress_is_told_in_words(tmp_path: Path) -> None:
    told: list[str] = []
    sample_day(village().write(tmp_path / "village.osm.pbf"), order_count=10, progress=told.append)
    assert told == [
        "Reading village.osm.pbf",
        "Finding buildings near streets",
        "Drawing 10 synthetic orders",
    ]


def test_every_order_suits_some_vehicle(tmp_path: Path) -> None:
    city = sample_day(village().write(tmp_path / "village.osm.pbf"), order_count=400)
    loads = {end: pair.load for pair in city.day.pairs for end in (pair.pickup, pair.delivery)}
    unsuited = [stop.id for stop in city.day.stops if not _suits_any(city, stop, loads.get(stop.id, ()))]
    assert unsuited == []


def _suits_any(city: SampleCity, stop: Stop, pair_load: tuple[int, ...]) -> bool:
    load = stop.delivery or stop.pickup or pair_load
    return any(_suits(vehicle, stop, load) for vehicle in city.day.vehicles)


def _suits(vehicle: Vehicle, stop: Stop, load: tuple[int, ...]) -> bool:
    fits = all(amount <= most for amount, most in zip(load, vehicle.capacity, strict=True))
    in_time = any(
        max(window.opens, vehicle.shift.opens) + stop.setup + stop.service
        <= min(window.closes + stop.setup + stop.service, vehicle.shift.closes)
        for window in stop.windows
    )
    return fits and in_time and stop.skills <= vehicle.skills


@pytest.mark.parametrize(
    "name", ["helsinki_center", "liechtenstein", "monaco_osrm", "newport", "oslo_east", "portland", "porto"]
)
def test_a_real_map_gives_a_whole_day_in_one_town(shared: Path, name: str) -> None:
    city = sample_day(shared / "maps" / f"{name}.osm.pbf")
    assert len(city.day.stops) == 300
    lons, lats = [place.lon for place in city.day.places], [place.lat for place in city.day.places]
    assert max(lats) - min(lats) < 0.14
    assert max(lons) - min(lons) < 0.26
    assert all(place.name for place in city.day.places)
    assert city.shops
    assert city.lockers
