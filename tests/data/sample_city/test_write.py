"""The folder of tables: what is read from it again is the day that was written."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from core.attribution import OPENSTREETMAP
from data.formats.tables.read_day import read_day
from data.sample_city.city import sample_day
from data.sample_city.write import write_sample_city
from tests.data.sample_city.tiny_maps import TinyMap, village


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_tables_read_back_are_the_same_day(tmp_path: Path, seed: int) -> None:
    city = sample_day(village().write(tmp_path / "village.osm.pbf"), order_count=200, seed=seed)
    write_sample_city(city, tmp_path / "city")
    read = read_day(*(tmp_path / "city" / f"{name}.csv" for name in ("orders", "vehicles", "depots")))
    assert read.notes == ()
    assert replace(read, notes=city.day.notes) == city.day


def test_the_folder_holds_what_is_reported_and_says_whose_map_it_is(tmp_path: Path) -> None:
    city = sample_day(village().write(tmp_path / "village.osm.pbf"), order_count=10)
    written = write_sample_city(city, tmp_path / "city")
    assert sorted(written) == sorted((tmp_path / "city").iterdir())
    readme = (tmp_path / "city" / "README.txt").read_text(encoding="utf-8")
    assert OPENSTREETMAP in readme
    assert "Synthetic orders on real buildings, drawn with seed 1" in readme


def test_shops_and_lockers_have_a_row_each(tmp_path: Path) -> None:
    tiny = village().point((10, 10), {"shop": "bakery"}).point((110, 110), {"railway": "station"})
    city = sample_day(tiny.write(tmp_path / "village.osm.pbf"), order_count=10)
    write_sample_city(city, tmp_path / "city")
    rows = [
        list(csv.reader((tmp_path / "city" / name).read_text(encoding="utf-8").splitlines()))[1][:2]
        for name in ("shops.csv", "lockers.csv")
    ]
    assert rows == [["shop-1", "Bakery"], ["locker-1", "Parcel locker at the station"]]


def test_a_street_name_that_looks_like_a_formula_is_made_harmless(tmp_path: Path) -> None:
    tiny = TinyMap().street((-200, 0), (200, 0), name="=HYPERLINK(1)")
    city = sample_day(tiny.write(tmp_path / "formula.osm.pbf"), order_count=3)
    write_sample_city(city, tmp_path / "city")
    with (tmp_path / "city" / "orders.csv").open(encoding="utf-8", newline="") as opened:
        assert {row["address"] for row in csv.DictReader(opened)} == {"'=HYPERLINK(1)"}
